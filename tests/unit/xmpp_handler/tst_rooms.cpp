// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Stage.h"

#include <QElapsedTimer>

using namespace spectrum;
using namespace spectrum::testing;

namespace
{

const RoomId qt(QStringLiteral("#qt"));
const QByteArray muc = "<x xmlns='http://jabber.org/protocol/muc'/>";
const QByteArray joinRoom =
    "<presence from='ann@example.org/home' to='#qt@irc.example.org/annie'>" + muc + "</presence>";

QByteArray item(const QByteArray &affiliation, const QByteArray &role, const QByteArray &more = {})
{
    return "<x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='" + affiliation + "' role='" +
           role + "'/>" + more + "</x>";
}

} // namespace

class tst_Rooms : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void joinShowsPeopleSelfAndSubject();
    void forcedNicknameIsMarked();
    void joinWaitsForTheLogin();
    void strangerIsRefused();
    void badJoinsAreRefused_data();
    void badJoinsAreRefused();
    void refusalsHaveTheirConditions_data();
    void refusalsHaveTheirConditions();
    void secondResourceIsLetIn();
    void talkIsReflectedUnderItsId();
    void othersTalk();
    void notInTheRoom();
    void privateMessages();
    void subjectBothWays();
    void nicknameChange();
    void nicknameIsTaken();
    void leaving();
    void leavingBeforeTheVerdict();
    void departures_data();
    void departures();
    void kickedOut();
    void lostConnectionAndBack();
    void selfPing();
    void vanishedOccupantLeaves();
    void manyPeopleAtOnce();
};

void tst_Rooms::joinShowsPeopleSelfAndSubject()
{
    Stage stage;
    stage.logIn();
    stage.send(joinRoom);
    stage.expectNothing();
    QCOMPARE(stage.host.last<JoinRoom>().room, qt);
    QCOMPARE(stage.host.last<JoinRoom>().nickname, QStringLiteral("annie"));
    stage.event(Stage::joined());
    stage.expect("<presence from='#qt@irc.example.org/bob' to='ann@example.org/home'>" +
                 item("none", "moderator") +
                 "</presence><presence from='#qt@irc.example.org/annie' to='ann@example.org/home'>" +
                 item("none", "participant", "<status code='110'/>") +
                 "</presence><message type='groupchat' from='#qt@irc.example.org' to='ann@example.org/home'>"
                 "<subject>Qt 6</subject></message>");
}

void tst_Rooms::forcedNicknameIsMarked()
{
    Stage stage;
    stage.logIn();
    stage.send("<presence from='ann@example.org/home' to='#qt@irc.example.org/other'>" + muc + "</presence>");
    stage.event(Stage::joined());
    QVERIFY(parseStanzas(stage.door.sent)[1].contains(
        QStringLiteral("<status code='110'></status><status code='210'>")));
}

void tst_Rooms::joinWaitsForTheLogin()
{
    Stage stage;
    const UserId ann(QStringLiteral("ann@example.org"));
    stage.host.accounts[ann] = Account{.user = ann};
    stage.send("<presence from='ann@example.org/home' to='#qt@irc.example.org/annie'><x "
               "xmlns='http://jabber.org/protocol/muc'>"
               "<history maxstanzas='20'/><password>key</password></x></presence>");
    QCOMPARE(stage.host.logins.size(), 1);
    QCOMPARE(stage.host.count<JoinRoom>(), 0);
    stage.host.states[ann] = SessionState::Online;
    stage.event(StateChanged{.state = SessionState::Online});
    QVERIFY(stage.host.last<JoinRoom>().password == Secret("key"));
}

void tst_Rooms::strangerIsRefused()
{
    Stage stage;
    stage.send(joinRoom);
    QVERIFY(stage.door.sent.contains("<registration-required "));
    QVERIFY(stage.door.sent.contains("#qt@irc.example.org/annie"));
    QCOMPARE(stage.service.users.size(), size_t(0));
}

void tst_Rooms::badJoinsAreRefused_data()
{
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArray>("condition");
    const QByteArray history = "<x xmlns='http://jabber.org/protocol/muc'><history %/></x>";
    QTest::newRow("no nickname") << QByteArray("#qt@irc.example.org") << muc << QByteArray("jid-malformed");
    QTest::newRow("negative history")
        << QByteArray("#qt@irc.example.org/a") << QByteArray(history).replace("%", "maxstanzas='-1'")
        << QByteArray("bad-request");
    QTest::newRow("bad since") << QByteArray("#qt@irc.example.org/a")
                               << QByteArray(history).replace("%", "since='yesterday'")
                               << QByteArray("bad-request");
    QTest::newRow("no join at all") << QByteArray("#qt@irc.example.org/a") << QByteArray("<show>away</show>")
                                    << QByteArray("not-acceptable");
}

void tst_Rooms::badJoinsAreRefused()
{
    QFETCH(QByteArray, to);
    QFETCH(QByteArray, content);
    QFETCH(QByteArray, condition);
    Stage stage;
    stage.logIn();
    stage.send("<presence id='p' from='ann@example.org/home' to='" + to + "'>" + content + "</presence>");
    QCOMPARE(parseStanzas(stage.door.sent).size(), 1);
    QVERIFY2(stage.door.sent.contains('<' + condition + ' '), stage.door.sent.constData());
    QCOMPARE(stage.host.count<JoinRoom>(), 0);
}

void tst_Rooms::refusalsHaveTheirConditions_data()
{
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<QByteArray>("condition");
    QTest::newRow("nick taken") << ErrorKind::NameInUse << QByteArray("conflict");
    QTest::newRow("password") << ErrorKind::PasswordRequired << QByteArray("not-authorized");
    QTest::newRow("banned") << ErrorKind::Banned << QByteArray("forbidden");
    QTest::newRow("members") << ErrorKind::MembersOnly << QByteArray("registration-required");
    QTest::newRow("full") << ErrorKind::RoomFull << QByteArray("service-unavailable");
}

void tst_Rooms::refusalsHaveTheirConditions()
{
    QFETCH(ErrorKind, kind);
    QFETCH(QByteArray, condition);
    Stage stage;
    stage.logIn();
    stage.send(joinRoom);
    stage.event(RoomLeft{.room = qt, .error = Error{kind}});
    QCOMPARE(parseStanzas(stage.door.sent).size(), 1);
    QVERIFY2(stage.door.sent.contains('<' + condition + ' '), stage.door.sent.constData());
    QVERIFY(stage.host.logouts.isEmpty());
}

void tst_Rooms::secondResourceIsLetIn()
{
    Stage stage;
    stage.logIn();
    stage.join();
    stage.send("<presence from='ann@example.org/work' to='#qt@irc.example.org/annie'>" + muc + "</presence>");
    QCOMPARE(stage.host.count<JoinRoom>(), 2);
    stage.event(Stage::joined());
    const QStringList told = parseStanzas(stage.door.sent);
    QCOMPARE(told.size(), 3);
    QCOMPARE(told.filter(QStringLiteral("to='ann@example.org/work'")).size(), 3);
}

void tst_Rooms::talkIsReflectedUnderItsId()
{
    Stage stage;
    stage.logIn();
    stage.join();
    stage.join("work");
    stage.send("<message type='groupchat' id='g1' from='ann@example.org/home' "
               "to='#qt@irc.example.org'><body>/me waves</body></message>");
    const SendMessage order = stage.host.last<SendMessage>();
    QCOMPARE(order.message.peer, Peer::room(qt));
    stage.expectNothing();
    stage.event(DeliveryChanged{order.request, DeliveryState::Accepted, {}});
    const QByteArray copy =
        "<message type='groupchat' id='g1' from='#qt@irc.example.org/annie' to='ann@example.org/%'>"
        "<body>/me waves</body></message>";
    stage.expect(QByteArray(copy).replace("%", "home") + QByteArray(copy).replace("%", "work"));
    stage.event(DeliveryChanged{order.request, DeliveryState::Confirmed, {}});
    stage.expectNothing();
}

void tst_Rooms::othersTalk()
{
    Stage stage;
    stage.logIn();
    stage.join();
    stage.event(MessageReceived{
        {.peer = Peer::room(qt), .author = QStringLiteral("bob"), .body = QStringLiteral("hi")}});
    stage.expect("<message type='groupchat' from='#qt@irc.example.org/bob' "
                 "to='ann@example.org/home'><body>hi</body></message>");
}

void tst_Rooms::notInTheRoom()
{
    Stage stage;
    stage.logIn();
    for (const QByteArray &to : {QByteArray("#qt@irc.example.org"), QByteArray("#qt@irc.example.org/bob")}) {
        const QByteArray type = to.contains('/') ? "chat" : "groupchat";
        stage.send("<message type='" + type + "' id='m' from='ann@example.org/home' to='" + to +
                   "'><body>x</body></message>");
        QCOMPARE(parseStanzas(stage.door.sent).size(), 1);
        QVERIFY(stage.door.sent.contains("<not-acceptable "));
        stage.forget();
    }
    QCOMPARE(stage.host.count<SendMessage>(), 0);
}

void tst_Rooms::privateMessages()
{
    Stage stage;
    stage.logIn();
    stage.join();
    stage.send("<message type='chat' from='ann@example.org/home' "
               "to='#qt@irc.example.org/bob'><body>psst</body></message>");
    QCOMPARE(stage.host.last<SendMessage>().message.peer, Peer::participant(qt, QStringLiteral("bob")));
    stage.event(MessageReceived{
        {.peer = Peer::participant(qt, QStringLiteral("bob")), .body = QStringLiteral("what?")}});
    stage.expect(
        "<message type='chat' from='#qt@irc.example.org/bob' to='ann@example.org/home'><body>what?</body>"
        "<x xmlns='http://jabber.org/protocol/muc#user'/></message>");
}

void tst_Rooms::subjectBothWays()
{
    Stage stage;
    stage.logIn();
    stage.join();
    stage.send("<message type='groupchat' id='s' from='ann@example.org/home' "
               "to='#qt@irc.example.org'><subject>new</subject></message>");
    QCOMPARE(stage.host.last<SetSubject>().subject, QStringLiteral("new"));
    stage.event(SubjectChanged{qt, QStringLiteral("new"), QStringLiteral("annie")});
    stage.expect("<message type='groupchat' from='#qt@irc.example.org/annie' "
                 "to='ann@example.org/home'><subject>new</subject></message>");
    stage.event(RequestFinished{stage.host.last<SetSubject>().request, Error{ErrorKind::Banned}});
    QVERIFY(stage.door.sent.contains("<forbidden "));
}

void tst_Rooms::nicknameChange()
{
    Stage stage;
    stage.logIn();
    stage.join();
    stage.send("<presence from='ann@example.org/home' to='#qt@irc.example.org/anna'/>");
    QCOMPARE(stage.host.last<SetNickname>().nickname, QStringLiteral("anna"));
    stage.event(ParticipantRenamed{qt, QStringLiteral("annie"), {.nickname = QStringLiteral("anna")}});
    stage.event(RequestFinished{stage.host.last<SetNickname>().request, {}});
    stage.expect("<presence type='unavailable' from='#qt@irc.example.org/annie' to='ann@example.org/home'>"
                 "<x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='none' role='participant' "
                 "nick='anna'/>"
                 "<status code='303'/><status code='110'/></x></presence>"
                 "<presence from='#qt@irc.example.org/anna' to='ann@example.org/home'>" +
                 item("none", "participant", "<status code='110'/>") + "</presence>");
}

void tst_Rooms::nicknameIsTaken()
{
    Stage stage;
    stage.logIn();
    stage.join();
    stage.send("<presence id='n' from='ann@example.org/home' to='#qt@irc.example.org/bob'/>");
    stage.event(RequestFinished{stage.host.last<SetNickname>().request, Error{ErrorKind::NameInUse}});
    stage.expect("<presence type='error' id='n' from='#qt@irc.example.org/bob' "
                 "to='ann@example.org/home'><error type='cancel'>"
                 "<conflict xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>"
                 "<text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>Somebody else has that "
                 "name.</text></error></presence>");
}

void tst_Rooms::leaving()
{
    Stage stage;
    stage.logIn();
    stage.join();
    stage.join("work");
    stage.send("<presence type='unavailable' from='ann@example.org/home' to='#qt@irc.example.org/annie'/>");
    stage.expect("<presence type='unavailable' from='#qt@irc.example.org/annie' to='ann@example.org/home'>" +
                 item("none", "none", "<status code='110'/>") + "</presence>");
    QCOMPARE(stage.host.count<LeaveRoom>(), 0);
    stage.send("<presence type='unavailable' from='ann@example.org/work' to='#qt@irc.example.org/annie'/>");
    QCOMPARE(stage.host.count<LeaveRoom>(), 1);
    // Back before the network has said that the room is left: that word must not end the new stay.
    stage.forget();
    stage.send(joinRoom);
    stage.event(RoomLeft{.room = qt});
    stage.expectNothing();
    stage.event(Stage::joined());
    QCOMPARE(parseStanzas(stage.door.sent).size(), 3);
}

void tst_Rooms::leavingBeforeTheVerdict()
{
    Stage stage;
    stage.logIn();
    stage.send(joinRoom);
    stage.send("<presence type='unavailable' from='ann@example.org/home' to='#qt@irc.example.org/annie'/>");
    stage.expect("<presence type='unavailable' from='#qt@irc.example.org/annie' to='ann@example.org/home'>" +
                 item("none", "none", "<status code='110'/>") + "</presence>");
    QCOMPARE(stage.host.last<LeaveRoom>().room, qt);
    for (int i = 0; i < 2; ++i) {
        QTest::ignoreMessage(
            QtInfoMsg,
            QRegularExpression(QStringLiteral("room that nobody asks for \\(and %1 more").arg(i * 99)));
        for (int n = 0; n < 100; ++n)
            stage.event(Stage::joined());
        stage.expectNothing();
        stage.host.mockClock.advance(std::chrono::seconds(10));
    }
}

void tst_Rooms::departures_data()
{
    QTest::addColumn<LeaveReason>("reason");
    QTest::addColumn<QByteArray>("expected");
    const QByteArray by = "<actor nick='op'/><reason>bye</reason>";
    const QByteArray x = "<x xmlns='http://jabber.org/protocol/muc#user'>";
    QTest::newRow("left") << LeaveReason::Left << "<status>bye</status>" + item("none", "none");
    QTest::newRow("quit") << LeaveReason::Quit << "<status>bye</status>" + item("none", "none");
    QTest::newRow("kicked") << LeaveReason::Kicked
                            << x + "<item affiliation='none' role='none'>" + by +
                                   "</item><status code='307'/></x>";
    QTest::newRow("banned") << LeaveReason::Banned
                            << x + "<item affiliation='outcast' role='none'>" + by +
                                   "</item><status code='301'/></x>";
}

void tst_Rooms::departures()
{
    QFETCH(LeaveReason, reason);
    QFETCH(QByteArray, expected);
    Stage stage;
    stage.logIn();
    stage.join();
    stage.event(
        ParticipantLeft{qt, QStringLiteral("bob"), reason, QStringLiteral("op"), QStringLiteral("bye")});
    stage.expect("<presence type='unavailable' from='#qt@irc.example.org/bob' to='ann@example.org/home'>" +
                 expected + "</presence>");
}

void tst_Rooms::kickedOut()
{
    Stage stage;
    stage.logIn();
    stage.join();
    stage.event(RoomLeft{.room = qt,
                         .reason = LeaveReason::Kicked,
                         .by = QStringLiteral("op"),
                         .text = QStringLiteral("out")});
    stage.expect("<presence type='unavailable' from='#qt@irc.example.org/annie' to='ann@example.org/home'>"
                 "<x xmlns='http://jabber.org/protocol/muc#user'><item affiliation='none' role='none'><actor "
                 "nick='op'/>"
                 "<reason>out</reason></item><status code='307'/><status code='110'/></x></presence>");
    stage.event(ParticipantChanged{qt, {.nickname = QStringLiteral("bob")}});
    stage.expectNothing();
    QCOMPARE(stage.host.count<LeaveRoom>(), 0);
}

void tst_Rooms::lostConnectionAndBack()
{
    Stage stage;
    stage.logIn();
    stage.join();
    stage.event(RoomLeft{.room = qt, .reason = LeaveReason::Disconnected});
    QVERIFY(parseStanzas(stage.door.sent)[0].contains(
        QStringLiteral("<status code='332'></status><status code='110'>")));
    stage.event(StateChanged{.state = SessionState::Waiting, .retryIn = std::chrono::seconds(1)});
    stage.event(StateChanged{.state = SessionState::Online});
    stage.forget();
    stage.event(Stage::joined());
    QCOMPARE(parseStanzas(stage.door.sent).size(), 3);
    stage.event(MessageReceived{
        {.peer = Peer::room(qt), .author = QStringLiteral("bob"), .body = QStringLiteral("wb")}});
    QCOMPARE(parseStanzas(stage.door.sent).size(), 4);
}

void tst_Rooms::selfPing()
{
    Stage stage;
    stage.logIn();
    const QByteArray ping = "<iq type='get' id='p' from='ann@example.org/home' "
                            "to='#qt@irc.example.org/%'><ping xmlns='urn:xmpp:ping'/></iq>";
    stage.send(QByteArray(ping).replace("%", "annie"));
    QVERIFY(stage.door.sent.contains("<not-acceptable "));
    stage.join();
    stage.send(QByteArray(ping).replace("%", "annie"));
    stage.expect("<iq type='result' id='p' from='#qt@irc.example.org/annie' to='ann@example.org/home'/>");
    stage.send(QByteArray(ping).replace("%", "bob"));
    QVERIFY(stage.door.sent.contains("<service-unavailable "));
}

void tst_Rooms::vanishedOccupantLeaves()
{
    Stage stage;
    stage.logIn();
    stage.send("<presence from='ann@example.org/work' to='irc.example.org'/>");
    stage.join("work");
    stage.send(
        "<message type='error' from='ann@example.org/work' to='#qt@irc.example.org/bob'><body>hi</body>"
        "<error type='cancel'><recipient-unavailable "
        "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>");
    stage.expectNothing();
    QCOMPARE(stage.host.count<LeaveRoom>(), 1);
    stage.event(MessageReceived{
        {.peer = Peer::room(qt), .author = QStringLiteral("bob"), .body = QStringLiteral("hi")}});
    stage.expectNothing();
    QVERIFY(stage.host.logouts.isEmpty());
}

void tst_Rooms::manyPeopleAtOnce()
{
    Stage stage;
    stage.logIn();
    stage.send(joinRoom);
    RoomJoined many = Stage::joined();
    for (int i = 0; i < 5000; ++i)
        many.participants.append({.nickname = QStringLiteral("nick%1").arg(i)});
    QElapsedTimer timer;
    timer.start();
    stage.event(many);
    // Generous, for a machine that does other things; what counts is that nothing is quadratic.
    QVERIFY2(timer.elapsed() < 1000, qPrintable(QString::number(timer.elapsed())));
    QCOMPARE(parseStanzas(stage.door.sent).size(), 5003);
}

QTEST_GUILESS_MAIN(tst_Rooms)
#include "tst_rooms.moc"
