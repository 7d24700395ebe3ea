// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/Hardening.h"

#include <QTest>

#include <functional>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using spectrum::system::Hardening;

namespace
{

// What changes a process for good is tried in a child; true when the action says so there.
bool holdsInChild(const std::function<bool()> &action)
{
    const pid_t child = ::fork();
    if (child == 0)
        ::_exit(action() ? 0 : 1);
    int status = 0;
    return ::waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

} // namespace

class TestHardening : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void preparesTheProcess();
    void raisesTheFileLimit();
    void refusesUnknownUsers();
    void staysWhoItIs();
    void rootGivesItsRightsUp();
};

void TestHardening::preparesTheProcess()
{
    QVERIFY(holdsInChild([] {
        Hardening::prepareProcess();
        rlimit limit{};
        ::getrlimit(RLIMIT_CORE, &limit);
        return limit.rlim_max == 0 && ::umask(0) == 077;
    }));
}

void TestHardening::raisesTheFileLimit()
{
    QVERIFY(holdsInChild([] {
        rlimit limit{64, 0};
        rlimit before{};
        ::getrlimit(RLIMIT_NOFILE, &before);
        limit.rlim_max = before.rlim_max;
        ::setrlimit(RLIMIT_NOFILE, &limit);
        const auto raised = Hardening::raiseFileLimit();
        return raised.isOk() && *raised == qint64(before.rlim_max);
    }));
}

void TestHardening::refusesUnknownUsers()
{
    const auto user = Hardening::dropPrivileges(QStringLiteral("no such user"), {});
    QVERIFY(!user.isOk());
    QVERIFY(user.error().userText.startsWith(QStringLiteral("service.user")));
    const auto group = Hardening::dropPrivileges(QStringLiteral("root"), QStringLiteral("no such group"));
    QVERIFY(!group.isOk());
    QVERIFY(group.error().userText.startsWith(QStringLiteral("service.group")));
    QVERIFY(!Hardening::dropPrivileges({}, QStringLiteral("root")).isOk());
}

void TestHardening::staysWhoItIs()
{
    QVERIFY(Hardening::dropPrivileges({}, {}).isOk());
    const passwd *self = ::getpwuid(::geteuid());
    QVERIFY(self);
    if (self->pw_gid == ::getegid())
        QVERIFY(Hardening::dropPrivileges(QString::fromLocal8Bit(self->pw_name), {}).isOk());
}

void TestHardening::rootGivesItsRightsUp()
{
    const bool isRoot = ::geteuid() == 0;
    QVERIFY(holdsInChild([isRoot] {
        const auto dropped = Hardening::dropPrivileges(QStringLiteral("nobody"), {});
        if (!isRoot)
            return !dropped.isOk();
        Hardening::forbidTracing();
        return dropped.isOk() && ::geteuid() != 0 && ::getuid() != 0 && ::setuid(0) != 0;
    }));
}

QTEST_GUILESS_MAIN(TestHardening)
#include "tst_hardening.moc"
