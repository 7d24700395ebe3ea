// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Stage.h"

using namespace spectrum;
using namespace spectrum::testing;

class tst_Messages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void goesToTheNetwork();
    void failureSaysWhy();
    void confirmationIsAReceiptWhenAsked();
    void bodyOfAnotherNamespaceIsNone();
    void actionsBothWays();
    void arrives();
    void lateMessageHasItsTime();
    void typingBothWays();
    void serviceGivesHelp();
    void impossibleNameIsRefused();
    void tooManyOpenAreRefused();
    void networksWordsAreShown();
    void badTextOfTheNetworkIsCleaned();
};

void tst_Messages::goesToTheNetwork()
{
    Stage stage;
    stage.logIn();
    stage.send("<message type='chat' id='m1' from='ann@example.org/home' to='Bob@irc.example.org'>"
               "<body>hi &amp; bye\xf0\x9f\x98\x80</body></message>");
    const SendMessage &order = stage.host.last<SendMessage>();
    QCOMPARE(order.message.peer, Peer::contact(ContactId(QStringLiteral("bob"))));
    QCOMPARE(order.message.body, QStringLiteral("hi & bye\U0001F600"));
    stage.event(DeliveryChanged{order.request, DeliveryState::Accepted, {}});
    stage.event(DeliveryChanged{order.request, DeliveryState::Confirmed, {}});
    stage.expectNothing();
}

void tst_Messages::failureSaysWhy()
{
    Stage stage;
    stage.logIn();
    stage.send("<message type='chat' id='m1' from='ann@example.org/home' "
               "to='bob@irc.example.org'><body>hi</body></message>");
    const RequestId request = stage.host.last<SendMessage>().request;
    const Error error{ErrorKind::NotFound, QStringLiteral("No such nick.")};
    stage.event(DeliveryChanged{request, DeliveryState::Failed, error});
    stage.expect("<message type='error' id='m1' from='bob@irc.example.org' "
                 "to='ann@example.org/home'><body>hi</body><error "
                 "type='cancel'>"
                 "<item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>"
                 "<text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>No such nick.</text></error></message>");
    stage.event(DeliveryChanged{request, DeliveryState::Failed, error});
    stage.expectNothing();
}

void tst_Messages::confirmationIsAReceiptWhenAsked()
{
    Stage stage;
    stage.logIn();
    stage.send(
        "<message type='chat' id='m1' from='ann@example.org/home' to='bob@irc.example.org'><body>hi</body>"
        "<request xmlns='urn:xmpp:receipts'/></message>");
    const RequestId request = stage.host.last<SendMessage>().request;
    stage.event(DeliveryChanged{request, DeliveryState::Accepted, {}});
    stage.expectNothing();
    stage.event(DeliveryChanged{request, DeliveryState::Confirmed, {}});
    stage.expect("<message type='chat' from='bob@irc.example.org' to='ann@example.org/home'>"
                 "<received xmlns='urn:xmpp:receipts' id='m1'/></message>");
}

void tst_Messages::bodyOfAnotherNamespaceIsNone()
{
    Stage stage;
    stage.logIn();
    stage.send(
        "<message type='chat' from='ann@example.org/home' to='bob@irc.example.org'>"
        "<body xmlns='urn:evil'>evil</body><body xml:lang='de'>hallo</body><body>hello</body></message>");
    QCOMPARE(stage.host.last<SendMessage>().message.body, QStringLiteral("hello"));
}

void tst_Messages::actionsBothWays()
{
    Stage stage;
    stage.logIn();
    stage.send("<message type='chat' from='ann@example.org/home' to='bob@irc.example.org'><body>/me "
               "waves</body></message>");
    QCOMPARE(stage.host.last<SendMessage>().message.kind, MessageKind::Action);
    QCOMPARE(stage.host.last<SendMessage>().message.body, QStringLiteral("waves"));
    stage.event(MessageReceived{{.peer = Peer::contact(ContactId(QStringLiteral("bob"))),
                                 .kind = MessageKind::Action,
                                 .body = QStringLiteral("waves back")}});
    stage.expect("<message type='chat' from='bob@irc.example.org' to='ann@example.org'><body>/me waves "
                 "back</body></message>");
}

void tst_Messages::arrives()
{
    Stage stage;
    stage.logIn();
    stage.event(MessageReceived{{.peer = Peer::contact(ContactId(QStringLiteral("bob"))),
                                 .body = QStringLiteral("a < b"),
                                 .id = MessageId(QStringLiteral("n1"))}});
    stage.expect("<message type='chat' id='n1' from='bob@irc.example.org' to='ann@example.org'><body>a &lt; "
                 "b</body></message>");
    // Also when nobody is there: the user's server keeps it.
    stage.event(MessageReceived{{.peer = Peer::contact(ContactId(QStringLiteral("bob"))),
                                 .body = QStringLiteral("x")}},
                "zoe@example.org");
    stage.expect(
        "<message type='chat' from='bob@irc.example.org' to='zoe@example.org'><body>x</body></message>");
}

void tst_Messages::lateMessageHasItsTime()
{
    Stage stage;
    stage.logIn();
    stage.event(MessageReceived{{.peer = Peer::contact(ContactId(QStringLiteral("bob"))),
                                 .body = QStringLiteral("x"),
                                 .sentAt = QDateTime(QDate(2026, 1, 2), QTime(3, 4, 5), QTimeZone::utc())}});
    QVERIFY(stage.door.sent.contains("stamp=\"2026-01-02T03:04:05.000Z\"") ||
            stage.door.sent.contains("stamp='2026-01-02T03:04:05.000Z'"));
}

void tst_Messages::typingBothWays()
{
    Stage stage;
    stage.logIn();
    stage.send("<message type='chat' from='ann@example.org/home' to='bob@irc.example.org'>"
               "<composing xmlns='http://jabber.org/protocol/chatstates'/></message>");
    QCOMPARE(stage.host.last<SetTyping>().state, TypingState::Typing);
    stage.event(TypingChanged{Peer::contact(ContactId(QStringLiteral("bob"))), TypingState::Paused});
    stage.expect("<message type='chat' from='bob@irc.example.org' to='ann@example.org'>"
                 "<paused xmlns='http://jabber.org/protocol/chatstates'/></message>");
}

void tst_Messages::serviceGivesHelp()
{
    Stage stage;
    stage.send(
        "<message type='chat' from='eve@example.org/x' to='irc.example.org'><body>hello?</body></message>");
    const QStringList told = parseStanzas(stage.door.sent);
    QCOMPARE(told.size(), 1);
    QVERIFY(told[0].contains(QStringLiteral("NAME@irc.example.org")));
    QVERIFY(told[0].contains(QStringLiteral("help")));
}

void tst_Messages::impossibleNameIsRefused()
{
    Stage stage;
    stage.logIn();
    stage.send("<message id='m' from='ann@example.org/home' "
               "to='no\\20body@irc.example.org'><body>hi</body></message>");
    QVERIFY(stage.door.sent.contains("<item-not-found "));
    QCOMPARE(stage.host.count<SendMessage>(), 0);
}

void tst_Messages::tooManyOpenAreRefused()
{
    Stage stage;
    stage.logIn();
    for (int i = 0; i < 1001; ++i)
        stage.send("<message from='ann@example.org/home' to='bob@irc.example.org'><body>hi</body></message>");
    QCOMPARE(stage.host.count<SendMessage>(), 1000);
    QVERIFY(stage.door.sent.contains("<resource-constraint "));
    stage.forget();
    stage.event(DeliveryChanged{stage.host.last<SendMessage>().request, DeliveryState::Confirmed, {}});
    stage.send("<message from='ann@example.org/home' to='bob@irc.example.org'><body>hi</body></message>");
    QCOMPARE(stage.host.count<SendMessage>(), 1001);
}

void tst_Messages::networksWordsAreShown()
{
    Stage stage;
    stage.logIn();
    stage.event(NoticeReceived{QStringLiteral("Going down at noon")});
    stage.expect("<message type='chat' from='irc.example.org' to='ann@example.org'><body>Going down at "
                 "noon</body></message>");
    stage.event(LoginStepRequired{{.number = 1,
                                   .title = QStringLiteral("Code"),
                                   .instructions = QStringLiteral("Look at your phone.")}});
    stage.expect("<message type='chat' from='irc.example.org' to='ann@example.org'><body>Code\nLook at your "
                 "phone.</body></message>");
}

void tst_Messages::badTextOfTheNetworkIsCleaned()
{
    Stage stage;
    stage.logIn();
    QString bad = QStringLiteral("a");
    for (const char16_t unit : {u'\x01', u'\x1f', u'\xfffe', char16_t(0xd800), u']', u'>'})
        bad += QChar(unit);
    stage.event(
        MessageReceived{{.peer = Peer::contact(ContactId(QStringLiteral("bob"))), .body = bad + u'z'}});
    const QStringList told = parseStanzas(stage.door.sent);
    QCOMPARE(told.size(), 1);
    QVERIFY2(told[0].contains(QStringLiteral("]&gt;z</body>")), qPrintable(told[0]));
}

QTEST_GUILESS_MAIN(tst_Messages)
#include "tst_messages.moc"
