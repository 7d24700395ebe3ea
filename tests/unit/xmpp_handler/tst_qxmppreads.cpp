// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// What the frontend writes is read by an implementation that shares nothing with it: QXmpp's value classes.
#include "Stage.h"

#include <QXmppDataForm.h>
#include <QXmppDiscoveryIq.h>
#include <QXmppMessage.h>
#include <QXmppMucIq.h>
#include <QXmppPresence.h>
#include <QXmppRegisterIq.h>
#include <QXmppVersionIq.h>

#include <QDomDocument>
#include <QTimeZone>

using namespace spectrum;
using namespace spectrum::testing;

class tst_QXmppReads : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void discovery();
    void capabilities();
    void registrationForm();
    void version();
    void roomPresences();
    void messages();
    void bounces();

private:
    // Every stanza that the stage has sent, as values.
    template <typename Value>
    static QList<Value> read(Stage &stage, const char *name);
};

template <typename Value>
QList<Value> tst_QXmppReads::read(Stage &stage, const char *name)
{
    QDomDocument document;
    const QByteArray sent = std::exchange(stage.door.sent, {});
    const QByteArray stream = "<stream xmlns='jabber:client'>" + sent + "</stream>";
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    const bool isXml(document.setContent(stream, QDomDocument::ParseOption::UseNamespaceProcessing));
#else
    const bool isXml = document.setContent(stream, true);
#endif
    QList<Value> values;
    if (!isXml)
        return values;
    for (QDomElement e = document.documentElement().firstChildElement(QString::fromLatin1(name)); !e.isNull();
         e = e.nextSiblingElement(QString::fromLatin1(name))) {
        Value value;
        value.parse(e);
        values.append(value);
    }
    return values;
}

void tst_QXmppReads::discovery()
{
    Stage stage;
    stage.send("<iq type='get' id='d' from='eve@example.org/x' to='irc.example.org'>"
               "<query xmlns='http://jabber.org/protocol/disco#info'/></iq>");
    const auto iqs = read<QXmppDiscoveryIq>(stage, "iq");
    QCOMPARE(iqs.size(), 1);
    QCOMPARE(iqs[0].type(), QXmppIq::Result);
    QCOMPARE(iqs[0].identities().size(), 1);
    QCOMPARE(iqs[0].identities()[0].category(), QStringLiteral("gateway"));
    QVERIFY(iqs[0].features().contains(QStringLiteral("jabber:iq:register")));
}

void tst_QXmppReads::capabilities()
{
    Stage stage;
    stage.send("<iq type='get' id='d' from='ann@example.org/home' to='irc.example.org'>"
               "<query xmlns='http://jabber.org/protocol/disco#info'/></iq>");
    const auto info = read<QXmppDiscoveryIq>(stage, "iq");
    QCOMPARE(info.size(), 1);
    stage.host.accounts[UserId(QStringLiteral("ann@example.org"))] = Account{.name = QStringLiteral("annie")};
    stage.send("<presence from='ann@example.org/home' to='irc.example.org'/>");
    stage.event(StateChanged{.state = SessionState::Online, .ownName = QStringLiteral("annie")});
    const auto presences = read<QXmppPresence>(stage, "presence");
    QVERIFY(!presences.isEmpty());
    QCOMPARE(presences.last().capabilityVer(), info[0].verificationString());
}

void tst_QXmppReads::registrationForm()
{
    Stage stage;
    stage.send("<iq type='get' id='r' from='ann@example.org/home' to='irc.example.org'>"
               "<query xmlns='jabber:iq:register'/></iq>");
    const auto iqs = read<QXmppRegisterIq>(stage, "iq");
    QCOMPARE(iqs.size(), 1);
    QVERIFY(!iqs[0].instructions().isEmpty());
    QCOMPARE(iqs[0].form().type(), QXmppDataForm::Form);
    QStringList keys;
    const QXmppDataForm form = iqs[0].form();
    for (const QXmppDataForm::Field &field : form.fields())
        keys.append(field.key());
    QVERIFY(keys.contains(QStringLiteral("username")));
}

void tst_QXmppReads::version()
{
    Stage stage;
    stage.send("<iq type='get' id='v' from='ann@example.org/home' to='irc.example.org'>"
               "<query xmlns='jabber:iq:version'/></iq>");
    const auto iqs = read<QXmppVersionIq>(stage, "iq");
    QCOMPARE(iqs.size(), 1);
    QVERIFY(iqs[0].name().startsWith(QStringLiteral("Spectrum 2")));
}

void tst_QXmppReads::roomPresences()
{
    Stage stage;
    stage.logIn();
    stage.send("<presence from='ann@example.org/home' to='#qt@irc.example.org/annie'>"
               "<x xmlns='http://jabber.org/protocol/muc'/></presence>");
    stage.event(Stage::joined());
    const auto presences = read<QXmppPresence>(stage, "presence");
    QCOMPARE(presences.size(), 2);
    QCOMPARE(presences[0].mucItem().role(), QXmppMucItem::ModeratorRole);
    QVERIFY(presences[1].mucStatusCodes().contains(110));
}

void tst_QXmppReads::messages()
{
    Stage stage;
    stage.logIn();
    Message message{.peer = Peer::contact(ContactId(QStringLiteral("bob"))),
                    .body = QStringLiteral("<ä & 🌙>")};
    message.sentAt = QDateTime(QDate(2026, 1, 2), QTime(3, 4, 5), QTimeZone::utc());
    stage.event(MessageReceived{message});
    const auto messages = read<QXmppMessage>(stage, "message");
    QCOMPARE(messages.size(), 1);
    QCOMPARE(messages[0].body(), message.body);
    QCOMPARE(messages[0].stamp(), message.sentAt);
    QCOMPARE(messages[0].from(), QStringLiteral("bob@irc.example.org"));
}

void tst_QXmppReads::bounces()
{
    Stage stage;
    stage.send(
        "<message type='chat' id='m' from='ann@example.org/home' to='irc.example.org/x'><body/></message>"
        "<message type='groupchat' id='m' from='ann@example.org/home' to='#qt@irc.example.org'>"
        "<body>hello</body></message>");
    const auto messages = read<QXmppMessage>(stage, "message");
    QCOMPARE(messages.size(), 1);
    QCOMPARE(messages[0].type(), QXmppMessage::Error);
    QCOMPARE(messages[0].id(), QStringLiteral("m"));
    QCOMPARE(messages[0].error().condition(), QXmppStanza::Error::NotAcceptable);
    QVERIFY(!messages[0].error().text().isEmpty());
}

QTEST_GUILESS_MAIN(tst_QXmppReads)
#include "tst_qxmppreads.moc"
