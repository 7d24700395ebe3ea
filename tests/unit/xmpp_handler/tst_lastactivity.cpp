// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Stage.h"

using namespace spectrum;
using namespace spectrum::testing;
using namespace std::chrono_literals;

namespace
{

const ContactId bob(QStringLiteral("bob"));

QByteArray ask(const QByteArray &to, const QByteArray &from = "ann@example.org/home")
{
    return "<iq type='get' id='l' from='" + from + "' to='" + to + "'><query xmlns='jabber:iq:last'/></iq>";
}

QByteArray answer(const QByteArray &from, const QByteArray &seconds, const QByteArray &text = {})
{
    return "<iq type='result' id='l' from='" + from +
           "' to='ann@example.org/home'><query xmlns='jabber:iq:last' seconds='" + seconds + "'>" + text +
           "</query></iq>";
}

} // namespace

class tst_LastActivity : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void serviceTellsHowLongItRuns();
    void whoIsThereIsNotIdle();
    void idleTimeIsTold();
    void idleFromAMomentToComeIsNotIdle();
    void whoLeftIsGoneSince();
    void goneTwiceIsGoneSinceTheFirstTime();
    void neverSeenIsNotKnown();
    void strangersLearnNothing();
    void roomsTellNothing();
};

void tst_LastActivity::serviceTellsHowLongItRuns()
{
    Stage stage;
    stage.host.mockClock.advance(90s);
    stage.send(ask("irc.example.org"));
    stage.expect(answer("irc.example.org", "90"));
}

void tst_LastActivity::whoIsThereIsNotIdle()
{
    Stage stage;
    stage.logIn();
    stage.event(ContactPresenceChanged{bob, {Availability::Away, QStringLiteral("tea & cake"), {}}});
    stage.forget();
    stage.host.mockClock.advance(90s);
    stage.send(ask("bob@irc.example.org"));
    stage.expect(answer("bob@irc.example.org", "0", "tea &amp; cake"));
}

void tst_LastActivity::idleTimeIsTold()
{
    Stage stage;
    stage.logIn();
    const QDateTime since = stage.host.mockClock.utc();
    stage.host.mockClock.advance(10min);
    stage.event(ContactPresenceChanged{bob, {Availability::Away, {}, since}});
    stage.forget();
    stage.send(ask("bob@irc.example.org"));
    stage.expect(answer("bob@irc.example.org", "600"));
}

void tst_LastActivity::idleFromAMomentToComeIsNotIdle()
{
    Stage stage;
    stage.logIn();
    const QDateTime later = stage.host.mockClock.utc().addSecs(3600);
    stage.event(ContactPresenceChanged{bob, {Availability::Away, {}, later}});
    stage.forget();
    stage.send(ask("bob@irc.example.org"));
    stage.expect(answer("bob@irc.example.org", "0"));
}

void tst_LastActivity::whoLeftIsGoneSince()
{
    Stage stage;
    stage.logIn();
    stage.event(ContactPresenceChanged{bob, {.availability = Availability::Online}});
    stage.event(ContactPresenceChanged{bob, {Availability::Offline, QStringLiteral("bye"), {}}});
    stage.host.mockClock.advance(42s);
    stage.forget();
    stage.send(ask("bob@irc.example.org"));
    stage.expect(answer("bob@irc.example.org", "42", "bye"));
}

void tst_LastActivity::goneTwiceIsGoneSinceTheFirstTime()
{
    Stage stage;
    stage.logIn();
    stage.event(ContactPresenceChanged{bob, {.availability = Availability::Online}});
    stage.event(ContactPresenceChanged{bob, {}});
    stage.host.mockClock.advance(42s);
    stage.event(ContactPresenceChanged{bob, {Availability::Offline, QStringLiteral("still"), {}}});
    stage.forget();
    stage.host.mockClock.advance(8s);
    stage.send(ask("bob@irc.example.org"));
    stage.expect(answer("bob@irc.example.org", "50", "still"));
}

void tst_LastActivity::neverSeenIsNotKnown()
{
    Stage stage;
    stage.logIn();
    stage.event(ContactChanged{{.id = bob}});
    stage.forget();
    stage.send(ask("bob@irc.example.org"));
    QVERIFY(stage.door.sent.contains("item-not-found"));
}

// Also not whether there is such a contact.
void tst_LastActivity::strangersLearnNothing()
{
    Stage stage;
    stage.logIn();
    stage.event(ContactPresenceChanged{bob, {.availability = Availability::Online}});
    stage.forget();
    stage.send(ask("bob@irc.example.org", "eve@example.org/x"));
    const QByteArray known = std::exchange(stage.door.sent, {});
    QVERIFY(known.contains("type=\"error\"") || known.contains("type='error'"));
    QVERIFY(!known.contains("seconds"));
    stage.send(ask("nobody@irc.example.org", "eve@example.org/x"));
    QCOMPARE(QByteArray(stage.door.sent).replace("nobody@", "bob@"), known);
}

void tst_LastActivity::roomsTellNothing()
{
    Stage stage;
    stage.logIn();
    stage.send(ask("#qt@irc.example.org"));
    QVERIFY(stage.door.sent.contains("service-unavailable"));
}

QTEST_GUILESS_MAIN(tst_LastActivity)
#include "tst_lastactivity.moc"
