// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include <support/irc/IrcRun.h>

using namespace spectrum;
using namespace std::chrono_literals;
using spectrum::testing::contactPeer;
using spectrum::testing::IrcRun;

class TestIrcSession : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsAbsence();
    void leavesPolitely();
    void leavesWhenTheServerIsSilent();
    void findsDeadConnections();
    void givesUpOnSilentServers();
    void triesTheNextServer();
    void answersPings();
    void joinsWhatWasAskedForEarly();
    void listsRooms();
    void comesBackAfterErrorLines();
};

void TestIrcSession::tellsAbsence()
{
    IrcRun run;
    run.logIn({}, Availability::Away);
    QVERIFY(run.waitForLine("AWAY :Away"));
    run.session->setPresence({Availability::Online, {}, {}});
    QVERIFY(run.waitForLine("AWAY"));
    run.session->setPresence({Availability::Busy, QStringLiteral("in a\r\nQUIT meeting"), {}});
    QVERIFY(run.waitForLine("AWAY :in aQUIT meeting"));
}

void TestIrcSession::leavesPolitely()
{
    IrcRun run;
    QVERIFY(run.goOnline());
    run.session->logOut(QStringLiteral("see\r\nyou"));
    QVERIFY(run.waitFor(SessionState::Offline));
    QVERIFY(run.server.hasReceived("QUIT :seeyou"));
}

void TestIrcSession::leavesWhenTheServerIsSilent()
{
    IrcRun run;
    QVERIFY(run.goOnline());
    run.server.setHook([](const QByteArray &) { return true; });
    const RequestId request = run.send(contactPeer("peer"), QStringLiteral("open"));
    run.session->logOut({});
    QCOMPARE(run.recorder.outcomesOf(request), 1);
    run.host.advance(2s);
    QCOMPARE(run.recorder.state(), SessionState::Offline);
}

void TestIrcSession::findsDeadConnections()
{
    IrcRun run;
    QVERIFY(run.goOnline());
    run.server.setHook([](const QByteArray &) { return true; });
    run.host.advance(90s);
    run.host.advance(90s);
    QVERIFY(run.waitForLine("PING :alive"));
    QCOMPARE(run.recorder.state(), SessionState::Online);
    run.host.advance(90s);
    QCOMPARE(run.recorder.state(), SessionState::Waiting);
    QCOMPARE(run.recorder.all<StateChanged>().back().error->kind, ErrorKind::TimedOut);
    QCOMPARE(run.recorder.all<StateChanged>().back().retryIn, std::chrono::seconds(1));
}

void TestIrcSession::givesUpOnSilentServers()
{
    IrcRun run;
    run.server.setHook([](const QByteArray &) { return true; });
    run.logIn();
    QVERIFY(run.waitForLine("NICK tester"));
    run.host.advance(45s);
    QCOMPARE(run.recorder.state(), SessionState::Waiting);
    run.host.advance(1s);
    QCOMPARE(run.recorder.state(), SessionState::Connecting);
    run.host.advance(45s);
    QCOMPARE(run.recorder.all<StateChanged>().back().retryIn, std::chrono::seconds(2));
}

void TestIrcSession::triesTheNextServer()
{
    IrcRun run;
    const QString reachable = run.settings.list(QStringLiteral("irc.server")).constFirst();
    quint16 closedPort = 0;
    {
        QTcpServer closed;
        QVERIFY(closed.listen(QHostAddress::LocalHost));
        closedPort = closed.serverPort();
    }
    run.settings.setGiven(QStringLiteral("irc.server"),
                          {QStringLiteral("127.0.0.1:%1").arg(closedPort), reachable});
    run.logIn();
    QVERIFY(run.waitFor(SessionState::Waiting));
    QCOMPARE(run.recorder.all<StateChanged>().back().error->kind, ErrorKind::Unreachable);
    run.host.advance(1s);
    QVERIFY(run.waitFor(SessionState::Online));
}

void TestIrcSession::answersPings()
{
    IrcRun run;
    QVERIFY(run.goOnline());
    run.server.send("PING :a b");
    QVERIFY(run.waitForLine("PONG :a b"));
}

void TestIrcSession::joinsWhatWasAskedForEarly()
{
    IrcRun run;
    run.logIn();
    run.rooms().joinRoom({.room = RoomId(QStringLiteral("#room"))});
    QVERIFY(run.waitForEvents<RoomJoined>(1));
}

void TestIrcSession::listsRooms()
{
    IrcRun run;
    QVERIFY(run.goOnline());
    run.rooms().listRooms({RequestId(5), 10});
    run.rooms().listRooms({RequestId(6), 10});
    QVERIFY(run.waitForEvents<RequestFinished>(2));
    QCOMPARE(run.recorder.all<RequestFinished>().front().error->kind, ErrorKind::RateLimited);
    QCOMPARE(run.recorder.all<RoomsListed>().front().rooms.constFirst().participants, 2);
}

void TestIrcSession::comesBackAfterErrorLines()
{
    IrcRun run;
    QVERIFY(run.goOnline());
    run.server.send("ERROR :Closing Link (Killed)");
    QVERIFY(run.waitFor(SessionState::Waiting));
    run.host.advance(1s);
    QVERIFY(run.waitFor(SessionState::Online));
    QCOMPARE(run.server.connectionCount(), 2);
}

QTEST_GUILESS_MAIN(TestIrcSession)
#include "tst_ircsession.moc"
