// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Stage.h"

using namespace spectrum;
using namespace spectrum::testing;

namespace
{

const Peer bob = Peer::contact(ContactId(QStringLiteral("bob")));

QByteArray toBob(const QByteArray &content, const QByteArray &attributes = "type='chat'")
{
    return "<message id='m1' from='ann@example.org/home' to='bob@irc.example.org' " + attributes + '>' +
           content + "</message>";
}

// From bob, with the attributes that come first.
QByteArray fromBob(const QByteArray &content, const QByteArray &attributes = "type='chat'")
{
    return "<message from='bob@irc.example.org' to='ann@example.org' " + attributes + '>' + content +
           "</message>";
}

} // namespace

// What messages carry beside their text, both ways.
class tst_MessageContent : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void chatStates_data();
    void chatStates();
    void nudgesBothWays();
    void linksToTheNetwork();
    void filesOfTheNetwork();
    void formattedToTheNetwork();
    void formattedFromTheNetwork();
    void lateOnTheWayIn();
    void subjectIsNotLost();
    void forgedCopiesAreIgnored_data();
    void forgedCopiesAreIgnored();
    void privateMessagesAreSent();
    void correctionIsANewMessage();
    void whatIsImpossibleComesBack();
    void notesOutliveTheProcess();
    void ownMessagesAreCopies();
    void ownMessagesAreTold();
};

void tst_MessageContent::chatStates_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<TypingState>("state");
    QTest::newRow("composing") << QByteArray("composing") << TypingState::Typing;
    QTest::newRow("paused") << QByteArray("paused") << TypingState::Paused;
    QTest::newRow("active") << QByteArray("active") << TypingState::Stopped;
    QTest::newRow("inactive") << QByteArray("inactive") << TypingState::Stopped;
    QTest::newRow("gone") << QByteArray("gone") << TypingState::Stopped;
}

void tst_MessageContent::chatStates()
{
    QFETCH(const QByteArray, name);
    QFETCH(const TypingState, state);
    Stage stage;
    stage.logIn();
    stage.send(toBob('<' + name + " xmlns='http://jabber.org/protocol/chatstates'/>"));
    QCOMPARE(stage.host.last<SetTyping>().state, state);
    QCOMPARE(stage.host.count<SendMessage>(), 0);
}

void tst_MessageContent::nudgesBothWays()
{
    Stage stage;
    stage.logIn();
    stage.send(toBob("<attention xmlns='urn:xmpp:attention:0'/>", "type='headline'"));
    QCOMPARE(stage.host.last<SendMessage>().message.kind, MessageKind::Attention);
    QVERIFY(stage.host.last<SendMessage>().message.body.isEmpty());
    stage.event(MessageReceived{{.peer = bob, .kind = MessageKind::Attention}});
    stage.expect(fromBob("<attention xmlns='urn:xmpp:attention:0'/>", "type='headline'"));
    stage.event(
        MessageReceived{{.peer = bob, .kind = MessageKind::Attention, .body = QStringLiteral("hey")}});
    stage.expect(fromBob("<body>hey</body><attention xmlns='urn:xmpp:attention:0'/>"));
}

void tst_MessageContent::linksToTheNetwork()
{
    Stage stage;
    stage.logIn();
    stage.send(toBob("<x xmlns='jabber:x:oob'><url>https://example.org/a.png</url><desc>a cat</desc></x>"));
    const Message message = stage.host.last<SendMessage>().message;
    QCOMPARE(message.body, QStringLiteral("https://example.org/a.png"));
    QCOMPARE(message.attachments.size(), 1);
    QCOMPARE(message.attachments.first().name, QStringLiteral("a cat"));
    stage.send(toBob("<body>look</body><x xmlns='jabber:x:oob'><url>javascript:alert(1)</url></x>"));
    QVERIFY(stage.host.last<SendMessage>().message.attachments.isEmpty());
}

void tst_MessageContent::filesOfTheNetwork()
{
    const QByteArray file = "<body>https://example.org/a.png</body>"
                            "<x xmlns='jabber:x:oob'><url>https://example.org/a.png</url></x>";
    Message message{.peer = bob, .body = QStringLiteral("https://example.org/a.png")};
    message.attachments.append(Attachment{.url = QUrl(QStringLiteral("https://example.org/a.png"))});
    Stage stage;
    stage.logIn();
    stage.event(MessageReceived{message});
    stage.expect(fromBob(file));
    // Text is not lost for the file.
    message.body = QStringLiteral("look at this");
    stage.event(MessageReceived{message});
    stage.expect(fromBob("<body>look at this</body>") + fromBob(file));
    stage.options.files = xmpp::Options::Files::BesideText;
    stage.event(MessageReceived{message});
    stage.expect(fromBob("<body>look at this\nhttps://example.org/a.png</body>"
                         "<x xmlns='jabber:x:oob'><url>https://example.org/a.png</url></x>"));
    stage.options.files = xmpp::Options::Files::Split;
    stage.event(MessageReceived{message});
    stage.expect(fromBob("<body>look at this</body>") + fromBob(file));
    // An image in formatted text is a file.
    stage.event(MessageReceived{{.peer = bob,
                                 .body = QStringLiteral("https://example.org/a.png"),
                                 .html = QStringLiteral("<img src='https://example.org/a.png'>")}});
    stage.expect(fromBob(file));
}

void tst_MessageContent::formattedToTheNetwork()
{
    Stage stage;
    stage.logIn();
    stage.send(toBob("<body>a b c</body><html xmlns='http://jabber.org/protocol/xhtml-im'>"
                     "<body xmlns='http://www.w3.org/1999/xhtml'>a <strong>b &lt;</strong> c</body></html>"));
    QCOMPARE(stage.host.last<SendMessage>().message.body, QStringLiteral("a b c"));
    QCOMPARE(stage.host.last<SendMessage>().message.html, QStringLiteral("a <strong>b &lt;</strong> c"));
}

void tst_MessageContent::formattedFromTheNetwork()
{
    Stage stage;
    stage.logIn();
    const Message message{.peer = bob,
                          .body = QStringLiteral("a b"),
                          .html = QStringLiteral("a <b onclick='x'>b</b><script>evil()</script>")};
    stage.event(MessageReceived{message});
    stage.expect(fromBob("<body>a *b*</body><html xmlns='http://jabber.org/protocol/xhtml-im'>"
                         "<body xmlns='http://www.w3.org/1999/xhtml'>a <strong>b</strong></body></html>"));
    stage.options.sendsXhtml = false;
    stage.event(MessageReceived{message});
    stage.expect(fromBob("<body>a *b*</body>"));
}

void tst_MessageContent::lateOnTheWayIn()
{
    Stage stage;
    stage.logIn();
    stage.send(toBob("<body>x</body><delay xmlns='urn:xmpp:delay' stamp='2020-01-02T03:04:05Z'/>"));
    QCOMPARE(stage.host.last<SendMessage>().message.sentAt,
             QDateTime(QDate(2020, 1, 2), QTime(3, 4, 5), QTimeZone::utc()));
    stage.send(toBob("<body>x</body><delay xmlns='urn:xmpp:delay' stamp='2999-01-02T03:04:05Z'/>"));
    QVERIFY(!stage.host.last<SendMessage>().message.sentAt.isValid());
    stage.send(toBob("<body>x</body><delay xmlns='urn:xmpp:delay' stamp='yesterday'/>"));
    QVERIFY(!stage.host.last<SendMessage>().message.sentAt.isValid());
}

void tst_MessageContent::subjectIsNotLost()
{
    Stage stage;
    stage.logIn();
    stage.send(toBob("<subject>News</subject><body>It rains</body>", "type='normal'"));
    QCOMPARE(stage.host.last<SendMessage>().message.body, QStringLiteral("News\nIt rains"));
}

void tst_MessageContent::forgedCopiesAreIgnored_data()
{
    QTest::addColumn<QByteArray>("content");
    const QByteArray inner = "<forwarded xmlns='urn:xmpp:forward:0'><message xmlns='jabber:client' "
                             "from='eve@example.org' to='bob@irc.example.org'><body>evil</body></message>"
                             "</forwarded>";
    QTest::newRow("sent") << "<sent xmlns='urn:xmpp:carbons:2'>" + inner + "</sent>";
    QTest::newRow("received") << "<received xmlns='urn:xmpp:carbons:2'>" + inner + "</received>";
    QTest::newRow("with a body") << "<body>x</body><sent xmlns='urn:xmpp:carbons:2'>" + inner + "</sent>";
    QTest::newRow("archive") << "<result xmlns='urn:xmpp:mam:2' id='1'>" + inner + "</result>";
    QTest::newRow("event") << QByteArray("<event xmlns='http://jabber.org/protocol/pubsub#event'/>");
    QTest::newRow("privilege") << "<privilege xmlns='urn:xmpp:privilege:2'>" + inner + "</privilege>";
}

void tst_MessageContent::privateMessagesAreSent()
{
    Stage stage;
    stage.logIn();
    stage.send(toBob("<body>x</body><private xmlns='urn:xmpp:carbons:2'/>"));
    QCOMPARE(stage.host.count<SendMessage>(), 1);
}

void tst_MessageContent::forgedCopiesAreIgnored()
{
    QFETCH(const QByteArray, content);
    Stage stage;
    stage.logIn();
    stage.send(toBob(content));
    QCOMPARE(stage.host.count<SendMessage>(), 0);
    stage.expectNothing();
}

void tst_MessageContent::correctionIsANewMessage()
{
    Stage stage;
    stage.logIn();
    stage.send(toBob("<body>better</body><replace xmlns='urn:xmpp:message-correct:0' id='unknown'/>"));
    QCOMPARE(stage.host.last<SendMessage>().message.body, QStringLiteral("better"));
    QCOMPARE(stage.host.last<SendMessage>().message.id, MessageId(QStringLiteral("m1")));
    stage.send(toBob("<body>&gt; what?\nthis</body><reply xmlns='urn:xmpp:reply:0' id='unknown'/>"
                     "<fallback xmlns='urn:xmpp:fallback:0' for='urn:xmpp:reply:0'><body start='9' end='-3'/>"
                     "</fallback>"));
    QCOMPARE(stage.host.last<SendMessage>().message.body, QStringLiteral("> what?\nthis"));
}

void tst_MessageContent::whatIsImpossibleComesBack()
{
    for (const QByteArray content :
         {"<reactions xmlns='urn:xmpp:reactions:0' id='x'><reaction>+</reaction></reactions>",
          "<body>taken back</body><retract xmlns='urn:xmpp:message-retract:1' id='x'/>",
          "<apply-to xmlns='urn:xmpp:fasten:0' id='x'><retract "
          "xmlns='urn:xmpp:message-retract:0'/></apply-to>"}) {
        Stage stage;
        stage.logIn();
        stage.send(toBob(content));
        QCOMPARE(stage.host.count<SendMessage>(), 0);
        QVERIFY2(stage.door.sent.contains("<feature-not-implemented"), stage.door.sent.constData());
        QVERIFY2(stage.door.sent.contains("id=\"m1\"") || stage.door.sent.contains("id='m1'"),
                 stage.door.sent.constData());
    }
}

void tst_MessageContent::notesOutliveTheProcess()
{
    QByteArray note;
    {
        Stage stage;
        stage.logIn();
        stage.send(toBob("<body>x</body><request xmlns='urn:xmpp:receipts'/>"));
        note = stage.service.orders.noteOf(stage.host.last<SendMessage>().request);
        QVERIFY(!note.isEmpty());
        QVERIFY(stage.service.orders.noteOf(RequestId{999'999}).isEmpty());
    }
    Stage stage;
    QVERIFY(stage.service.orders.restoreMessage(RequestId{7}, note));
    stage.event(DeliveryChanged{RequestId{7}, DeliveryState::Confirmed, {}});
    stage.expect("<message type='chat' from='bob@irc.example.org' to='ann@example.org/home'>"
                 "<received xmlns='urn:xmpp:receipts' id='m1'/></message>");
    for (const QByteArray &bad : {QByteArray(), QByteArray("\x01"), QByteArray(200, '\xff'), note.chopped(3)})
        QVERIFY(!stage.service.orders.restoreMessage(RequestId{8}, bad));
}

void tst_MessageContent::ownMessagesAreCopies()
{
    Stage stage;
    stage.logIn();
    stage.send("<message from='example.org' to='irc.example.org'><privilege xmlns='urn:xmpp:privilege:2'>"
               "<perm access='message' type='outgoing'/></privilege></message>");
    stage.forget();
    stage.event(
        MessageReceived{{.peer = bob, .origin = Origin::Self, .body = QStringLiteral("from my phone")}});
    const QStringList told = parseStanzas(stage.door.sent);
    QCOMPARE(told.size(), 1);
    QVERIFY2(told[0].contains(QStringLiteral("urn:xmpp:privilege:2")), qPrintable(told[0]));
    QVERIFY2(
        told[0].contains(QStringLiteral(
            "<message xmlns='jabber:client' from='ann@example.org' to='ann@example.org/home' type='chat'>"
            "<sent xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'><message "
            "xmlns='jabber:client' from='ann@example.org' to='bob@irc.example.org' type='chat'>"
            "<body>from my phone</body></message></forwarded></sent>"
            "<no-copy xmlns='urn:xmpp:hints'></no-copy></message>")),
        qPrintable(told[0]));
}

void tst_MessageContent::ownMessagesAreTold()
{
    Stage stage;
    stage.logIn();
    stage.event(
        MessageReceived{{.peer = bob, .origin = Origin::Self, .body = QStringLiteral("from my phone")}});
    stage.expect(fromBob("<body>(You wrote with another client:) from my phone</body>"));
}

QTEST_GUILESS_MAIN(tst_MessageContent)
#include "tst_messagecontent.moc"
