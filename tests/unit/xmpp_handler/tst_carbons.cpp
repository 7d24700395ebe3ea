// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "OwnServer.h"

#include "handler/Carbons.h"

using namespace spectrum;
using namespace spectrum::testing;

namespace
{

const QString home = QStringLiteral("ann@irc.example.org/home");
const QString phone = QStringLiteral("ann@irc.example.org/phone");

xmpp::Element parse(const QByteArray &xml)
{
    xmpp::ElementReader reader;
    reader.feed("<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' "
                "version='1.0'>" +
                xml);
    while (auto item = reader.take()) {
        if (auto *stanza = std::get_if<xmpp::ElementReader::Stanza>(&*item))
            return std::move(stanza->element);
    }
    return {};
}

xmpp::Element wish(const char *name, const char *more = "type='set'")
{
    return parse(QByteArray("<iq id='c' from='ann@irc.example.org/phone' ") + more + "><" + name +
                 " xmlns='urn:xmpp:carbons:2'/></iq>");
}

QByteArray copy(const char *direction, const char *to, const QByteArray &original)
{
    const QString type = parse(original).attribute("type");
    return "<message type='" + (type.isEmpty() ? QByteArray("normal") : type.toLatin1()) +
           "' from='ann@irc.example.org' to='ann@irc.example.org/" + to + "'><" + direction +
           " xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'>" +
           QByteArray(original).replace("<message", "<message xmlns='jabber:client'") + "</forwarded></" +
           direction + "></message>";
}

void say(xmpp::Carbons &carbons, const xmpp::Element &message, qint64 number = 0)
{
    carbons.expectSent(message);
    carbons.copySent(message, number);
}

} // namespace

class tst_Carbons : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsWishes_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("more");
        QTest::addColumn<bool>("isWish");
        QTest::newRow("enable") << QByteArray("enable") << QByteArray("type='set'") << true;
        QTest::newRow("disable") << QByteArray("disable") << QByteArray("type='set'") << true;
        QTest::newRow("own address") << QByteArray("enable")
                                     << QByteArray("type='set' to='ann@irc.example.org'") << true;
        QTest::newRow("question") << QByteArray("enable") << QByteArray("type='get'") << false;
        QTest::newRow("unknown") << QByteArray("frob") << QByteArray("type='set'") << false;
        QTest::newRow("somebody else")
            << QByteArray("enable") << QByteArray("type='set' to='bob@irc.example.org'") << false;
    }
    void knowsWishes()
    {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, more);
        QFETCH(bool, isWish);
        OwnServer stage;
        stage.bind("phone");
        xmpp::Carbons carbons(stage.service);
        stage.door.sent.clear();
        QCOMPARE(carbons.handle(wish(name.constData(), more.constData())), isWish);
        stage.expect(isWish ? "<iq type='result' id='c'/>" : "");
    }

    void copiesWhatIsSaid_data()
    {
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<bool>("isCopied");
        const auto row = [](const char *name, const char *type, const char *inside, bool isCopied) {
            QTest::newRow(name) << QByteArray("<message from='ann@irc.example.org/home' "
                                              "to='bob@irc.example.org'") +
                                       type + ">" + inside + "</message>"
                                << isCopied;
        };
        row("chat", " type='chat'", "<body>a</body>", true);
        row("typing", " type='chat'", "<composing xmlns='http://jabber.org/protocol/chatstates'/>", true);
        row("words", "", "<body>a</body>", true);
        row("normal words", " type='normal'", "<body>a</body>", true);
        row("no words", "", "<x xmlns='y'/>", false);
        row("room", " type='groupchat'", "<body>a</body>", false);
        row("headline", " type='headline'", "<body>a</body>", false);
        row("error", " type='error'", "<body>a</body>", false);
        row("private", " type='chat'", "<body>a</body><private xmlns='urn:xmpp:carbons:2'/>", false);
        row("no copy", " type='chat'", "<body>a</body><no-copy xmlns='urn:xmpp:hints'/>", false);
        row("receipt", "", "<received xmlns='urn:xmpp:receipts' id='a'/>", true);
        row("marker", " type='normal'", "<displayed xmlns='urn:xmpp:chat-markers:0' id='a'/>", true);
        row("invitation", "", "<x xmlns='jabber:x:conference' jid='#qt@irc.example.org'/>", true);
        row("mediated invitation", "",
            "<x xmlns='http://jabber.org/protocol/muc#user'><invite to='bob@irc.example.org'/></x>", true);
        row("about a room", "", "<x xmlns='http://jabber.org/protocol/muc#user'><decline/></x>", false);
        row("somebody in a room", " type='chat'",
            "<body>a</body><x xmlns='http://jabber.org/protocol/muc#user'/>", true);
        row("private signal", "",
            "<received xmlns='urn:xmpp:receipts' id='a'/><private xmlns='urn:xmpp:carbons:2'/>", false);
    }
    void copiesWhatIsSaid()
    {
        QFETCH(QByteArray, message);
        QFETCH(bool, isCopied);
        OwnServer stage;
        stage.bind("phone");
        xmpp::Carbons carbons(stage.service);
        stage.door.sent.clear();
        say(carbons, parse(message));
        stage.expect("");
        // Also to the one that speaks, which does not get its own.
        carbons.setWish(OwnServer::ann(), QStringLiteral("phone"));
        carbons.setWish(OwnServer::ann(), QStringLiteral("home"));
        say(carbons, parse(message));
        stage.expect(isCopied ? copy("sent", "phone", message) : QByteArray());
        QVERIFY(carbons.handle(wish("disable")));
        stage.door.sent.clear();
        say(carbons, parse(message));
        stage.expect("");
    }

    void copiesWhatIsHeard_data()
    {
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<QString>("to");
        QTest::addColumn<QByteArray>("copied");
        const QByteArray chat =
            "<message type=\"chat\" from=\"bob@irc.example.org\"><body>a</body></message>";
        // Nobody has sent a presence, so nobody gets what is for all.
        QTest::newRow("for one") << chat << home << copy("received", "phone", chat);
        QTest::newRow("for the other") << chat << phone << QByteArray();
        QTest::newRow("for all") << chat << home.section(u'/', 0, 0) << copy("received", "phone", chat);
        QTest::newRow("room") << QByteArray(chat).replace("chat\"", "groupchat\"") << home << QByteArray();
        QTest::newRow("copy") << QByteArray(chat).replace("<body>a</body>",
                                                          "<sent xmlns=\"urn:xmpp:carbons:2\"/>")
                              << home << QByteArray();
        QTest::newRow("no copy") << QByteArray(chat).replace("<body>a</body>",
                                                             "<no-copy xmlns=\"urn:xmpp:hints\"/>")
                                 << home << QByteArray();
        const QByteArray receipt = "<message from=\"bob@irc.example.org\"><received id=\"1\" "
                                   "xmlns=\"urn:xmpp:receipts\"/></message>";
        QTest::newRow("receipt") << receipt << home << copy("received", "phone", receipt);
        QTest::newRow("from a room") << QByteArray(chat).replace(
                                            "<body>",
                                            "<x xmlns=\"http://jabber.org/protocol/muc#user\"/><body>")
                                     << home << QByteArray();
        QTest::newRow("error for nothing")
            << QByteArray(chat).replace("type=\"chat\"", "type=\"error\" id=\"m\"") << home << QByteArray();
        QTest::newRow("presence") << QByteArray("<presence type=\"chat\"/>") << home << QByteArray();
    }
    void copiesWhatIsHeard()
    {
        QFETCH(QByteArray, message);
        QFETCH(QString, to);
        QFETCH(QByteArray, copied);
        OwnServer stage;
        stage.bind("phone");
        xmpp::Carbons carbons(stage.service);
        carbons.setWish(OwnServer::ann(), QStringLiteral("phone"));
        stage.door.sent.clear();
        carbons.copyReceived(to, message);
        stage.expect(copied);
    }

    void copiesErrorsOfCopies_data()
    {
        QTest::addColumn<QByteArray>("inside");
        QTest::addColumn<bool>("isCopied");
        QTest::newRow("said") << QByteArray("<body>a</body>") << true;
        QTest::newRow("private") << QByteArray("<body>a</body><private xmlns='urn:xmpp:carbons:2'/>")
                                 << false;
    }
    void copiesErrorsOfCopies()
    {
        QFETCH(QByteArray, inside);
        QFETCH(bool, isCopied);
        OwnServer stage;
        stage.bind("phone");
        xmpp::Carbons carbons(stage.service);
        carbons.setWish(OwnServer::ann(), QStringLiteral("phone"));
        say(carbons, parse("<message type='chat' id='m&quot;1' from='ann@irc.example.org/home' "
                           "to='bob@irc.example.org'>" +
                           inside + "</message>"));
        stage.door.sent.clear();
        const QByteArray error =
            "<message type=\"error\" id=\"m&quot;1\" from=\"bob@irc.example.org\"><error/></message>";
        carbons.copyReceived(home, error);
        stage.expect(isCopied ? copy("received", "phone", error) : QByteArray());
        // Nobody else's error.
        carbons.copyReceived(phone, error);
        stage.expect("");
    }

    void copiesComeBeforeTheirErrors()
    {
        OwnServer stage;
        stage.bind("phone");
        xmpp::Carbons carbons(stage.service);
        carbons.setWish(OwnServer::ann(), QStringLiteral("phone"));
        const QByteArray message = "<message type='chat' id='1' from='ann@irc.example.org/home' "
                                   "to='bob@irc.example.org'><body>a</body></message>";
        const QByteArray error =
            "<message type=\"error\" id=\"1\" from=\"bob@irc.example.org\"><error/></message>";
        stage.door.sent.clear();
        carbons.expectSent(parse(message));
        carbons.copyReceived(home, error);
        carbons.copySent(parse(message), 17);
        const QByteArray kept = "<stanza-id xmlns='urn:xmpp:sid:0' by='ann@irc.example.org' id='17'/>";
        stage.expect(copy("sent", "phone", QByteArray(message).replace("</message>", kept + "</message>")) +
                     copy("received", "phone", error));
    }

    void copiesWordsToPeopleInRoomsToWhoIsThere()
    {
        OwnServer stage;
        for (const char *name : {"phone", "tablet"})
            stage.bind(name);
        xmpp::Carbons carbons(stage.service);
        for (const char *name : {"phone", "tablet"})
            carbons.setWish(OwnServer::ann(), QString::fromLatin1(name));
        xmpp::RoomStay *stay = stage.service.users.get(OwnServer::ann()).room(RoomId(QStringLiteral("#qt")));
        stay->joined = {QStringLiteral("home"), QStringLiteral("tablet")};
        stage.door.sent.clear();
        const QByteArray message = "<message type='chat' from='ann@irc.example.org/home' "
                                   "to='#qt@irc.example.org/bob'><body>a</body></message>";
        say(carbons, parse(message));
        stage.expect(copy("sent", "tablet", message));
    }

    void ownMessagesGoToWhoWantsCopies()
    {
        OwnServer stage;
        for (const char *name : {"phone", "tablet"})
            stage.bind(name);
        for (const char *name : {"home", "phone"})
            stage.service.users.get(OwnServer::ann()).resource(QString::fromLatin1(name)).wantsCopies = true;
        const RoomId qt(QStringLiteral("#qt"));
        stage.service.users.get(OwnServer::ann()).room(qt)->joined = {QStringLiteral("phone"),
                                                                      QStringLiteral("tablet")};
        stage.forget();
        const auto say = [&stage](const Peer &peer) {
            stage.event(MessageReceived{
                {.peer = peer, .origin = Origin::Self, .body = QStringLiteral("from elsewhere")}});
            const QStringList told = parseStanzas(std::exchange(stage.door.sent, {}));
            QStringList readers;
            for (const QString &each : told)
                readers.append(
                    each.section(QStringLiteral("to='ann@irc.example.org/"), 1).section(u'\'', 0, 0));
            return readers;
        };
        QCOMPARE(say(Peer::contact(ContactId(QStringLiteral("bob")))),
                 (QStringList{QStringLiteral("home"), QStringLiteral("phone")}));
        QCOMPARE(say(Peer::participant(qt, QStringLiteral("bob"))), QStringList{QStringLiteral("phone")});
    }

    void takesNobodyForSomebody()
    {
        OwnServer stage;
        xmpp::Carbons carbons(stage.service);
        stage.door.sent.clear();
        QVERIFY(!carbons.handle(wish("enable"))); // a client that is not bound
        carbons.setWish(OwnServer::ann(), QStringLiteral("home"));
        carbons.copyReceived(QStringLiteral("bob@irc.example.org"), "<message type=\"chat\"/>");
        say(carbons, parse("<message type='chat' from='bob@irc.example.org/x' to='a@b'/>"));
        stage.expect("");
    }
};

QTEST_GUILESS_MAIN(tst_Carbons)
#include "tst_carbons.moc"
