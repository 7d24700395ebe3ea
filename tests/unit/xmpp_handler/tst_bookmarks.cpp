// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "OwnServer.h"

using namespace spectrum;
using namespace spectrum::testing;

namespace
{

QByteArray query(const QByteArray &content)
{
    return "<query xmlns='jabber:iq:private'>" + content + "</query>";
}

QByteArray storage(const QByteArray &content = {})
{
    return "<storage xmlns='storage:bookmarks'>" + content + "</storage>";
}

QByteArray pubsub(const QByteArray &content)
{
    return "<pubsub xmlns='http://jabber.org/protocol/pubsub'>" + content + "</pubsub>";
}

QByteArray items(const QByteArray &node, const QByteArray &content = {})
{
    return pubsub("<items node='" + node + "'>" + content + "</items>");
}

QByteArray publish(const QByteArray &node, const QByteArray &item)
{
    return pubsub("<publish node='" + node + "'>" + item + "</publish>");
}

QByteArray room(const QByteArray &id, const QByteArray &inside)
{
    return "<item id='" + id + "'><conference xmlns='urn:xmpp:bookmarks:1' " + inside +
           "</conference></item>";
}

QByteArray told(const QByteArray &resource, const QByteArray &node, const QByteArray &content)
{
    return "<message type='headline' from='ann@irc.example.org' to='ann@irc.example.org/" + resource +
           "'><event xmlns='http://jabber.org/protocol/pubsub#event'><items node='" + node + "'>" + content +
           "</items></event></message>";
}

const QByteArray node = "urn:xmpp:bookmarks:1";
const QByteArray oldNode = "storage:bookmarks";
const QByteArray qt = "#qt@irc.example.org";
const QByteArray kde = "#kde@irc.example.org";
const QByteArray url = "<url name='Docs' url='https://example.org/'/>";
const QByteArray done = "<iq id='q' type='result' from='ann@irc.example.org' to='ann@irc.example.org/home'/>";

// A client that says what it wants to hear of.
void come(OwnServer &stage, const char *resource, const QByteArray &wanted)
{
    stage.bind(resource);
    const QByteArray from = QByteArray("from='ann@irc.example.org/") + resource + '\'';
    stage.send("<presence " + from +
               "><c xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='n' ver='" + resource +
               "'/></presence>");
    const QByteArray id = stage.sentId();
    stage.send(
        "<iq type='result' id='" + id + "' " + from +
        " to='ann@irc.example.org'><query xmlns='http://jabber.org/protocol/disco#info'><feature var='" +
        wanted + "+notify'/></query></iq>");
    stage.forget();
}

} // namespace

class tst_Bookmarks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void roomsAreSeenByClientsOfOld()
    {
        OwnServer stage;
        stage.ask("set", publish(node, room(qt, "name='Qt' autojoin='1'><nick>Ann</nick><extensions><a "
                                                "xmlns='b'/></extensions>")));
        stage.ask("set", publish(node, room(kde, ">")));
        stage.forget();
        // Of the same moment, so by name.
        const QByteArray all = storage("<conference jid='#kde@irc.example.org'/>"
                                       "<conference jid='#qt@irc.example.org' name='Qt' autojoin='true'>"
                                       "<nick>Ann</nick><a xmlns='b'/></conference>");
        stage.ask("get", query(storage()));
        stage.expectResult(query(all));
        stage.ask("get", items(oldNode));
        stage.expectResult(items(oldNode, "<item id='current'>" + all + "</item>"));
    }

    void whatClientsOfOldKeepAreRooms()
    {
        OwnServer stage;
        stage.ask("set", query(storage("<conference jid='#qt@irc.example.org' autojoin='true' name='Qt'>"
                                       "<nick>Ann</nick><password>x</password><a xmlns='b'/></conference>" +
                                       url + "<conference name='nowhere'/>")));
        stage.expectResult();
        stage.ask("get", items(node));
        stage.expectResult(
            items(node, room(qt, "autojoin='true' name='Qt'><nick>Ann</nick><password>x</password>"
                                 "<extensions><a xmlns='b'/></extensions>")));
        // What is no room is kept for them.
        stage.ask("get", query(storage()));
        QVERIFY(stage.door.sent.contains("https://example.org/") && stage.door.sent.contains("nowhere"));
    }

    void onlyChangesAreTold()
    {
        OwnServer stage;
        for (const QByteArray &each : {qt, kde})
            stage.ask("set", publish(node, room(each, "name='a'><extensions><a xmlns='b'/></extensions>")));
        come(stage, "phone", node);
        come(stage, "old", oldNode);
        const QByteArray now = storage("<conference jid='#qt@irc.example.org' name='a'/>"
                                       "<conference jid='#new@irc.example.org' name='c'/>");
        const QByteArray whole =
            storage("<conference jid='#new@irc.example.org' name='c'/>"
                    "<conference jid='#qt@irc.example.org' name='a'><a xmlns='b'/></conference>");
        stage.ask("set", query(now));
        stage.expect(told("phone", node, room("#new@irc.example.org", "name='c'>")) +
                     told("phone", node, "<retract id='#kde@irc.example.org'/>") +
                     told("old", oldNode, "<item id='current'>" + whole + "</item>") + done);
        // Nothing is another than before.
        stage.ask("set", query(now));
        stage.expect(done);
        stage.ask("set", pubsub("<retract node='" + node + "'><item id='#new@irc.example.org'/></retract>"));
        stage.expect(
            told("old", oldNode,
                 "<item id='current'>" +
                     storage("<conference jid='#qt@irc.example.org' name='a'><a xmlns='b'/></conference>") +
                     "</item>") +
            done);
    }

    void oldNodeIsTheSame()
    {
        OwnServer stage;
        stage.ask("set", publish(oldNode, "<item id='current'>" +
                                              storage("<conference jid='#QT@irc.example.org' name='a'/>") +
                                              "</item>"));
        stage.expectResult(publish(oldNode, "<item id='current'/>"));
        stage.ask("get", items(node));
        stage.expectResult(items(node, room(qt, "name='a'>")));
        stage.ask("set", publish(oldNode, "<item id='current'><a xmlns='b'/></item>"));
        stage.expectError("bad-request");
        stage.ask("set", "<pubsub xmlns='http://jabber.org/protocol/pubsub#owner'><delete node='" + oldNode +
                             "'/></pubsub>");
        stage.forget();
        stage.ask("get", items(node));
        stage.expectError("item-not-found");
        QVERIFY(stage.host.settings[OwnServer::ann()].isEmpty());
    }

    void tooManyAreRefused()
    {
        OwnServer stage;
        QByteArray many;
        for (int i = 0; i <= 500; ++i)
            many += "<conference jid='#r" + QByteArray::number(i) + "@irc.example.org'/>";
        stage.ask("set", query(storage(many)));
        stage.expectError("resource-constraint");
        QVERIFY(stage.host.settings[OwnServer::ann()].isEmpty());
    }

    void isAnnounced()
    {
        OwnServer stage;
        stage.ask("get", "<query xmlns='http://jabber.org/protocol/disco#info'/>", "home",
                  "ann@irc.example.org");
        QVERIFY(stage.door.sent.contains("\"urn:xmpp:bookmarks:1#compat\"") ||
                stage.door.sent.contains("'urn:xmpp:bookmarks:1#compat'"));
        QVERIFY(stage.door.sent.contains("urn:xmpp:bookmarks:1#compat-pep"));
    }
};

QTEST_GUILESS_MAIN(tst_Bookmarks)
#include "tst_bookmarks.moc"
