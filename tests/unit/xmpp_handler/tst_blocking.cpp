// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "OwnServer.h"

#include "handler/BlockList.h"

using namespace spectrum;
using namespace spectrum::testing;

namespace
{

const ContactId bob(QStringLiteral("bob"));

QByteArray change(const char *name, const QByteArray &items)
{
    return QByteArray("<") + name + " xmlns='urn:xmpp:blocking'>" + items + "</" + name + ">";
}

QByteArray items(std::initializer_list<const char *> addresses)
{
    QByteArray xml;
    for (const char *address : addresses)
        xml += QByteArray("<item jid='") + address + "'/>";
    return xml;
}

QByteArray bobPresence(const char *type)
{
    return QByteArray("<presence ") + type + " from='bob@irc.example.org/bot' to='ann@irc.example.org'/>";
}

MessageReceived says(const Peer &peer)
{
    return {.message = {.peer = peer, .body = QStringLiteral("boo")}};
}

QByteArray push(const char *id, const QByteArray &payload)
{
    return QByteArray("<iq type='set' id='") + id +
           "' from='ann@irc.example.org' to='ann@irc.example.org/home'>" + payload + "</iq>";
}

// The network's answer to the newest order.
void obey(OwnServer &stage, const std::optional<Error> &error = {})
{
    stage.event(RequestFinished{stage.host.last<SetBlocked>().request, error});
}

const QByteArray done = "<iq type='result' id='q' from='ann@irc.example.org' to='ann@irc.example.org/home'/>";
const QByteArray bobItem = items({"bob@irc.example.org"});

} // namespace

class tst_Blocking : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fourFormsOfAddresses_data()
    {
        QTest::addColumn<QString>("blocked");
        QTest::addColumn<QString>("address");
        QTest::addColumn<bool>("isMatched");
        const auto row = [](const char *blocked, const char *address, bool isMatched) {
            QTest::addRow("%s %s", blocked, address)
                << QString::fromLatin1(blocked) << QString::fromLatin1(address) << isMatched;
        };
        row("a@d", "a@d", true);
        row("a@d", "a@d/r", true);
        row("a@d/r", "a@d/r", true);
        row("a@d/r", "a@d", false);
        row("a@d/r", "a@d/s", false);
        row("d", "a@d", true);
        row("d", "a@d/r", true);
        row("d/r", "a@d/r", true);
        row("d/r", "a@d/s", false);
        row("a@d", "b@d", false);
        row("d", "a@e", false);
    }
    void fourFormsOfAddresses()
    {
        QFETCH(QString, blocked);
        QFETCH(QString, address);
        QFETCH(bool, isMatched);
        xmpp::BlockList list;
        list.add(blocked);
        QCOMPARE(xmpp::BlockList(list.text()).matches(*xmpp::Jid::parse(address)), isMatched);
    }

    void nobodyIsBlockedAtFirst()
    {
        OwnServer stage;
        stage.ask("get", change("blocklist", {}));
        stage.expectResult(change("blocklist", {}));
    }

    void blockedContactsAreNotHeard()
    {
        OwnServer stage;
        stage.send("<presence from='ann@irc.example.org/home'/>");
        stage.event(ContactPresenceChanged{bob, {.availability = Availability::Online}});
        stage.forget();
        stage.ask("set", change("block", bobItem));
        obey(stage);
        stage.expect(bobPresence("type='unavailable'") + done);
        stage.event(says(Peer::contact(bob)));
        stage.event(TypingChanged{Peer::contact(bob), TypingState::Typing});
        stage.event(AuthorisationRequested{.contact = {.id = bob}});
        stage.event(ContactPresenceChanged{bob, {.availability = Availability::Away}});
        stage.expectNothing();
        stage.event(says(Peer::contact(ContactId(QStringLiteral("eve")))));
        QVERIFY(stage.door.sent.contains("eve@irc.example.org"));
        stage.forget();
        stage.ask("set", change("unblock", bobItem));
        QVERIFY(stage.door.sent.contains("<show>away</show>"));
        stage.forget();
        stage.event(says(Peer::contact(bob)));
        QVERIFY(stage.door.sent.contains("boo"));
    }

    void nothingIsSentToThem()
    {
        OwnServer stage;
        stage.ask("set", change("block", bobItem));
        stage.forget();
        stage.send("<message type='chat' id='m' from='ann@irc.example.org/home' to='bob@irc.example.org'>"
                   "<body>hi</body></message>");
        stage.expect("<message type='error' id='m' from='bob@irc.example.org' to='ann@irc.example.org/home'>"
                     "<error type='cancel'><not-acceptable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>"
                     "<text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>You have blocked them.</text>"
                     "<blocked xmlns='urn:xmpp:blocking:errors'/></error></message>");
        stage.send("<presence type='subscribe' from='ann@irc.example.org/home' to='bob@irc.example.org'/>");
        QVERIFY(stage.door.sent.contains("blocking:errors"));
        QCOMPARE(stage.host.count<SendMessage>(), 0);
    }

    void whoAskedIsTold()
    {
        OwnServer stage;
        stage.bind("other");
        stage.ask("get", change("blocklist", {}));
        stage.forget();
        stage.ask("set", change("block", bobItem));
        obey(stage);
        stage.expect(push("block1", change("block", bobItem)) + done);
        stage.ask("set", change("unblock", {}));
        obey(stage);
        stage.expect(push("block2", change("unblock", {})) + done);
        stage.ask("get", change("blocklist", {}));
        stage.expectResult(change("blocklist", {}));
        QVERIFY(stage.host.settings[OwnServer::ann()].isEmpty());
    }

    void networkIsToldFirst()
    {
        OwnServer stage;
        stage.ask("set", change("block", items({"bob@irc.example.org", "#qt@irc.example.org",
                                                "eve@irc.example.org/x", "eve@elsewhere.example"})));
        stage.expectNothing();
        QCOMPARE(stage.host.count<SetBlocked>(), 1);
        const SetBlocked order = stage.host.last<SetBlocked>();
        QCOMPARE(order.contact, bob);
        QCOMPARE(order.wish, SetBlocked::Wish::Blocked);
        stage.event(says(Peer::contact(bob)));
        stage.expectNothing();
        obey(stage);
        stage.expect(done);
        stage.ask("set", change("unblock", {}));
        QCOMPARE(stage.host.count<SetBlocked>(), 2);
        QCOMPARE(stage.host.last<SetBlocked>().wish, SetBlocked::Wish::Heard);
        obey(stage);
        stage.expect(done);
    }

    void networkMayRefuse()
    {
        OwnServer stage;
        stage.ask("set", change("block", bobItem));
        obey(stage, Error{ErrorKind::Overloaded});
        stage.expect(done);
        stage.event(says(Peer::contact(bob)));
        stage.expectNothing();
    }

    void networkIsToldAtEachLogin()
    {
        OwnServer stage;
        QString list;
        for (int i = 0; i < 10; ++i)
            list += QStringLiteral("c%1@irc.example.org\n").arg(i);
        stage.host.settings[OwnServer::ann()].insert(QStringLiteral("blocked"), list);
        stage.event(StateChanged{.state = SessionState::Waiting});
        stage.event(StateChanged{.state = SessionState::Connecting});
        QCOMPARE(stage.host.count<SetBlocked>(), 0);
        stage.event(StateChanged{.state = SessionState::Online});
        // A few at a time.
        for (int i = 0; i < 10; ++i) {
            QCOMPARE(stage.host.count<SetBlocked>(), std::min(10, i + 4));
            const RequestId first = std::get<SetBlocked>(stage.host.commands[size_t(i)].second).request;
            stage.event(RequestFinished{first, {}});
        }
        stage.event(StateChanged{.state = SessionState::Waiting});
        stage.event(StateChanged{.state = SessionState::Online});
        QCOMPARE(stage.host.count<SetBlocked>(), 14);
    }

    void roomsPeopleAreBlockedByName()
    {
        OwnServer stage;
        stage.ask("set", change("block", items({"#qt@irc.example.org/bob"})));
        stage.forget();
        const RoomId qt(QStringLiteral("#qt"));
        stage.event(says(Peer::participant(qt, QStringLiteral("bob"))));
        stage.expectNothing();
        stage.event(says(Peer::participant(qt, QStringLiteral("eve"))));
        QVERIFY(!stage.door.sent.isEmpty());
    }

    void isThereAfterTheNextLogin()
    {
        OwnServer stage;
        stage.host.settings[OwnServer::ann()].insert(QStringLiteral("blocked"),
                                                     QStringLiteral("bob@irc.example.org"));
        stage.event(StateChanged{.state = SessionState::Connecting});
        stage.event(says(Peer::contact(bob)));
        stage.expectNothing();
    }

    void strangeRequestsAreRefused()
    {
        OwnServer stage;
        for (const QByteArray &payload :
             {change("block", {}), change("block", "<item/>"), change("block", "<item jid='@'/>"),
              change("block", "<other jid='a@b'/>"), change("unblock", "<item/>")}) {
            stage.ask("set", payload);
            stage.expectError("bad-request");
        }
        QByteArray many;
        for (int i = 0; i <= 1000; ++i)
            many += "<item jid='c" + QByteArray::number(i) + "@d'/>";
        stage.ask("set", change("block", many));
        stage.expectError("resource-constraint");
        QVERIFY(stage.host.settings[OwnServer::ann()].isEmpty());
    }
};

QTEST_GUILESS_MAIN(tst_Blocking)
#include "tst_blocking.moc"
