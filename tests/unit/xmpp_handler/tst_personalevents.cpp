// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "OwnServer.h"

using namespace spectrum;
using namespace spectrum::testing;

namespace
{

QByteArray pubsub(const QByteArray &content)
{
    return "<pubsub xmlns='http://jabber.org/protocol/pubsub'>" + content + "</pubsub>";
}

QByteArray item(const QByteArray &id, const QByteArray &text)
{
    return "<item id='" + id + "'><conference xmlns='urn:xmpp:bookmarks:1' name='" + text + "'/></item>";
}

QByteArray publish(const QByteArray &node, const QByteArray &items, const QByteArray &more = {})
{
    return pubsub("<publish node='" + node + "'>" + items + "</publish>" + more);
}

QByteArray published(const QByteArray &node, const QByteArray &id)
{
    return publish(node, "<item id='" + id + "'/>");
}

QByteArray items(const QByteArray &node, const QByteArray &content = {})
{
    return pubsub("<items node='" + node + "'>" + content + "</items>");
}

QByteArray told(const QByteArray &resource, const QByteArray &node, const QByteArray &content)
{
    return "<message type='headline' from='ann@irc.example.org' to='ann@irc.example.org/" + resource +
           "'><event xmlns='http://jabber.org/protocol/pubsub#event'><items node='" + node + "'>" + content +
           "</items></event></message>";
}

const QByteArray bookmarks = "urn:xmpp:bookmarks:1";
const QByteArray nick = "http://jabber.org/protocol/nick";

// A client that says what it wants to hear of.
void come(OwnServer &stage, const char *resource, const QByteArray &features)
{
    stage.bind(resource);
    const QByteArray from = QByteArray("from='ann@irc.example.org/") + resource + '\'';
    stage.send("<presence " + from +
               "><c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='n' ver='v'/></presence>");
    const QByteArray id = stage.sentId();
    stage.forget();
    stage.send("<iq type='result' id='" + id + "' " + from +
               " to='ann@irc.example.org'><query xmlns='http://jabber.org/protocol/disco#info'>" + features +
               "</query></iq>");
}

QByteArray wants(const QByteArray &node)
{
    return "<feature var='" + node + "+notify'/>";
}

} // namespace

class tst_PersonalEvents : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsThereAtFirst()
    {
        OwnServer stage;
        stage.ask("get", items(bookmarks));
        stage.expectError("item-not-found");
        stage.ask("get", items("eu.siacs.conversations.axolotl.devicelist"));
        stage.expectError("item-not-found");
        stage.ask("get", "<query xmlns='http://jabber.org/protocol/disco#items'/>");
        stage.expectResult("<query xmlns='http://jabber.org/protocol/disco#items'/>");
    }

    void listsKeepAllItems()
    {
        OwnServer stage;
        for (const char *id : {"b", "a", "c"}) {
            stage.ask("set", publish(bookmarks, item(id, id)));
            stage.expectResult(published(bookmarks, id));
            stage.host.mockClock.advance(std::chrono::milliseconds(1));
        }
        stage.ask("get", items(bookmarks), "home", "ann@irc.example.org");
        stage.expectResult(items(bookmarks, item("b", "b") + item("a", "a") + item("c", "c")));
        stage.ask("get", items(bookmarks, "<item id='a'/><item id='z'/>"));
        stage.expectResult(items(bookmarks, item("a", "a")));
        stage.ask("get", pubsub("<items node='" + bookmarks + "' max_items='1'/>"));
        stage.expectResult(items(bookmarks, item("c", "c")));
        stage.ask("get", "<query xmlns='http://jabber.org/protocol/disco#items'/>");
        stage.expectResult("<query xmlns='http://jabber.org/protocol/disco#items'><item "
                           "jid='ann@irc.example.org' node='urn:xmpp:bookmarks:1'/></query>");
    }

    void othersKeepTheLast()
    {
        OwnServer stage;
        stage.ask("set", publish(nick, item("1", "old")));
        stage.expectResult(published(nick, "1"));
        stage.ask("set", publish(nick, item("2", "new")));
        stage.expectResult(published(nick, "2"));
        stage.ask("get", items(nick));
        stage.expectResult(items(nick, item("2", "new")));
        stage.ask("set", publish(nick, item("3", "more"),
                                 "<publish-options><x xmlns='jabber:x:data' type='submit'><field "
                                 "var='pubsub#max_items'><value>2</value></field></x></publish-options>"));
        stage.expectResult(published(nick, "3"));
        stage.ask("get", items(nick));
        stage.expectResult(items(nick, item("2", "new") + item("3", "more")));
    }

    void idsAreMade()
    {
        OwnServer stage;
        stage.ask("set", publish(nick, "<item><nick xmlns='n'>Ann</nick></item>"));
        QVERIFY(stage.door.sent.contains("<item id=\"") || stage.door.sent.contains("<item id='"));
    }

    void interestedClientsAreTold()
    {
        OwnServer stage;
        come(stage, "phone", wants(bookmarks) + "<feature var='x'/>");
        come(stage, "tablet", wants(nick));
        stage.expectNothing();
        stage.ask("set", publish(bookmarks, item("a", "A")));
        stage.expect(told("phone", bookmarks, item("a", "A")) +
                     "<iq id='q' type='result' from='ann@irc.example.org' to='ann@irc.example.org/home'>" +
                     published(bookmarks, "a") + "</iq>");
        stage.ask("set", pubsub("<retract node='" + bookmarks + "' notify='true'><item id='a'/></retract>"));
        stage.expect(told("phone", bookmarks, "<retract id='a'/>") +
                     "<iq id='q' type='result' from='ann@irc.example.org' to='ann@irc.example.org/home'/>");
        stage.ask("set", pubsub("<retract node='" + bookmarks + "'><item id='a'/></retract>"));
        stage.expectError("item-not-found");
    }

    void whoComesIsToldTheLast()
    {
        OwnServer stage;
        stage.ask("set", publish(nick, item("a", "A")));
        stage.ask("set", publish(bookmarks, item("b", "B")));
        stage.forget();
        come(stage, "phone", wants(nick) + wants(bookmarks));
        stage.expect(told("phone", nick, item("a", "A")));
        // The same client again with another show is not asked again.
        stage.send("<presence from='ann@irc.example.org/phone'><show>away</show><c "
                   "xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='n' ver='v'/></presence>");
        QVERIFY(!stage.door.sent.contains("disco#info"));
    }

    void nodesAreRemoved()
    {
        OwnServer stage;
        stage.ask("set", pubsub("<create node='n'/>"));
        stage.expectResult();
        stage.ask("set", publish("n", item("a", "A")));
        stage.forget();
        const QByteArray removal =
            "<pubsub xmlns='http://jabber.org/protocol/pubsub#owner'><delete node='n'/></pubsub>";
        stage.ask("set", removal);
        stage.expectResult();
        stage.ask("set", removal);
        stage.expectError("item-not-found");
        QVERIFY(stage.host.settings[OwnServer::ann()].isEmpty());
    }

    void encryptionIsRefused()
    {
        OwnServer stage;
        for (const char *node : {"eu.siacs.conversations.axolotl.devicelist", "urn:xmpp:omemo:2:devices"}) {
            stage.ask("set", publish(node, item("current", "k")));
            QVERIFY(stage.door.sent.contains("end-to-end encryption"));
            stage.expectError("not-allowed");
        }
    }

    void strangeRequestsAreRefused_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QByteArray>("condition");
        QTest::newRow("empty") << QByteArray() << QByteArray("feature-not-implemented");
        QTest::newRow("subscribe") << QByteArray("<subscribe node='n'/>")
                                   << QByteArray("feature-not-implemented");
        QTest::newRow("no node") << QByteArray("<publish><item id='a'><b xmlns='c'/></item></publish>")
                                 << QByteArray("bad-request");
        QTest::newRow("no item") << QByteArray("<publish node='n'/>") << QByteArray("bad-request");
        QTest::newRow("two items") << QByteArray("<publish node='n'><item id='a'><b xmlns='c'/></item><item "
                                                 "id='d'><b xmlns='c'/></item></publish>")
                                   << QByteArray("bad-request");
        QTest::newRow("two payloads")
            << QByteArray("<publish node='n'><item id='a'><b xmlns='c'/><b xmlns='c'/></item></publish>")
            << QByteArray("bad-request");
        QTest::newRow("no payload") << QByteArray("<publish node='n'><item id='a'/></publish>")
                                    << QByteArray("bad-request");
        QTest::newRow("long node") << "<publish node='" + QByteArray(1001, 'n') +
                                          "'><item id='a'><b xmlns='c'/></item></publish>"
                                   << QByteArray("not-acceptable");
        QTest::newRow("long id") << "<publish node='n'><item id='" + QByteArray(1001, 'n') +
                                        "'><b xmlns='c'/></item></publish>"
                                 << QByteArray("not-acceptable");
        QTest::newRow("large") << "<publish node='n'><item id='a'><b xmlns='c'>" + QByteArray(65'536, 'x') +
                                      "</b></item></publish>"
                               << QByteArray("not-acceptable");
        QTest::newRow("retract nothing") << QByteArray("<retract node='n'/>") << QByteArray("bad-request");
    }
    void strangeRequestsAreRefused()
    {
        QFETCH(QByteArray, content);
        QFETCH(QByteArray, condition);
        OwnServer stage;
        stage.ask("set", pubsub(content));
        stage.expectError(condition);
        QVERIFY(stage.host.settings[OwnServer::ann()].isEmpty());
    }

    void strangersHaveNone()
    {
        OwnServer stage;
        stage.ask("get", items(nick), "home", "bob@irc.example.org");
        stage.expectError("item-not-found");
        stage.ask("get", pubsub("<items node='n' max_items='0'/>"));
        stage.expectError("bad-request");
    }

    void ownCard()
    {
        OwnServer stage;
        const QByteArray card = "<vCard xmlns='vcard-temp'><FN>Ann</FN></vCard>";
        stage.ask("get", "<vCard xmlns='vcard-temp'/>");
        stage.expectError("item-not-found");
        stage.ask("set", card);
        stage.expectResult();
        stage.ask("get", "<vCard xmlns='vcard-temp'/>", "home", "ann@irc.example.org");
        stage.expectResult(card);
        stage.ask("set", card, "home", "bob@irc.example.org");
        stage.expectError("feature-not-implemented");
    }
};

QTEST_GUILESS_MAIN(tst_PersonalEvents)
#include "tst_personalevents.moc"
