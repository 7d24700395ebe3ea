// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Stage.h"

using namespace spectrum;
using namespace spectrum::testing;
using namespace std::chrono_literals;

namespace
{

const UserId ann(QStringLiteral("ann@example.org"));
constexpr const char *errorNs = "urn:ietf:params:xml:ns:xmpp-stanzas";

ContactChanged contact(const char *id, const char *name = "", const QStringList &groups = {})
{
    return {{ContactId(QString::fromLatin1(id)), QString::fromLatin1(name), groups}};
}

void grantRoster(Stage &stage)
{
    stage.send("<message from='example.org' to='irc.example.org'><privilege xmlns='urn:xmpp:privilege:2'>"
               "<perm access='roster' type='both'/></privilege></message>");
}

void answer(Stage &stage, const QByteArray &payload = {}, const QByteArray &from = "ann@example.org")
{
    const QByteArray id = stage.sentId();
    stage.forget();
    stage.send("<iq type='result' from='" + from + "' to='irc.example.org' id='" + id + "'>" + payload +
               "</iq>");
}

void refuse(Stage &stage, const QByteArray &condition, const QByteArray &from = "ann@example.org")
{
    const QByteArray id = stage.sentId();
    stage.forget();
    stage.send("<iq type='error' from='" + from + "' to='irc.example.org' id='" + id +
               "'><error type='cancel'><" + condition + " xmlns='" + errorNs + "'/></error></iq>");
}

// A server that knows neither of roster management nor of privileges.
void refuseRoster(Stage &stage)
{
    QVERIFY(stage.door.sent.contains("jabber:iq:roster"));
    refuse(stage, "service-unavailable");
    QVERIFY(stage.door.sent.contains("urn:xmpp:tmp:roster-management:0"));
    refuse(stage, "service-unavailable");
}

// A server with the privilege, and an account without anything in its list.
void logInPrivileged(Stage &stage)
{
    grantRoster(stage);
    stage.logIn();
    stage.event(contact("zoe"));
    answer(stage, "<query xmlns='jabber:iq:roster'/>");
    answer(stage);
    // Whether the server minds subscriptions is seen once.
    answer(stage,
           "<query xmlns='jabber:iq:roster'><item jid='zoe@irc.example.org' subscription='both'/></query>");
    stage.forget();
}

QByteArray pushOfZoe(const QByteArray &attributes)
{
    return "<iq type='set' id='p' from='ann@example.org' to='irc.example.org'><query "
           "xmlns='jabber:iq:roster'><item jid='zoe@irc.example.org' " +
           attributes + "/></query></iq>";
}

} // namespace

class tst_ContactSync : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void privilegeWritesTheRoster();
    void existingItemsAreLeftAlone();
    void importedContactsKeepWhatTheUserChose();
    void halfAnItemKeepsItsName();
    void comparisonThatWasNotDone();
    void changesAreWritten();
    void removalIsWritten();
    void presenceFollowsTheItem();
    void refusedPrivilegeFallsBack();
    void serverThatFailsAtEveryChangeIsLeftAlone();
    void serverThatWritesNoSubscriptions();
    void readingIsNotWriting();
    void grantOfReadingOnly();
    void pushesGoToTheNetwork();
    void changesOutliveTheProcess();
    void removalsOutliveTheProcess();
    void changesWaitForTheNetwork();
    void namesThatTheNetworkDoesNotTakeStay();
    void whatWasToldJustBeforeTheLogout();
    void removalsReachTheNetworkOnlyWhenTheyMay();
    void pushesOfOthersAreIgnored();
    void remoteRoster();
    void remoteRosterAfterTheUserAllowedIt();
    void exchange();
    void requestsAreTheLastResort();
    void requestsArePaced();
    void onlyDifferencesAfterTheFirstLogin();
    void serverWithoutAnythingIsLeftAlone();
    void userWhoCameWhileARegistrationWasProven();
    void authorisations();
    void clearing();
    void largeList();
};

void tst_ContactSync::privilegeWritesTheRoster()
{
    Stage stage;
    grantRoster(stage);
    stage.logIn();
    stage.event(contact("bob", "Bob", {QStringLiteral("Friends")}));
    // The first time, what is there already is read.
    QVERIFY(stage.door.sent.contains("type=\"get\"") || stage.door.sent.contains("type='get'"));
    answer(stage, "<query xmlns='jabber:iq:roster'/>");
    const QByteArray id = stage.sentId();
    stage.expect("<iq type='set' from='irc.example.org' to='ann@example.org' id='" + id +
                 "'><query xmlns='jabber:iq:roster'><item jid='bob@irc.example.org' name='Bob' "
                 "subscription='both'><group>Friends</group></item></query></iq>");
    stage.event(contact("bob", "Bob", {QStringLiteral("Friends")}));
    stage.expectNothing();
}

void tst_ContactSync::existingItemsAreLeftAlone()
{
    Stage stage;
    grantRoster(stage);
    stage.logIn();
    stage.event(contact("bob", "Bob"));
    stage.event(contact("eve", "Eve"));
    answer(stage, "<query xmlns='jabber:iq:roster'><item jid='bob@irc.example.org' name='Bob' "
                  "subscription='both'/><item jid='eve@irc.example.org' name='My Eve' subscription='both'>"
                  "<group>Mine</group></item><item jid='late@irc.example.org' name='Slow' "
                  "subscription='both'/><item jid='bob@else.example' subscription='both'/></query>");
    // What the user chose stays, also of those whom the network names later.
    stage.event(contact("late", "Late"));
    stage.expectNothing();
    stage.event(contact("late", "Later"));
    const QStringList told = parseStanzas(stage.door.sent);
    QCOMPARE(told.size(), 1);
    QVERIFY(told[0].contains(QStringLiteral("jid='late@irc.example.org' name='Later'")));
}

// Only what the network changed since an imported account was last told is written.
void tst_ContactSync::importedContactsKeepWhatTheUserChose()
{
    Stage stage;
    stage.host.contacts = {contact("bob", "Bob").contact, contact("eve", "Eve").contact};
    grantRoster(stage);
    stage.logIn();
    stage.event(contact("bob", "Bob"));
    stage.event(contact("eve", "Eva"));
    answer(stage, "<query xmlns='jabber:iq:roster'><item jid='bob@irc.example.org' name='Bobby' "
                  "subscription='both'/><item jid='eve@irc.example.org' name='Evi' "
                  "subscription='both'/></query>");
    const QStringList told = parseStanzas(stage.door.sent);
    QCOMPARE(told.size(), 1);
    QVERIFY(told[0].contains(QStringLiteral("jid='eve@irc.example.org' name='Eva'")));
}

// Half an item becomes a whole one under the name that the user gave it.
void tst_ContactSync::halfAnItemKeepsItsName()
{
    Stage stage;
    grantRoster(stage);
    stage.logIn();
    stage.event(contact("bob", "Bob"));
    answer(stage, "<query xmlns='jabber:iq:roster'><item jid='bob@irc.example.org' name='Mum' "
                  "subscription='none'><group>Family</group></item></query>");
    const QStringList told = parseStanzas(stage.door.sent);
    QCOMPARE(told.size(), 1);
    QVERIFY(told[0].contains(
        QStringLiteral("jid='bob@irc.example.org' name='Mum' subscription='both'><group>Family</group>")));
}

// The host ends before the list was read: the comparison is still to be done.
void tst_ContactSync::comparisonThatWasNotDone()
{
    Stage stage;
    grantRoster(stage);
    stage.logIn();
    stage.host.mockClock.advance(1s);
    Stage next;
    next.host.settings = stage.host.settings;
    grantRoster(next);
    next.logIn();
    next.event(contact("bob", "Bob"));
    answer(next, "<query xmlns='jabber:iq:roster'><item jid='bob@irc.example.org' name='Mum' "
                 "subscription='both'/></query>");
    next.expectNothing();
}

void tst_ContactSync::changesAreWritten()
{
    Stage stage;
    logInPrivileged(stage);
    stage.event(contact("zoe", "Zoe", {QStringLiteral("Work")}));
    QVERIFY(stage.door.sent.contains("name=\"Zoe\"") || stage.door.sent.contains("name='Zoe'"));
    QVERIFY(stage.door.sent.contains("<group>Work</group>"));
}

void tst_ContactSync::removalIsWritten()
{
    Stage stage;
    logInPrivileged(stage);
    stage.event(ContactRemoved{ContactId(QStringLiteral("zoe"))});
    const QByteArray id = stage.sentId();
    stage.expect("<iq type='set' from='irc.example.org' to='ann@example.org' id='" + id +
                 "'><query xmlns='jabber:iq:roster'><item jid='zoe@irc.example.org' subscription='remove'/>"
                 "</query></iq>");
}

// A server does not pass on the presence of somebody who is not in the list.
void tst_ContactSync::presenceFollowsTheItem()
{
    Stage stage;
    logInPrivileged(stage);
    stage.event(contact("bob"));
    const QByteArray id = stage.sentId();
    stage.event(
        ContactPresenceChanged{ContactId(QStringLiteral("bob")), {.availability = Availability::Away}});
    stage.forget();
    stage.send("<iq type='result' from='ann@example.org' to='irc.example.org' id='" + id + "'/>");
    // Told once before, to nobody: a contact is shown once a second.
    stage.host.mockClock.advance(1100ms);
    QVERIFY(stage.door.sent.contains("<show>away</show>"));
}

void tst_ContactSync::refusedPrivilegeFallsBack()
{
    Stage stage;
    logInPrivileged(stage);
    stage.event(contact("bob"));
    refuse(stage, "forbidden");
    refuseRoster(stage);
    QVERIFY(stage.door.sent.contains("disco#info"));
    refuse(stage, "service-unavailable", "ann@example.org/home");
    stage.expect("<presence type='subscribe' from='bob@irc.example.org' to='ann@example.org'/>");
    // The next one does not begin all of it again.
    stage.host.mockClock.advance(2s);
    stage.forget();
    stage.event(contact("eve"));
    stage.expect("<presence type='subscribe' from='eve@irc.example.org' to='ann@example.org'/>");
}

// mod_privilege of ejabberd before 23.10 grants changes, and fails at each of them.
void tst_ContactSync::serverThatFailsAtEveryChangeIsLeftAlone()
{
    Stage stage;
    grantRoster(stage);
    stage.logIn();
    stage.event(contact("bob"));
    answer(stage, "<query xmlns='jabber:iq:roster'/>");
    refuse(stage, "internal-server-error");
    QVERIFY(stage.door.sent.contains("disco#info"));
    refuse(stage, "service-unavailable", "ann@example.org/home");
    stage.expect("<presence type='subscribe' from='bob@irc.example.org' to='ann@example.org'/>");
}

// ejabberd takes the name and the groups only. The user is asked for the rest, once and with pauses.
void tst_ContactSync::serverThatWritesNoSubscriptions()
{
    Stage stage;
    grantRoster(stage);
    stage.logIn();
    stage.event(contact("bob", "Bob"));
    answer(stage, "<query xmlns='jabber:iq:roster'/>");
    answer(stage);
    answer(stage, "<query xmlns='jabber:iq:roster'><item jid='bob@irc.example.org' name='Bob' "
                  "subscription='none'/><item jid='old@irc.example.org' subscription='none'/></query>");
    stage.expect("<presence type='subscribe' from='bob@irc.example.org' to='ann@example.org'>"
                 "<nick xmlns='http://jabber.org/protocol/nick'>Bob</nick></presence>");
    stage.event(contact("bob", "Robert"));
    answer(stage);
    stage.expectNothing();
    for (int number = 0; number < 16; ++number)
        stage.event(contact(qPrintable(QStringLiteral("c%1").arg(number))));
    QByteArray roster = "<query xmlns='jabber:iq:roster'>";
    int written = 0;
    while (written < 16) {
        for (const QByteArray &id : Stage::idsOf(std::exchange(stage.door.sent, {}))) {
            roster +=
                "<item jid='c" + QByteArray::number(written++) + "@irc.example.org' subscription='none'/>";
            stage.send("<iq type='result' from='ann@example.org' to='irc.example.org' id='" + id + "'/>");
        }
    }
    answer(stage, roster + "</query>");
    QCOMPARE(parseStanzas(stage.door.sent).size(), 16);
}

void tst_ContactSync::readingIsNotWriting()
{
    Stage stage;
    stage.logIn();
    stage.event(contact("zoe"));
    answer(stage, "<query xmlns='jabber:iq:roster'/>");
    answer(stage, "<query xmlns='jabber:iq:roster'/>");
    refuse(stage, "forbidden");
    QVERIFY(stage.door.sent.contains("disco#info"));
    refuse(stage, "service-unavailable", "ann@example.org/home");
    stage.expect("<presence type='subscribe' from='zoe@irc.example.org' to='ann@example.org'/>");
}

void tst_ContactSync::grantOfReadingOnly()
{
    Stage stage;
    stage.send("<message from='example.org' to='irc.example.org'><privilege xmlns='urn:xmpp:privilege:2'>"
               "<perm access='roster' type='get'/></privilege></message>");
    stage.logIn();
    stage.event(contact("bob"));
    QVERIFY(stage.door.sent.contains("disco#info"));
    refuse(stage, "service-unavailable", "ann@example.org/home");
    stage.expect("<presence type='subscribe' from='bob@irc.example.org' to='ann@example.org'/>");
}

void tst_ContactSync::pushesGoToTheNetwork()
{
    Stage stage;
    stage.options.removesContacts = true;
    logInPrivileged(stage);
    const QByteArray push = "<iq type='set' id='p' from='ann@example.org' to='irc.example.org'>"
                            "<query xmlns='jabber:iq:roster'><item jid='zoe@irc.example.org' ";
    // What was written comes back, and is no news.
    stage.send(push + "subscription='both'/></query></iq>");
    QCOMPARE(stage.host.count<SetContact>(), 0);
    stage.send(push + "name='My Zoe' subscription='both'><group>Home</group></item></query></iq>");
    QCOMPARE(stage.host.last<SetContact>().contact,
             (Contact{ContactId(QStringLiteral("zoe")), QStringLiteral("My Zoe"), {QStringLiteral("Home")}}));
    stage.forget();
    stage.event(contact("zoe", "My Zoe", {QStringLiteral("Home")}));
    stage.expectNothing();
    stage.send(push + "subscription='remove'/></query></iq>");
    QCOMPARE(stage.host.last<RemoveContact>().contact, ContactId(QStringLiteral("zoe")));
}

// The user's server tells a change once: it is done again until the network says something to it.
void tst_ContactSync::changesOutliveTheProcess()
{
    Stage stage;
    logInPrivileged(stage);
    stage.send(pushOfZoe("name='My Zoe' subscription='both'"));
    QCOMPARE(stage.host.count<SetContact>(), 1);
    // Killed here: what is written soon is not written.
    Stage next;
    next.host.settings = stage.host.settings;
    grantRoster(next);
    next.logIn();
    QCOMPARE(next.host.last<SetContact>().contact,
             (Contact{ContactId(QStringLiteral("zoe")), QStringLiteral("My Zoe"), {}}));
    next.event(contact("zoe", "My Zoe"));
    next.event(RequestFinished{next.host.last<SetContact>().request, {}});
    next.expectNothing();
    Stage last;
    last.host.settings = next.host.settings;
    grantRoster(last);
    last.logIn();
    last.event(contact("zoe", "My Zoe"));
    last.expectNothing();
    QCOMPARE(last.host.count<SetContact>(), 0);
}

void tst_ContactSync::removalsOutliveTheProcess()
{
    Stage stage;
    stage.options.removesContacts = true;
    logInPrivileged(stage);
    stage.send(pushOfZoe("subscription='remove'"));
    QCOMPARE(stage.host.count<RemoveContact>(), 1);
    Stage next;
    next.options.removesContacts = true;
    next.host.settings = stage.host.settings;
    grantRoster(next);
    next.logIn();
    next.event(contact("zoe"));
    QCOMPARE(next.host.last<RemoveContact>().contact, ContactId(QStringLiteral("zoe")));
    next.event(ContactRemoved{ContactId(QStringLiteral("zoe"))});
    next.event(RequestFinished{next.host.last<RemoveContact>().request, {}});
    next.expectNothing();
    next.event(contact("zoe"));
    QVERIFY(next.door.sent.contains("zoe@irc.example.org"));
}

void tst_ContactSync::changesWaitForTheNetwork()
{
    Stage stage;
    logInPrivileged(stage);
    stage.send(pushOfZoe("name='My Zoe' subscription='both'"));
    stage.event(RequestFinished{stage.host.last<SetContact>().request, Error{ErrorKind::ConnectionLost}});
    stage.event(StateChanged{.state = SessionState::Waiting});
    stage.host.states[ann] = SessionState::Waiting;
    stage.send(pushOfZoe("name='Our Zoe' subscription='both'"));
    stage.host.mockClock.advance(5min);
    QCOMPARE(stage.host.count<SetContact>(), 1);
    stage.host.states[ann] = SessionState::Online;
    stage.event(StateChanged{.state = SessionState::Online});
    QCOMPARE(stage.host.count<SetContact>(), 2);
    QCOMPARE(stage.host.last<SetContact>().contact.name, QStringLiteral("Our Zoe"));
}

void tst_ContactSync::namesThatTheNetworkDoesNotTakeStay()
{
    Stage stage;
    logInPrivileged(stage);
    stage.send(pushOfZoe("name='My Zoe' subscription='both'"));
    stage.event(RequestFinished{stage.host.last<SetContact>().request, Error{ErrorKind::Unsupported}});
    stage.forget();
    stage.event(contact("zoe"));
    stage.expectNothing();
    stage.event(contact("zoe", "Zoe"));
    QVERIFY(stage.door.sent.contains("Zoe"));
    // What the network asked for, written and told back, may be chosen again later.
    answer(stage);
    stage.send(pushOfZoe("name='Zoe' subscription='both'"));
    stage.send(pushOfZoe("name='My Zoe' subscription='both'"));
    stage.event(contact("zoe", "My Zoe"));
    stage.send(pushOfZoe("name='Zoe' subscription='both'"));
    QCOMPARE(stage.host.last<SetContact>().contact.name, QStringLiteral("Zoe"));
}

// The last client leaves before what was told is written.
void tst_ContactSync::whatWasToldJustBeforeTheLogout()
{
    Stage stage;
    logInPrivileged(stage);
    stage.event(contact("bob", "Bob"));
    answer(stage);
    stage.send("<presence type='unavailable' from='ann@example.org/home' to='irc.example.org'/>");
    stage.forget();
    stage.logIn();
    stage.event(contact("bob", "Bob"));
    stage.expectNothing();
}

// Without service.enable_remove_buddy the network's list is left alone, but not one that is the host's.
void tst_ContactSync::removalsReachTheNetworkOnlyWhenTheyMay()
{
    Stage stage;
    QVERIFY(!stage.options.removesContacts);
    logInPrivileged(stage);
    stage.send(pushOfZoe("subscription='remove'"));
    QCOMPARE(stage.host.count<RemoveContact>(), 0);
    stage.send("<presence type='unsubscribe' from='ann@example.org' to='zoe@irc.example.org'/>");
    QCOMPARE(stage.host.count<RemoveContact>(), 0);
    // It does not come back either.
    stage.forget();
    stage.event(contact("zoe"));
    stage.expectNothing();
    stage.host.ownsLists = true;
    stage.send(pushOfZoe("subscription='remove'"));
    QCOMPARE(stage.host.count<RemoveContact>(), 1);
}

void tst_ContactSync::pushesOfOthersAreIgnored()
{
    Stage stage;
    logInPrivileged(stage);
    for (const char *from : {"ann@example.org/home", "eve@evil.example", "example.org"}) {
        stage.send("<iq type='set' id='p' from='" + QByteArray(from) +
                   "' to='irc.example.org'><query xmlns='jabber:iq:roster'><item jid='zoe@irc.example.org' "
                   "name='Evil'/></query></iq>");
        QVERIFY2(stage.door.sent.contains("service-unavailable"), from);
        stage.forget();
    }
    QCOMPARE(stage.host.count<SetContact>(), 0);
}

void tst_ContactSync::remoteRoster()
{
    Stage stage;
    stage.logIn();
    stage.event(contact("bob", "Bob"));
    QVERIFY(stage.door.sent.contains("jabber:iq:roster"));
    answer(stage, "<query xmlns='jabber:iq:roster'/>");
    // Read once more, because nothing is remembered of what is in it.
    answer(stage, "<query xmlns='jabber:iq:roster'/>");
    QVERIFY(stage.door.sent.contains("bob@irc.example.org"));
    QVERIFY(stage.door.sent.contains("both"));
}

void tst_ContactSync::remoteRosterAfterTheUserAllowedIt()
{
    Stage stage;
    stage.logIn();
    stage.event(contact("bob", "Bob"));
    refuse(stage, "forbidden");
    answer(stage);
    refuse(stage, "forbidden");
    stage.expectNothing();
    const QByteArray verdict = "' to='irc.example.org'><query xmlns='urn:xmpp:tmp:roster-management:0' "
                               "type='allowed'/></iq>";
    stage.send("<iq type='set' id='v' from='ann@example.org/home" + verdict);
    QVERIFY(stage.door.sent.contains("service-unavailable"));
    stage.forget();
    stage.send("<iq type='set' id='v' from='ann@example.org" + verdict);
    QVERIFY(stage.door.sent.contains("jabber:iq:roster"));
}

void tst_ContactSync::exchange()
{
    Stage stage;
    stage.logIn();
    stage.event(contact("bob", "Bob", {QStringLiteral("Friends")}));
    stage.event(contact("eve"));
    refuseRoster(stage);
    answer(stage,
           "<query xmlns='http://jabber.org/protocol/disco#info'>"
           "<feature var='http://jabber.org/protocol/rosterx'/></query>",
           "ann@example.org/home");
    const QByteArray id = stage.sentId();
    stage.expect("<iq type='set' from='irc.example.org' to='ann@example.org/home' id='" + id +
                 "'><x xmlns='http://jabber.org/protocol/rosterx'><item action='add' "
                 "jid='bob@irc.example.org' name='Bob'><group>Friends</group></item><item action='add' "
                 "jid='eve@irc.example.org'/></x></iq>");
    stage.send("<iq type='result' from='ann@example.org/home' to='irc.example.org' id='" + id + "'/>");
    stage.event(contact("eve", "Eve"));
    QVERIFY(stage.door.sent.contains("modify"));
    answer(stage, {}, "ann@example.org/home");
    stage.event(ContactRemoved{ContactId(QStringLiteral("eve"))});
    QVERIFY(stage.door.sent.contains("delete"));
    QVERIFY(stage.door.sent.contains("unsubscribed"));
}

void tst_ContactSync::requestsAreTheLastResort()
{
    Stage stage;
    stage.logIn();
    stage.event(contact("eve", "Eve"));
    refuseRoster(stage);
    answer(stage, "<query xmlns='http://jabber.org/protocol/disco#info'/>", "ann@example.org/home");
    stage.expect("<presence type='subscribe' from='eve@irc.example.org' to='ann@example.org'>"
                 "<nick xmlns='http://jabber.org/protocol/nick'>Eve</nick></presence>");
}

void tst_ContactSync::requestsArePaced()
{
    Stage stage;
    stage.logIn();
    for (int number = 0; number < 100; ++number)
        stage.event(contact(QByteArray("c" + QByteArray::number(number)).constData()));
    refuseRoster(stage);
    answer(stage, "<query xmlns='http://jabber.org/protocol/disco#info'/>", "ann@example.org/home");
    QCOMPARE(parseStanzas(std::exchange(stage.door.sent, {})).size(), 20);
    stage.host.mockClock.advance(1s);
    QCOMPARE(parseStanzas(std::exchange(stage.door.sent, {})).size(), 20);
    stage.host.mockClock.advance(10s);
    QCOMPARE(parseStanzas(std::exchange(stage.door.sent, {})).size(), 60);
}

void tst_ContactSync::onlyDifferencesAfterTheFirstLogin()
{
    Stage stage;
    logInPrivileged(stage);
    stage.event(contact("bob", "Bob"));
    answer(stage);
    stage.host.mockClock.advance(2s);
    stage.send("<presence type='unavailable' from='ann@example.org/home' to='irc.example.org'/>");
    stage.forget();

    stage.logIn();
    stage.event(contact("zoe"));
    stage.event(contact("bob", "Bob"));
    stage.expectNothing();
    stage.event(contact("bob", "Robert"));
    QVERIFY(stage.door.sent.contains("Robert"));
    QCOMPARE(parseStanzas(stage.door.sent).size(), 1);
}

void tst_ContactSync::serverWithoutAnythingIsLeftAlone()
{
    Stage stage;
    stage.logIn();
    stage.event(contact("eve"));
    refuseRoster(stage);
    answer(stage, "<query xmlns='http://jabber.org/protocol/disco#info'/>", "ann@example.org/home");
    stage.forget();
    const UserId carl(QStringLiteral("carl@example.org"));
    stage.host.accounts[carl] = Account{.user = carl, .name = QStringLiteral("carl")};
    stage.send("<presence from='carl@example.org/x' to='irc.example.org'/>");
    stage.event(StateChanged{.state = SessionState::Connecting}, "carl@example.org");
    stage.event(StateChanged{.state = SessionState::Online}, "carl@example.org");
    stage.forget();
    stage.event(contact("eve"), "carl@example.org");
    QVERIFY(!stage.door.sent.contains("roster"));
    QVERIFY(stage.door.sent.contains("disco#info"));
}

// The session was there before the user.
void tst_ContactSync::userWhoCameWhileARegistrationWasProven()
{
    Stage stage;
    grantRoster(stage);
    stage.host.accounts[ann] = Account{.user = ann, .name = QStringLiteral("annie")};
    stage.host.states[ann] = SessionState::Connecting;
    stage.event(StateChanged{.state = SessionState::Connecting});
    stage.send("<presence from='ann@example.org/home' to='irc.example.org'/>");
    stage.host.states[ann] = SessionState::Online;
    stage.event(StateChanged{.state = SessionState::Online});
    stage.forget();
    stage.event(contact("bob", "Bob"));
    answer(stage, "<query xmlns='jabber:iq:roster'/>");
    QVERIFY(stage.door.sent.contains("bob@irc.example.org"));
}

void tst_ContactSync::authorisations()
{
    Stage stage;
    stage.logIn();
    const AuthorisationRequested asks{{ContactId(QStringLiteral("shy")), QStringLiteral("Shy"), {}},
                                      QStringLiteral("May I?")};
    stage.event(asks);
    stage.expect(
        "<presence type='subscribe' from='shy@irc.example.org' to='ann@example.org'>"
        "<status>May I?</status><nick xmlns='http://jabber.org/protocol/nick'>Shy</nick></presence>");
    stage.event(asks);
    stage.expectNothing();
    stage.send("<presence type='subscribed' from='ann@example.org' to='bob@irc.example.org'/>");
    QCOMPARE(stage.host.count<AnswerAuthorisation>(), 0);
    stage.send("<presence type='subscribed' from='ann@example.org' to='shy@irc.example.org'/>");
    QCOMPARE(stage.host.last<AnswerAuthorisation>().answer, AnswerAuthorisation::Answer::Granted);
    stage.send("<presence type='unsubscribed' from='ann@example.org' to='shy@irc.example.org'/>");
    QCOMPARE(stage.host.count<AnswerAuthorisation>(), 1);
    stage.event(asks);
    stage.send("<presence type='unsubscribed' from='ann@example.org' to='shy@irc.example.org'/>");
    QCOMPARE(stage.host.last<AnswerAuthorisation>().answer, AnswerAuthorisation::Answer::Refused);
}

void tst_ContactSync::clearing()
{
    Stage stage;
    stage.host.contacts = {{.id = ContactId(QStringLiteral("bob"))}};
    for (int number = 0; number < 30; ++number)
        stage.host.contacts.append({.id = ContactId(QStringLiteral("c%1").arg(number))});
    QVERIFY(stage.handlers.contacts().sync().clear(ann).isFinished());
    QCOMPARE(parseStanzas(std::exchange(stage.door.sent, {})).size(), 40);
    stage.host.mockClock.advance(1s);
    QCOMPARE(parseStanzas(std::exchange(stage.door.sent, {})).size(), 22);
}

// In one turn there is never more than a portion on its way to the server, whoever comes with how many.
void tst_ContactSync::largeList()
{
    constexpr int many = 5000;
    Stage stage;
    logInPrivileged(stage);
    for (int number = 0; number < many; ++number) {
        const QByteArray id = "c" + QByteArray::number(number);
        stage.event(contact(id.constData(), "Somebody", {QStringLiteral("Friends")}));
        stage.event(ContactPresenceChanged{ContactId(QString::fromLatin1(id)),
                                           {.availability = Availability::Online}});
    }
    qsizetype most = stage.door.sent.size();
    int told = 0;
    QSet<QByteArray> listed;
    for (int turn = 0; turn < 20'000 && listed.size() < many; ++turn) {
        const QByteArray sent = std::exchange(stage.door.sent, {});
        most = std::max(most, sent.size());
        told += static_cast<int>(sent.count("<presence "));
        for (const QByteArray &id : Stage::idsOf(sent)) {
            listed.insert(id);
            stage.send("<iq type='result' from='ann@example.org' to='irc.example.org' id='" + id + "'/>");
        }
        stage.host.mockClock.advance(10ms);
    }
    QCOMPARE(listed.size(), many);
    stage.host.mockClock.advance(10s);
    told += static_cast<int>(stage.door.sent.count("<presence "));
    QVERIFY2(told >= many, qPrintable(QString::number(told)));
    QVERIFY2(most < 64 * 1024, qPrintable(QString::number(most)));
}

QTEST_GUILESS_MAIN(tst_ContactSync)
#include "tst_contactsync.moc"
