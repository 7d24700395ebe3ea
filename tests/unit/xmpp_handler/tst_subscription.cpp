// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Stage.h"

using namespace spectrum;
using namespace spectrum::testing;
using namespace std::chrono_literals;

namespace
{

const ContactId bob(QStringLiteral("bob"));

QByteArray toBob(const QByteArray &type, const QByteArray &from = "ann@example.org")
{
    return "<presence type='" + type + "' from='" + from + "' to='bob@irc.example.org'/>";
}

QByteArray fromBob(const QByteArray &type, const QByteArray &to = "ann@example.org")
{
    const QByteArray from = type == "unavailable" ? "bob@irc.example.org/bot" : "bob@irc.example.org";
    return "<presence type='" + type + "' from='" + from + "' to='" + to + "'/>";
}

} // namespace

class tst_Subscription : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void addingAContact();
    void addingTwiceAsksTheNetworkOnce();
    void refusedContact();
    void removingAContact();
    void newContactAsks();
    void presenceIsShownOnce();
    void probesAreAnswered();
    void service();
    void lostConnectionEmptiesTheList();
    void floodForOneContactIsCarriedOncePerSecond();
    void lastWishCounts();
    void probeFloodIsAnsweredOncePerSecond();
    void everyClientGetsItsAnswer();
    void networkIsAskedAFewThingsAtATime();
    void probesBeforeTheLoginDoNotEndSubscriptions();
    void strangersFloodIsLookedUpOnce();
};

void tst_Subscription::addingAContact()
{
    Stage stage;
    stage.logIn();
    stage.send(toBob("subscribe"));
    QCOMPARE(stage.host.last<SetContact>().contact.id, bob);
    stage.event(ContactChanged{{.id = bob}});
    stage.event(ContactPresenceChanged{bob, {.availability = Availability::Online}});
    stage.forget();
    stage.event(RequestFinished{stage.host.last<SetContact>().request, {}});
    const QStringList told = parseStanzas(stage.door.sent);
    QCOMPARE(told.size(), 2);
    QVERIFY(told[0].contains(QStringLiteral("type='subscribed'")));
    QVERIFY(!told[1].contains(QStringLiteral("type=")));
}

void tst_Subscription::addingTwiceAsksTheNetworkOnce()
{
    Stage stage;
    stage.logIn();
    stage.send(toBob("subscribe"));
    stage.event(RequestFinished{stage.host.last<SetContact>().request, {}});
    stage.send(toBob("subscribe"));
    QCOMPARE(stage.host.count<SetContact>(), 1);
}

void tst_Subscription::refusedContact()
{
    Stage stage;
    stage.logIn();
    stage.send(toBob("subscribe"));
    stage.event(RequestFinished{stage.host.last<SetContact>().request, Error{ErrorKind::NotFound}});
    stage.expect(fromBob("unsubscribed"));
    stage.send("<presence type='subscribe' from='ann@example.org' to='no\\20body@irc.example.org'/>");
    stage.expect("<presence type='unsubscribed' from='no\\20body@irc.example.org' to='ann@example.org'/>");
}

void tst_Subscription::removingAContact()
{
    Stage stage;
    stage.logIn();
    stage.event(ContactChanged{{.id = bob}});
    stage.forget();
    stage.options.removesContacts = true;
    stage.send(toBob("unsubscribe"));
    stage.expect(fromBob("unsubscribed"));
    QCOMPARE(stage.host.last<RemoveContact>().contact, bob);
    stage.event(ContactRemoved{bob});
    stage.expectNothing();
}

void tst_Subscription::newContactAsks()
{
    Stage stage;
    // One that the store knows is in the user's list; tst_contactsync has the ways of others.
    stage.host.contacts = {{.id = bob, .name = QStringLiteral("Bob")}};
    stage.logIn();
    stage.event(ContactChanged{{.id = bob, .name = QStringLiteral("Bob")}});
    stage.expectNothing();
    const ContactChanged eve{{.id = ContactId(QStringLiteral("eve")), .name = QStringLiteral("Eve")}};
    stage.event(eve);
    QVERIFY(stage.door.sent.contains("jabber:iq:roster"));
    stage.forget();
    stage.event(eve);
    stage.expectNothing();
}

void tst_Subscription::presenceIsShownOnce()
{
    Stage stage;
    stage.logIn();
    const ContactPresenceChanged away{bob, {Availability::ExtendedAway, QStringLiteral("gone"), {}}};
    stage.event(away);
    QCOMPARE(parseStanzas(stage.door.sent).size(), 1);
    QVERIFY(stage.door.sent.contains("<show>xa</show><status>gone</status>"));
    QVERIFY(stage.door.sent.contains("http://jabber.org/protocol/caps"));
    stage.forget();
    stage.event(away);
    stage.expectNothing();
    stage.host.mockClock.advance(1s);
    stage.event(ContactPresenceChanged{bob, {}});
    stage.expect(fromBob("unavailable"));
}

void tst_Subscription::probesAreAnswered()
{
    Stage stage;
    stage.send(toBob("probe", "eve@example.org/x"));
    stage.expect(fromBob("unsubscribed", "eve@example.org"));
    stage.send("<presence type='probe' from='eve@example.org/x' to='irc.example.org'/>");
    stage.expect("<presence type='unsubscribed' from='irc.example.org' to='eve@example.org'/>");
    stage.logIn();
    stage.event(ContactPresenceChanged{bob, {.availability = Availability::Busy}});
    stage.forget();
    stage.send(toBob("probe", "ann@example.org/home"));
    QVERIFY(stage.door.sent.contains("<show>dnd</show>"));
    stage.forget();
    stage.send("<presence type='probe' from='ann@example.org/home' to='irc.example.org'/>");
    QVERIFY(stage.door.sent.contains("Connected to Fake as annie."));
}

void tst_Subscription::service()
{
    Stage stage;
    stage.logIn();
    stage.send("<presence type='subscribe' from='ann@example.org' to='irc.example.org'/>");
    QVERIFY(parseStanzas(stage.door.sent)[0].contains(QStringLiteral("type='subscribed'")));
    stage.forget();
    stage.send("<presence type='subscribe' from='eve@example.org' to='irc.example.org'/>");
    stage.expect("<presence type='unsubscribed' from='irc.example.org' to='eve@example.org'/>");
}

void tst_Subscription::lostConnectionEmptiesTheList()
{
    Stage stage;
    stage.logIn();
    stage.event(ContactPresenceChanged{bob, {.availability = Availability::Online}});
    stage.forget();
    stage.host.mockClock.advance(1s);
    stage.event(StateChanged{.state = SessionState::Waiting});
    QVERIFY(parseStanzas(stage.door.sent).contains(parseStanzas(fromBob("unavailable"))[0]));
}

void tst_Subscription::floodForOneContactIsCarriedOncePerSecond()
{
    Stage stage;
    stage.options.removesContacts = true;
    stage.logIn();
    for (int count = 0; count < 10'000; ++count)
        stage.send(toBob(count % 2 == 0 ? "subscribe" : "unsubscribe"));
    QCOMPARE(stage.host.count<SetContact>(), 1);
    QCOMPARE(stage.host.count<RemoveContact>(), 0);
    stage.expectNothing();
    stage.event(RequestFinished{stage.host.last<SetContact>().request, {}});
    QCOMPARE(parseStanzas(std::exchange(stage.door.sent, {})).size(), 2);
    stage.host.mockClock.advance(5s);
    QCOMPARE(stage.host.count<SetContact>(), 1);
    QCOMPARE(stage.host.count<RemoveContact>(), 1);
    stage.expect(fromBob("unsubscribed"));
}

void tst_Subscription::lastWishCounts()
{
    Stage stage;
    stage.logIn();
    stage.event(ContactChanged{{.id = bob}});
    stage.forget();
    stage.options.removesContacts = true;
    stage.send(toBob("unsubscribe"));
    stage.send(toBob("subscribe"));
    stage.options.removesContacts = true;
    stage.send(toBob("unsubscribe"));
    stage.send(toBob("subscribe"));
    stage.expect(fromBob("unsubscribed"));
    stage.host.mockClock.advance(1s);
    QCOMPARE(stage.host.count<RemoveContact>(), 1);
    QCOMPARE(stage.host.count<SetContact>(), 1);
    QVERIFY(stage.service.users.find(UserId(QStringLiteral("ann@example.org")))->findContact(bob));
}

void tst_Subscription::probeFloodIsAnsweredOncePerSecond()
{
    Stage stage;
    stage.logIn();
    stage.event(ContactPresenceChanged{bob, {.availability = Availability::Busy}});
    stage.forget();
    for (int count = 0; count < 10'000; ++count)
        stage.send(toBob("probe", "ann@example.org/home"));
    QCOMPARE(parseStanzas(std::exchange(stage.door.sent, {})).size(), 1);
    stage.host.mockClock.advance(5s);
    QCOMPARE(parseStanzas(std::exchange(stage.door.sent, {})).size(), 1);
    stage.expectNothing();
}

void tst_Subscription::everyClientGetsItsAnswer()
{
    Stage stage;
    stage.logIn();
    stage.event(ContactPresenceChanged{bob, {.availability = Availability::Busy}});
    stage.forget();
    for (const QByteArray resource : {"a", "b", "c"})
        stage.send(toBob("probe", "ann@example.org/" + resource));
    const QStringList told = parseStanzas(stage.door.sent);
    QCOMPARE(told.size(), 3);
    for (const QString &resource : {QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")})
        QCOMPARE(told.filter(QStringLiteral("to='ann@example.org/%1'").arg(resource)).size(), 1);
}

void tst_Subscription::networkIsAskedAFewThingsAtATime()
{
    Stage stage;
    stage.logIn();
    for (int number = 0; number < 10'000; ++number)
        stage.send("<presence type='subscribe' from='ann@example.org' to='friend" +
                   QByteArray::number(number) + "@irc.example.org'/>");
    QCOMPARE(stage.host.count<SetContact>(), 16);
    for (int number = 0; number < 10'000; ++number) {
        const RequestId request{quint64(number + 1)};
        stage.event(RequestFinished{request, {}});
    }
    stage.host.mockClock.advance(1min);
    QCOMPARE(stage.host.count<SetContact>(), 10'000);
    QCOMPARE(parseStanzas(stage.door.sent).filter(QStringLiteral("type='subscribed'")).size(), 10'000);
}

// Their server asks for everybody in the list before the account is there; "unsubscribed" would empty the
// list.
void tst_Subscription::probesBeforeTheLoginDoNotEndSubscriptions()
{
    Stage stage;
    const UserId ann(QStringLiteral("ann@example.org"));
    stage.host.accounts[ann] = Account{.user = ann};
    stage.send(toBob("probe"));
    stage.expect(fromBob("unavailable"));
}

void tst_Subscription::strangersFloodIsLookedUpOnce()
{
    Stage stage;
    for (int count = 0; count < 10'000; ++count) {
        stage.send(toBob("probe", "eve@example.org"));
        stage.send("<presence type='subscribe' from='eve@example.org' to='irc.example.org'/>");
    }
    stage.expect(fromBob("unsubscribed", "eve@example.org") +
                 "<presence type='unsubscribed' from='irc.example.org' to='eve@example.org'/>");
    QCOMPARE(stage.service.users.size(), size_t(0));
}

QTEST_GUILESS_MAIN(tst_Subscription)
#include "tst_subscription.moc"
