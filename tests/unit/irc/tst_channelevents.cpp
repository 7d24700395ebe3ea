// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include <support/irc/IrcRun.h>

using namespace spectrum;
using namespace std::chrono_literals;
using spectrum::testing::IrcRun;
using spectrum::testing::roomPeer;

namespace
{

Participant personIn(const RoomJoined &joined, const QString &nickname)
{
    for (const Participant &one : joined.participants) {
        if (one.nickname == nickname)
            return one;
    }
    return {};
}

} // namespace

class TestChannelEvents : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void joinsCompletely();
    void mapsRefusals_data();
    void mapsRefusals();
    void tellsComingsAndGoings();
    void tellsRanks();
    void tellsOwnKick();
    void followsOwnNickname();
    void changesSubject();
    void tellsSubjectRefusal();
    void leavesWhatNobodyAskedFor();
    void endsAListThatNeverEnds();
    void boundsPeople();
    void sendsKeys();
    void joinsAgainAfterALoss();
    void followsCasemapping();
};

void TestChannelEvents::joinsCompletely()
{
    IrcRun run;
    QVERIFY(run.goOnline());
    QVERIFY(run.join(QStringLiteral("#room")));
    const RoomJoined joined = run.recorder.all<RoomJoined>().front();
    QCOMPARE(joined.ownNickname, QStringLiteral("tester"));
    QCOMPARE(joined.room.subject, QStringLiteral("The topic"));
    QCOMPARE(joined.participants.size(), 3);
    QCOMPARE(personIn(joined, QStringLiteral("person")).role, Role::Moderator);
    QCOMPARE(personIn(joined, QStringLiteral("voiced")).role, Role::Participant);
    QVERIFY(run.recorder.all<ParticipantChanged>().empty());
}

void TestChannelEvents::mapsRefusals_data()
{
    QTest::addColumn<int>("numeric");
    QTest::addColumn<ErrorKind>("kind");
    QTest::newRow("403") << 403 << ErrorKind::NotFound;
    QTest::newRow("405") << 405 << ErrorKind::Overloaded;
    QTest::newRow("471") << 471 << ErrorKind::RoomFull;
    QTest::newRow("473") << 473 << ErrorKind::MembersOnly;
    QTest::newRow("474") << 474 << ErrorKind::Banned;
    QTest::newRow("475") << 475 << ErrorKind::PasswordRequired;
    QTest::newRow("470 forwarded") << 470 << ErrorKind::NotAllowed;
}

void TestChannelEvents::mapsRefusals()
{
    QFETCH(int, numeric);
    QFETCH(ErrorKind, kind);
    IrcRun run;
    run.server.setHook([&](const QByteArray &line) {
        if (line.startsWith("JOIN"))
            run.server.sendNumeric(numeric, "#room :Cannot join");
        return line.startsWith("JOIN");
    });
    QVERIFY(run.goOnline());
    run.rooms().joinRoom({.room = RoomId(QStringLiteral("#room"))});
    QVERIFY(run.waitForEvents<RoomLeft>(1));
    QCOMPARE(run.recorder.all<RoomLeft>().front().error->kind, kind);
}

void TestChannelEvents::tellsComingsAndGoings()
{
    IrcRun run;
    QVERIFY(run.goOnline());
    QVERIFY(run.join(QStringLiteral("#room")));
    run.server.send(":new!u@h JOIN #room");
    run.server.send(":new!u@h NICK :newer");
    run.server.send(":newer!u@h PART #room :bye");
    run.server.send(":voiced!u@h QUIT :Ping timeout");
    run.server.send(":person!u@h JOIN #other");
    run.server.send(":x!u@h QUIT :was never here");
    QVERIFY(run.synchronise());
    QCOMPARE(run.recorder.all<ParticipantChanged>().front().participant.nickname, QStringLiteral("new"));
    QCOMPARE(run.recorder.all<ParticipantRenamed>().front().from, QStringLiteral("new"));
    QCOMPARE(run.recorder.all<ParticipantRenamed>().front().participant.nickname, QStringLiteral("newer"));
    const auto left = run.recorder.all<ParticipantLeft>();
    QCOMPARE(left.size(), size_t(2));
    QCOMPARE(left[0].reason, LeaveReason::Left);
    QCOMPARE(left[0].text, QStringLiteral("bye"));
    QCOMPARE(left[1].reason, LeaveReason::Quit);
    QCOMPARE(run.recorder.all<ParticipantChanged>().size(), size_t(1));
}

void TestChannelEvents::tellsRanks()
{
    IrcRun run;
    QVERIFY(run.goOnline());
    QVERIFY(run.join(QStringLiteral("#room")));
    run.server.send(":person!u@h MODE #room +lbo-v 10 *!*@spam voiced voiced");
    QVERIFY(run.waitForEvents<ParticipantChanged>(2));
    const auto changes = run.recorder.all<ParticipantChanged>();
    QCOMPARE(changes[0].participant.nickname, QStringLiteral("voiced"));
    QCOMPARE(changes[0].participant.role, Role::Moderator);
    QCOMPARE(changes[1].participant.role, Role::Moderator);
    run.server.send(":person!u@h MODE #room -o+ovhqa");
    run.server.send(":person!u@h MODE #room");
    run.server.send(":person!u@h MODE");
    QVERIFY(run.synchronise());
    QCOMPARE(run.recorder.state(), SessionState::Online);
}

void TestChannelEvents::tellsOwnKick()
{
    IrcRun run;
    QVERIFY(run.goOnline());
    QVERIFY(run.join(QStringLiteral("#room")));
    run.server.send(":person!u@h KICK #room voiced :out");
    run.server.send(":person!u@h KICK #room TESTER :you too");
    QVERIFY(run.waitForEvents<RoomLeft>(1));
    QCOMPARE(run.recorder.all<ParticipantLeft>().front().reason, LeaveReason::Kicked);
    const RoomLeft left = run.recorder.all<RoomLeft>().front();
    QCOMPARE(left.reason, LeaveReason::Kicked);
    QCOMPARE(left.by, QStringLiteral("person"));
    QCOMPARE(left.text, QStringLiteral("you too"));
    const RequestId request = run.send(roomPeer("#room"), QStringLiteral("hello?"));
    QCOMPARE(run.lastDelivery(request).error->kind, ErrorKind::NotInRoom);
}

void TestChannelEvents::followsOwnNickname()
{
    IrcRun run;
    QVERIFY(run.goOnline());
    QVERIFY(run.join(QStringLiteral("#room")));
    run.rooms().setNickname({RequestId(77), RoomId(QStringLiteral("#room")), QStringLiteral("other")});
    QVERIFY(run.waitForEvents<RequestFinished>(1));
    QVERIFY(!run.recorder.all<RequestFinished>().front().error);
    QCOMPARE(run.recorder.all<ParticipantRenamed>().size(), size_t(1));
    run.server.send(":person!u@h KICK #room other :out");
    QVERIFY(run.waitForEvents<RoomLeft>(1));
}

void TestChannelEvents::changesSubject()
{
    IrcRun run;
    QVERIFY(run.goOnline());
    QVERIFY(run.join(QStringLiteral("#room")));
    run.rooms().setSubject(
        {RequestId(77), RoomId(QStringLiteral("#room")), QStringLiteral("a\r\nQUIT :b\nc")});
    QVERIFY(run.waitForEvents<RequestFinished>(1));
    QCOMPARE(run.recorder.all<SubjectChanged>().front().subject, QStringLiteral("a QUIT :b c"));
    QCOMPARE(run.recorder.all<RequestFinished>().size(), size_t(1));
}

void TestChannelEvents::tellsSubjectRefusal()
{
    IrcRun run;
    QVERIFY(run.goOnline());
    QVERIFY(run.join(QStringLiteral("#room")));
    run.server.setHook([&](const QByteArray &line) {
        if (line.startsWith("TOPIC"))
            run.server.sendNumeric(482, "#room :You're not a channel operator");
        return line.startsWith("TOPIC");
    });
    run.rooms().setSubject({RequestId(77), RoomId(QStringLiteral("#room")), QStringLiteral("x")});
    QVERIFY(run.waitForEvents<RequestFinished>(1));
    QCOMPARE(run.recorder.all<RequestFinished>().front().error->kind, ErrorKind::NotAllowed);
    QVERIFY(run.synchronise());
    QCOMPARE(run.recorder.all<RequestFinished>().size(), size_t(1));
}

void TestChannelEvents::leavesWhatNobodyAskedFor()
{
    IrcRun run;
    QVERIFY(run.goOnline());
    run.server.send(":tester!u@h JOIN #surprise");
    run.server.sendNumeric(353, "= #surprise :a b c");
    run.server.sendNumeric(366, "#surprise :End");
    QVERIFY(run.waitForLine("PART #surprise"));
    QVERIFY(run.recorder.all<RoomJoined>().empty());
}

void TestChannelEvents::endsAListThatNeverEnds()
{
    IrcRun run;
    run.server.setHook([&](const QByteArray &line) {
        if (line.startsWith("JOIN")) {
            run.server.send(":tester!u@h JOIN #room");
            run.server.sendNumeric(353, "= #room :a @b");
        }
        return line.startsWith("JOIN");
    });
    QVERIFY(run.goOnline());
    run.rooms().joinRoom({.room = RoomId(QStringLiteral("#room"))});
    QVERIFY(run.waitForLine("JOIN #room"));
    QVERIFY(run.synchronise());
    run.host.advance(29s);
    QVERIFY(run.recorder.all<RoomJoined>().empty());
    run.host.advance(1s);
    QCOMPARE(run.recorder.all<RoomJoined>().front().participants.size(), 3);
}

void TestChannelEvents::boundsPeople()
{
    IrcRun run;
    run.server.setHook([&](const QByteArray &line) {
        if (!line.startsWith("JOIN"))
            return false;
        run.server.send(":tester!u@h JOIN #room");
        QByteArray names;
        for (int i = 0; i < 100000; ++i) {
            names += " n" + QByteArray::number(i);
            if (i % 50 == 49)
                run.server.sendNumeric(353, "= #room :" + std::exchange(names, QByteArray()));
        }
        run.server.sendNumeric(366, "#room :End");
        return true;
    });
    QVERIFY(run.goOnline());
    run.rooms().joinRoom({.room = RoomId(QStringLiteral("#room"))});
    QVERIFY(run.waitForEvents<RoomJoined>(1));
    QCOMPARE(run.recorder.all<RoomJoined>().front().participants.size(), 60001);
}

void TestChannelEvents::sendsKeys()
{
    IrcRun run;
    QVERIFY(run.goOnline());
    run.rooms().joinRoom({.room = RoomId(QStringLiteral("#room")), .password = Secret("key word\r\n")});
    QVERIFY(run.waitForLine("JOIN #room keyword"));
}

void TestChannelEvents::joinsAgainAfterALoss()
{
    IrcRun run;
    QVERIFY(run.goOnline());
    QVERIFY(run.join(QStringLiteral("#room")));
    run.server.cut();
    QVERIFY(run.waitFor(SessionState::Waiting));
    run.host.advance(1s);
    QVERIFY(run.waitForEvents<RoomJoined>(2));
    QVERIFY(run.recorder.all<RoomLeft>().empty());
}

void TestChannelEvents::followsCasemapping()
{
    IrcRun run;
    QVERIFY(run.goOnline());
    QVERIFY(run.join(QStringLiteral("#room[1]")));
    run.server.send(":Person!u@h PRIVMSG #ROOM{1} :same room");
    QVERIFY(run.waitForEvents<MessageReceived>(1));
    QCOMPARE(run.recorder.all<MessageReceived>().front().message.peer, roomPeer("#room[1]"));
}

QTEST_GUILESS_MAIN(TestChannelEvents)
#include "tst_channelevents.moc"
