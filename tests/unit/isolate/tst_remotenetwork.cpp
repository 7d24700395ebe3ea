// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "RemoteRun.h"

#include "isolate/SessionHostProcess.h"
#include "system/EpollDispatcher.h"

#include <csignal>

using namespace spectrum;
using namespace spectrum::testing;

namespace
{

struct Run : RemoteRun {
    explicit Run(size_t capacity = 10, const QString &module = QStringLiteral(SPECTRUM_LOOPBACK_MODULE))
        : RemoteRun(module, capacity)
    {
    }
};

} // namespace

class TestRemoteNetwork : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsWhatTheNetworkAsks();
    void carriesMessages();
    void spreadsSessions();
    void comesBackAfterADeath();
    void comesBackAfterAHang();
    void ordersHaveAnOutcomeWhenAllIsLost();
    void logsOut();
    void emptyHostsEnd();
    void parksWhoKillsThreeTimes();
    void missingModuleIsRefusedInWords();
};

void TestRemoteNetwork::tellsWhatTheNetworkAsks()
{
    Run run;
    QVERIFY2(run.opened, qPrintable(run.opened ? QString() : run.opened.error().userText));
    QVERIFY(!run.network().accountFields().isEmpty());
    QCOMPARE(run.network().accountFields().first().key, QStringLiteral("username"));
    QVERIFY(!run.network().searchFields().isEmpty());
}

void TestRemoteNetwork::carriesMessages()
{
    Run run;
    Person ann(run, "ann");
    QVERIFY(ann.isOnline());
    ann.say(1, "hello");
    QVERIFY(ann.hears(QStringLiteral("hello")));
    QCOMPARE(ann.recorder.outcomesOf(RequestId{1}), 1);
    QCOMPARE(ann.recorder.violations(), QStringList());
}

void TestRemoteNetwork::spreadsSessions()
{
    Run run(2);
    Person ann(run, "ann");
    Person bob(run, "bob");
    Person cid(run, "cid");
    QVERIFY(ann.isOnline() && bob.isOnline() && cid.isOnline());
    QCOMPARE(run.processOf(ann.remote()), run.processOf(bob.remote()));
    QVERIFY(run.processOf(ann.remote()) != run.processOf(cid.remote()));
    QCOMPARE(run.network().workers().size(), size_t(2));
}

void TestRemoteNetwork::comesBackAfterADeath()
{
    Run run;
    Person ann(run, "ann");
    Person bob(run, "bob");
    QVERIFY(ann.isOnline() && bob.isOnline());
    static_cast<core::RemoteSession &>(*ann.session)
        .joinRoom({.room = room, .nickname = QStringLiteral("Ann")});
    QVERIFY(QTest::qWaitFor([&] { return ann.recorder.all<RoomJoined>().size() == 1; }));
    ::kill(run.processOf(ann.remote()), SIGKILL);
    QVERIFY(QTest::qWaitFor([&] { return ann.recorder.state() == SessionState::Waiting; }));
    QVERIFY(ann.isOnline() && bob.isOnline());
    QVERIFY(QTest::qWaitFor([&] { return ann.recorder.all<RoomJoined>().size() == 2; }));
    QCOMPARE(ann.recorder.all<RoomJoined>().back().ownNickname, QStringLiteral("Ann"));
    ann.say(1, "again");
    QVERIFY(ann.hears(QStringLiteral("again")));
}

void TestRemoteNetwork::comesBackAfterAHang()
{
    Run run;
    Person ann(run, "ann");
    QVERIFY(ann.isOnline());
    const pid_t before = run.processOf(ann.remote());
    ::kill(before, SIGSTOP);
    QVERIFY(QTest::qWaitFor([&] { return ann.recorder.state() == SessionState::Waiting; }, 20000));
    QVERIFY(ann.isOnline());
    QVERIFY(run.processOf(ann.remote()) != before);
}

void TestRemoteNetwork::ordersHaveAnOutcomeWhenAllIsLost()
{
    Run run;
    Person ann(run, "ann");
    QVERIFY(ann.isOnline());
    ::kill(run.processOf(ann.remote()), SIGSTOP);
    for (quint64 request = 1; request <= 20; ++request)
        ann.say(request, "into the void");
    ::kill(run.processOf(ann.remote()), SIGKILL);
    QVERIFY(QTest::qWaitFor([&] { return ann.recorder.outcomesOf(RequestId{20}) == 1; }));
    for (quint64 request = 1; request <= 20; ++request)
        QCOMPARE(ann.recorder.outcomesOf(RequestId{request}), 1);
    QVERIFY(ann.isOnline());
}

void TestRemoteNetwork::logsOut()
{
    Run run;
    Person ann(run, "ann");
    QVERIFY(ann.isOnline());
    ann.session->logOut({});
    QVERIFY(QTest::qWaitFor([&] { return ann.recorder.state() == SessionState::Offline; }));
}

void TestRemoteNetwork::emptyHostsEnd()
{
    Run run(1);
    auto ann = std::make_unique<Person>(run, "ann");
    auto bob = std::make_unique<Person>(run, "bob");
    QVERIFY(ann->isOnline() && bob->isOnline());
    QCOMPARE(run.network().workers().size(), size_t(2));
    bob.reset();
    ann.reset();
    // One stays for the next who comes.
    QTRY_COMPARE(run.network().workers().size(), size_t(1));
}

void TestRemoteNetwork::parksWhoKillsThreeTimes()
{
    Run run;
    Person ann(run, "ann");
    for (int death = 0; death < 3; ++death) {
        QVERIFY(ann.isOnline());
        ann.say(static_cast<quint64>(death + 1), "hello");
        QVERIFY(QTest::qWaitFor([&] { return ann.recorder.outcomesOf(RequestId{quint64(death + 1)}) == 1; }));
        ::kill(run.processOf(ann.remote()), SIGSEGV);
        QVERIFY(QTest::qWaitFor([&] { return ann.recorder.state() != SessionState::Online; }, 20000));
    }
    QTRY_COMPARE(ann.recorder.state(), SessionState::Failed);
    const Error error = *ann.recorder.all<StateChanged>().back().error;
    QVERIFY(error.userText.contains(QStringLiteral("kept out for 10 minutes")));
    ann.session.reset();
    Person again(run, "ann");
    QCOMPARE(again.recorder.state(), SessionState::Failed);
    Person bob(run, "bob");
    QVERIFY(bob.isOnline());
}

void TestRemoteNetwork::missingModuleIsRefusedInWords()
{
    const Run run(1, QStringLiteral("/nowhere/module.so"));
    QVERIFY(!run.opened);
    QVERIFY(!run.opened.error().userText.isEmpty());
}

// The children are this program, too.
int main(int count, char *words[])
{
    if (count == 3 && QLatin1String(words[1]) == QLatin1String("session-host"))
        return core::runSessionHost(QString::fromLatin1(words[2]));
    // As in the host: gathered writes leave at every turn.
    system::EpollDispatcher::install();
    QCoreApplication application(count, words);
    TestRemoteNetwork test;
    return QTest::qExec(&test, count, words);
}

#include "tst_remotenetwork.moc"
