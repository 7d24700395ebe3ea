// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "doctor/RunningHost.h"

#include "admin/SocketAddress.h"
#include "system/FileDescriptor.h"
#include "system/LockFile.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace spectrum;
using core::RunningHost;
using Verdict = Finding::Verdict;

class RunningHostTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsNobody();
    void seesTheLocksOfOneWithoutASocket();
    void suspectsWhatItCannotSee();
    void suspectsWhatItCannotAsk();
    void givesUpOnSilence();
    void readsStates();
    void readsNonsense();
};

void RunningHostTest::findsNobody()
{
    const QTemporaryDir folder;
    const QString lock = folder.filePath(QStringLiteral("store.lock"));
    for (const QString &socket : {QString(), folder.filePath(QStringLiteral("none"))}) {
        const RunningHost host = RunningHost::ask({socket, {lock}});
        QVERIFY(!host.isRunning());
        QCOMPARE(host.finding().verdict, Verdict::Good);
        QCOMPARE(host.useOf(QStringLiteral("irc.test")), Examiner::Use::Free);
    }
    QVERIFY(!QFile::exists(lock));
}

void RunningHostTest::seesTheLocksOfOneWithoutASocket()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("store.lock"));
    {
        const auto lock = system::LockFile::take(path);
        QVERIFY(lock);
        for (const QString &socket : {QString(), folder.filePath(QStringLiteral("none"))}) {
            const RunningHost host = RunningHost::ask({socket, {path}});
            QVERIFY(!host.isRunning());
            QCOMPARE(host.finding().verdict, Verdict::Doubtful);
            QVERIFY(host.finding().text.contains(QString::number(QCoreApplication::applicationPid())));
            QCOMPARE(host.use(), Examiner::Use::InUse);
            QCOMPARE(host.useOf(QStringLiteral("irc.test")), Examiner::Use::InUse);
        }
    }
    QCOMPARE(RunningHost::ask({{}, {path}}).use(), Examiner::Use::Free);
}

// Neither a socket nor a lock.
void RunningHostTest::suspectsWhatItCannotSee()
{
    const RunningHost host = RunningHost::ask({});
    QCOMPARE(host.finding().verdict, Verdict::Doubtful);
    QCOMPARE(host.use(), Examiner::Use::InUse);
}

// Whoever may not ask must not take the place of a host that runs.
void RunningHostTest::suspectsWhatItCannotAsk()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("file")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const RunningHost host = RunningHost::ask({folder.filePath(QStringLiteral("file/socket"))});
    QVERIFY(!host.isRunning());
    QCOMPARE(host.finding().verdict, Verdict::Doubtful);
    QVERIFY(host.finding().advice.contains(QLatin1String("admin.socket")));
    QCOMPARE(host.use(), Examiner::Use::InUse);
    QCOMPARE(host.useOf(QStringLiteral("irc.test")), Examiner::Use::InUse);
}

void RunningHostTest::givesUpOnSilence()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("socket"));
    const auto address = core::socketAddress(path);
    const system::FileDescriptor listener(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    QVERIFY(address && listener.isOpen());
    QVERIFY(::bind(listener.number(), reinterpret_cast<const sockaddr *>(&*address), sizeof *address) == 0);
    QVERIFY(::listen(listener.number(), 1) == 0);
    const RunningHost host = RunningHost::ask({path}, std::chrono::milliseconds(50));
    QVERIFY(!host.isRunning());
    QVERIFY2(host.finding().text.contains(QLatin1String("does not answer")), qPrintable(host.finding().text));
    QCOMPARE(host.use(), Examiner::Use::InUse);
}

void RunningHostTest::readsStates()
{
    const QJsonDocument status = QJsonDocument::fromJson(
        R"({"process": 42, "instances": [{"instance": "a.test", "state": "ready"},
                                         {"instance": "b.test", "state": "starting", "findings": [
                {"verdict": "bad", "subject": "component", "text": "refused", "advice": "do this"}]}]})");
    const RunningHost host = RunningHost::read(status.object());
    QVERIFY(host.isRunning());
    QVERIFY(host.finding().text.contains(QLatin1String("42")));
    QCOMPARE(host.findingOf(QStringLiteral("a.test")).verdict, Verdict::Good);
    QCOMPARE(host.useOf(QStringLiteral("a.test")), Examiner::Use::InUse);
    const Finding starting = host.findingOf(QStringLiteral("b.test"));
    QCOMPARE(starting.verdict, Verdict::Bad);
    QVERIFY(starting.text.contains(QLatin1String("starting")));
    const QList<Finding> report = host.reportOf(QStringLiteral("b.test"));
    QCOMPARE(report.size(), 1);
    QCOMPARE(report[0].verdict, Verdict::Bad);
    QCOMPARE(report[0].advice, QStringLiteral("do this"));
    QVERIFY(host.reportOf(QStringLiteral("a.test")).isEmpty());
    QCOMPARE(host.findingOf(QStringLiteral("c.test")).verdict, Verdict::Bad);
    QCOMPARE(host.useOf(QStringLiteral("c.test")), Examiner::Use::Free);
}

void RunningHostTest::readsNonsense()
{
    const QJsonDocument status =
        QJsonDocument::fromJson(R"({"process": "x", "instances": [1, null, {"state": 3}]})");
    const RunningHost host = RunningHost::read(status.object());
    QVERIFY(!host.isRunning());
    QCOMPARE(host.useOf(QStringLiteral("a.test")), Examiner::Use::Free);
}

QTEST_GUILESS_MAIN(RunningHostTest)
#include "tst_runninghost.moc"
