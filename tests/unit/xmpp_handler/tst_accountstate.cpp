// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Stage.h"

using namespace spectrum;
using namespace spectrum::testing;

namespace
{

const UserId ann(QStringLiteral("ann@example.org"));

} // namespace

class tst_AccountState : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void presenceLogsIn();
    void strangerIsTold();
    void stateIsToldInWords();
    void presenceDuringACheckIsAnswered();
    void lastResourceLogsOut();
    void serverSaysNobodyIsThere();
    void highestPriorityCounts();
    void samePresenceIsToldOnce();
    void wrongPasswordIsNotTriedAgain();
    void wrongPasswordStaysParkedWhoeverComes();
    void laterResourceHearsWhatTheOthersKnow();
    void cutProbesAndDropsTheSilent();
    void endedStreamLogsOutInServerMode();
    void replacedStreamKeepsTheAccountOnline();
    void accountsStayConnectedInServerMode();
};

void tst_AccountState::presenceLogsIn()
{
    Stage stage;
    stage.host.accounts[ann] = Account{.user = ann};
    stage.send("<presence from='Ann@Example.org/home' to='irc.example.org'><show>away</show>"
               "<status>lunch</status><priority>5</priority></presence>");
    QCOMPARE(stage.host.logins.size(), 1);
    QCOMPARE(stage.host.logins[0].user, ann);
    QCOMPARE(stage.host.logins[0].presence, (Presence{Availability::Away, QStringLiteral("lunch"), {}}));
    stage.expectNothing();
}

void tst_AccountState::strangerIsTold()
{
    Stage stage;
    stage.send("<presence from='eve@example.org/x' to='irc.example.org'/>");
    stage.expect("<presence type='error' from='irc.example.org' to='eve@example.org/x'><error type='auth'>"
                 "<registration-required xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>"
                 "<text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>Register with this service first.</text>"
                 "</error></presence>");
    QCOMPARE(stage.service.users.size(), size_t(0));
}

void tst_AccountState::stateIsToldInWords()
{
    Stage stage;
    stage.host.accounts[ann] = Account{.user = ann};
    stage.send("<presence from='ann@example.org/home' to='irc.example.org'/>");
    const auto statusAfter = [&](const StateChanged &event) {
        stage.forget();
        stage.event(event);
        return QString::fromUtf8(stage.door.sent);
    };
    QVERIFY(statusAfter({.state = SessionState::Connecting}).contains(QStringLiteral("Connecting to Fake")));
    QVERIFY(statusAfter({.state = SessionState::Online, .ownName = QStringLiteral("annie")})
                .contains(QStringLiteral("Connected to Fake as annie.")));
    const Error lost{ErrorKind::ConnectionLost, QStringLiteral("The server closed the connection.")};
    QVERIFY(statusAfter({.state = SessionState::Waiting, .error = lost, .retryIn = std::chrono::seconds(8)})
                .contains(QStringLiteral("The server closed the connection. Trying again in 8 s.")));
    const QString failed =
        statusAfter({.state = SessionState::Failed, .error = Error{ErrorKind::WrongCredentials}});
    QVERIFY(failed.contains(QStringLiteral("type=\"unavailable\"")) ||
            failed.contains(QStringLiteral("type='unavailable'")));
    QVERIFY(failed.contains(QStringLiteral("<message")));
    QVERIFY(failed.contains(QStringLiteral("Register again")));
}

// The session is there already, because a registration is being proven.
void tst_AccountState::presenceDuringACheckIsAnswered()
{
    Stage stage;
    stage.host.accounts[ann] = Account{.user = ann};
    stage.host.states[ann] = SessionState::Connecting;
    stage.event(StateChanged{.state = SessionState::Connecting});
    stage.expectNothing();
    stage.send("<presence from='ann@example.org/home' to='irc.example.org'/>");
    QCOMPARE(parseStanzas(stage.door.sent).size(), 1);
    QVERIFY(stage.door.sent.contains("<show>xa</show>"));
    QVERIFY(stage.door.sent.contains("Connecting to Fake"));
    QCOMPARE(stage.host.logins.size(), 1);
}

void tst_AccountState::lastResourceLogsOut()
{
    Stage stage;
    stage.logIn();
    stage.send("<presence from='ann@example.org/work' to='irc.example.org'/>");
    stage.forget();
    stage.send("<presence type='unavailable' from='ann@example.org/home' to='irc.example.org'/>");
    QVERIFY(stage.host.logouts.isEmpty());
    stage.send("<presence type='unavailable' from='ann@example.org/work' to='irc.example.org'/>");
    QCOMPARE(stage.host.logouts, QList<UserId>{ann});
    QCOMPARE(stage.service.users.size(), size_t(0));
    stage.expect("<presence type='unavailable' from='irc.example.org' to='ann@example.org/home'/>"
                 "<presence type='unavailable' from='irc.example.org' to='ann@example.org/work'/>");
}

void tst_AccountState::serverSaysNobodyIsThere()
{
    Stage stage;
    stage.logIn();
    stage.send("<presence type='unavailable' from='ann@example.org' to='irc.example.org'/>");
    QCOMPARE(stage.host.logouts, QList<UserId>{ann});
}

void tst_AccountState::highestPriorityCounts()
{
    Stage stage;
    stage.logIn();
    stage.send("<presence from='ann@example.org/work' "
               "to='irc.example.org'><show>dnd</show><priority>9</priority></presence>");
    QCOMPARE(stage.host.last<SetPresence>().presence.availability, Availability::Busy);
    stage.send("<presence from='ann@example.org/home' to='irc.example.org'><show>away</show></presence>");
    QCOMPARE(stage.host.count<SetPresence>(), 1);
    stage.send("<presence type='unavailable' from='ann@example.org/work' to='irc.example.org'/>");
    QCOMPARE(stage.host.last<SetPresence>().presence.availability, Availability::Away);
}

void tst_AccountState::samePresenceIsToldOnce()
{
    Stage stage;
    stage.logIn();
    for (int i = 0; i < 3; ++i)
        stage.send(
            "<presence from='ann@example.org/home' to='irc.example.org'><status>x</status></presence>");
    QCOMPARE(stage.host.count<SetPresence>(), 1);
}

void tst_AccountState::wrongPasswordIsNotTriedAgain()
{
    Stage stage;
    stage.logIn();
    stage.event(StateChanged{.state = SessionState::Failed, .error = Error{ErrorKind::WrongCredentials}});
    stage.send("<presence from='ann@example.org/home' to='irc.example.org'><show>away</show></presence>");
    QCOMPARE(stage.host.logins.size(), 1);
    stage.send("<iq type='set' id='r' from='ann@example.org/home' to='irc.example.org'><query "
               "xmlns='jabber:iq:register'>"
               "<username>annie</username><password>right</password></query></iq>");
    stage.host.mockClock.advance(std::chrono::milliseconds(0));
    QCOMPARE(stage.host.logins.size(), 2);
}

void tst_AccountState::wrongPasswordStaysParkedWhoeverComes()
{
    Stage stage;
    stage.logIn();
    stage.event(StateChanged{.state = SessionState::Failed, .error = Error{ErrorKind::WrongCredentials}});
    stage.send("<presence type='unavailable' from='ann@example.org/home' to='irc.example.org'/>");
    stage.forget();
    stage.send("<presence from='ann@example.org/home' to='irc.example.org'/>");
    QCOMPARE(stage.host.logins.size(), 1);
    QVERIFY(stage.door.sent.contains("Register again"));
    stage.send("<iq type='set' id='r' from='ann@example.org/home' to='irc.example.org'>"
               "<query xmlns='jabber:iq:register'><username>annie</username></query></iq>");
    stage.host.mockClock.advance(std::chrono::milliseconds(0));
    QCOMPARE(stage.host.logins.size(), 2);
}

void tst_AccountState::laterResourceHearsWhatTheOthersKnow()
{
    Stage stage;
    stage.logIn();
    stage.event(ContactPresenceChanged{ContactId(QStringLiteral("bob")),
                                       {Availability::Away, QStringLiteral("tea"), {}}});
    stage.forget();
    stage.send("<presence from='ann@example.org/work' to='irc.example.org'/>");
    const QStringList told = parseStanzas(stage.door.sent);
    QCOMPARE(told.size(), 2);
    QVERIFY(told[0].contains(QStringLiteral("to='ann@example.org/work'")));
    QVERIFY(told[0].contains(QStringLiteral("Connected to Fake as annie.")));
    QVERIFY(
        told[1].contains(QStringLiteral("from='bob@irc.example.org/bot' to='ann@example.org/work'")));
    QVERIFY(told[1].contains(QStringLiteral("<show>away</show><status>tea</status>")));
}

void tst_AccountState::cutProbesAndDropsTheSilent()
{
    Stage stage;
    stage.logIn();
    stage.send("<presence from='ann@example.org/work' to='irc.example.org'/>");
    stage.forget();
    stage.handlers.resync();
    stage.expect("<presence type='probe' from='irc.example.org' to='ann@example.org'/>");
    stage.send("<presence from='ann@example.org/home' to='irc.example.org'/>");
    stage.expectNothing();
    stage.host.mockClock.advance(std::chrono::seconds(31));
    QVERIFY(stage.host.logouts.isEmpty());
    QVERIFY(!stage.service.users.find(ann)->findResource(QStringLiteral("work")));
    QVERIFY(stage.service.users.find(ann)->findResource(QStringLiteral("home")));
}

void tst_AccountState::endedStreamLogsOutInServerMode()
{
    Stage stage(xmpp::Mode::Server);
    const UserId own(QStringLiteral("ann@irc.example.org"));
    stage.handlers.presence().handleBound(own, QStringLiteral("home"));
    stage.handlers.presence().handleVanished(own, QStringLiteral("home"));
    stage.host.mockClock.advance(std::chrono::milliseconds(0));
    QCOMPARE(stage.host.logouts, QList<UserId>{own});
}

void tst_AccountState::replacedStreamKeepsTheAccountOnline()
{
    Stage stage(xmpp::Mode::Server);
    const UserId own(QStringLiteral("ann@irc.example.org"));
    stage.handlers.presence().handleBound(own, QStringLiteral("home"));
    stage.handlers.presence().handleVanished(own, QStringLiteral("home"));
    stage.handlers.presence().handleBound(own, QStringLiteral("home"));
    stage.host.mockClock.advance(std::chrono::milliseconds(0));
    QVERIFY(stage.host.logouts.isEmpty());
    QVERIFY(stage.service.users.find(own)->findResource(QStringLiteral("home")));
}

void tst_AccountState::accountsStayConnectedInServerMode()
{
    Stage stage(xmpp::Mode::Server);
    stage.options.staysConnected = true;
    const char *name = "ann@irc.example.org";
    const UserId own(QString::fromLatin1(name));
    const auto comeAndGo = [&] {
        stage.handlers.presence().handleBound(own, QStringLiteral("home"));
        stage.event(StateChanged{.state = SessionState::Connecting}, name);
        stage.event(StateChanged{.state = SessionState::Online}, name);
        stage.handlers.presence().handleVanished(own, QStringLiteral("home"));
        stage.host.mockClock.advance(std::chrono::milliseconds(0));
    };
    comeAndGo();
    QVERIFY(stage.host.logouts.isEmpty());
    QCOMPARE(stage.host.last<SetPresence>().presence.availability, Availability::Away);
    // Somebody who does not know the password changes nothing.
    stage.handlers.presence().handleLogin(own, false);
    QVERIFY(stage.service.users.find(own)->staysConnected);
    // What the network ends nobody is left to hear of.
    stage.event(StateChanged{.state = SessionState::Failed, .error = Error{ErrorKind::Banned}}, name);
    QVERIFY(!stage.service.users.find(own));
    // The user's own choice counts more.
    stage.host.settings[own].insert(QStringLiteral("stay_connected"), QStringLiteral("0"));
    comeAndGo();
    QCOMPARE(stage.host.logouts, QList<UserId>{own});
}

QTEST_GUILESS_MAIN(tst_AccountState)
#include "tst_accountstate.moc"
