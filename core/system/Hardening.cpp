// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/Hardening.h"

#include <grp.h>
#include <malloc.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace spectrum::system
{

namespace
{

Error failure(const QString &text)
{
    return {
        .kind = ErrorKind::NotAllowed, .userText = text, .detail = QString::fromLocal8Bit(strerror(errno))};
}

Result<gid_t> groupId(const QString &group, const passwd &user)
{
    if (group.isEmpty())
        return user.pw_gid;
    const struct group *entry = ::getgrnam(group.toLocal8Bit().constData());
    if (!entry)
        return failure(QStringLiteral("service.group: there is no group \"%1\".").arg(group));
    return entry->gr_gid;
}

} // namespace

void Hardening::prepareProcess()
{
    ::umask(077);
    const rlimit none{0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
#ifdef M_ARENA_MAX
    // One arena for the few threads there are; what a burst needed goes back to the system, but not what
    // every turn of a busy loop needs again; big blocks are mapped on their own so that they never split the
    // heap. Small blocks are joined with their neighbours when they are freed, not all in one long pause
    // later: after a storm of messages that pause was 3 to 6 ms, in the middle of somebody else's message.
    ::mallopt(M_ARENA_MAX, 1);
    ::mallopt(M_TRIM_THRESHOLD, 1024 * 1024);
    ::mallopt(M_TOP_PAD, 64 * 1024);
    ::mallopt(M_MMAP_THRESHOLD, 512 * 1024);
    ::mallopt(M_MXFAST, 0);
#endif
}

Result<qint64> Hardening::raiseFileLimit()
{
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return failure(QStringLiteral("The limit of open files cannot be read."));
    if (limit.rlim_cur < limit.rlim_max) {
        limit.rlim_cur = limit.rlim_max;
        if (::setrlimit(RLIMIT_NOFILE, &limit) != 0)
            return failure(QStringLiteral("The limit of open files cannot be raised."));
    }
    return qint64(std::min<rlim_t>(limit.rlim_cur, rlim_t(std::numeric_limits<qint64>::max())));
}

Result<void> Hardening::dropPrivileges(const QString &user, const QString &group)
{
    if (user.isEmpty()) {
        if (group.isEmpty())
            return {};
        return failure(QStringLiteral("service.group needs service.user."));
    }
    const passwd *found = ::getpwnam(user.toLocal8Bit().constData());
    if (!found)
        return failure(QStringLiteral("service.user: there is no user \"%1\".").arg(user));
    const passwd entry = *found; // getgrnam() must not change it under us
    const QByteArray name = entry.pw_name;
    const auto gid = groupId(group, entry);
    if (!gid)
        return gid.error();
    if (::geteuid() == entry.pw_uid && ::getegid() == *gid)
        return {};
    if (::initgroups(name.constData(), *gid) != 0 || ::setresgid(*gid, *gid, *gid) != 0 ||
        ::setresuid(entry.pw_uid, entry.pw_uid, entry.pw_uid) != 0)
        return failure(
            QStringLiteral("service.user: the process may not become \"%1\"; start it as root or as "
                           "that user.")
                .arg(user));
    // Proves that there is no way back.
    if (entry.pw_uid != 0 && ::setuid(0) == 0)
        return failure(QStringLiteral("service.user: the rights of root were not given up."));
    return {};
}

void Hardening::forbidTracing()
{
// The leak check of the sanitizers reads the process's own memory as a debugger does.
#ifndef __SANITIZE_ADDRESS__
    ::prctl(PR_SET_DUMPABLE, 0);
#endif
}

} // namespace spectrum::system
