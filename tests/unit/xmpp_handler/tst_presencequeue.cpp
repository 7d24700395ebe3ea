// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Stage.h"

using namespace spectrum;
using namespace spectrum::testing;
using namespace std::chrono_literals;

namespace
{

const ContactId bob(QStringLiteral("bob"));

ContactPresenceChanged change(const ContactId &contact, const QString &text,
                              Availability availability = Availability::Online)
{
    return {contact, {availability, text, {}}};
}

ContactId friendOf(int number)
{
    return ContactId(QStringLiteral("friend%1").arg(number, 4, 10, QLatin1Char('0')));
}

QStringList take(Stage &stage)
{
    return parseStanzas(std::exchange(stage.door.sent, {}));
}

} // namespace

class tst_PresenceQueue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void firstChangeIsShownAtOnce();
    void laterChangesAreShownOnceASecond();
    void latestStateWins();
    void calmContactIsShownAtOnceAgain();
    void manyWhoFlapShareOneTimer();
    void whoIsRemovedMeanwhileIsNotShown();
    void leaveOfAUserForgetsNobody();
    void everybodyGetsATurn();
    void allComeInPortions();
};

void tst_PresenceQueue::firstChangeIsShownAtOnce()
{
    Stage stage;
    stage.logIn();
    stage.event(change(bob, QStringLiteral("here")));
    const QStringList told = take(stage);
    QCOMPARE(told.size(), 1);
    QVERIFY(told[0].contains(QStringLiteral("<status>here</status>")));
}

void tst_PresenceQueue::laterChangesAreShownOnceASecond()
{
    Stage stage;
    stage.logIn();
    stage.host.mockClock.advance(12345ms);
    for (int count = 0; count < 10'000; ++count) {
        stage.event(change(bob, QString::number(count),
                           count % 2 == 0 ? Availability::Online : Availability::Offline));
        stage.host.mockClock.advance(1ms);
    }
    QVERIFY(take(stage).size() <= 10);
    stage.host.mockClock.advance(5s);
    const QStringList last = take(stage);
    QCOMPARE(last.size(), 1);
    QVERIFY2(last[0].contains(QStringLiteral("<status>9999</status>")), qUtf8Printable(last[0]));
}

void tst_PresenceQueue::latestStateWins()
{
    Stage stage;
    stage.logIn();
    stage.event(change(bob, QStringLiteral("one")));
    stage.forget();
    stage.event(change(bob, QStringLiteral("two")));
    stage.event(change(bob, QStringLiteral("three")));
    stage.host.mockClock.advance(900ms);
    stage.expectNothing();
    stage.host.mockClock.advance(300ms);
    const QStringList told = take(stage);
    QCOMPARE(told.size(), 1);
    QVERIFY(told[0].contains(QStringLiteral("<status>three</status>")));
}

void tst_PresenceQueue::calmContactIsShownAtOnceAgain()
{
    Stage stage;
    stage.logIn();
    for (int count = 0; count < 20; ++count) {
        stage.event(change(bob, QString::number(count)));
        QCOMPARE(take(stage).size(), 1);
        stage.host.mockClock.advance(1s);
    }
}

void tst_PresenceQueue::manyWhoFlapShareOneTimer()
{
    Stage stage;
    stage.logIn();
    stage.host.mockClock.advance(1min);
    const qsizetype before = stage.host.mockClock.waiting();
    for (int round = 0; round < 20; ++round) {
        for (int number = 0; number < 500; ++number)
            stage.event(change(friendOf(number), QString::number(round)));
        QVERIFY(stage.host.mockClock.waiting() <= before + 2);
        stage.host.mockClock.advance(50ms);
    }
    stage.host.mockClock.advance(5s);
    // The first and the last state of each, and perhaps one between.
    const QStringList told = take(stage);
    QVERIFY2(told.size() >= 1000 && told.size() <= 1500, QByteArray::number(told.size()).constData());
    QCOMPARE(told.filter(QStringLiteral("<status>19</status>")).size(), 500);
    QCOMPARE(stage.host.mockClock.waiting(), before);
}

void tst_PresenceQueue::whoIsRemovedMeanwhileIsNotShown()
{
    Stage stage;
    stage.logIn();
    stage.event(ContactChanged{{.id = bob}});
    stage.event(change(bob, QStringLiteral("here")));
    stage.event(change(bob, {}, Availability::Offline));
    stage.forget();
    stage.event(ContactRemoved{bob});
    // That they are gone was not told yet.
    QVERIFY(parseStanzas(stage.door.sent)
                .contains(QStringLiteral("<presence from='bob@irc.example.org/bot' to='ann@example.org' "
                                         "type='unavailable'></presence>")));
    stage.forget();
    stage.host.mockClock.advance(5s);
    QVERIFY(!stage.door.sent.contains("<presence"));
}

void tst_PresenceQueue::leaveOfAUserForgetsNobody()
{
    Stage stage;
    stage.logIn();
    stage.event(change(bob, QStringLiteral("here")));
    stage.event(change(bob, {}, Availability::Offline));
    stage.forget();
    stage.send("<presence type='unavailable' from='ann@example.org/home' to='irc.example.org'/>");
    stage.expect(
        "<presence type='unavailable' from='bob@irc.example.org/bot' to='ann@example.org/home'/>"
        "<presence type='unavailable' from='irc.example.org' to='ann@example.org/home'/>");
    stage.host.mockClock.advance(5s);
    stage.expectNothing();
}

void tst_PresenceQueue::everybodyGetsATurn()
{
    Stage stage;
    stage.logIn();
    for (int number = 0; number < 1000; ++number)
        stage.event(change(friendOf(number), QStringLiteral("here")));
    const UserId bea(QStringLiteral("bea@example.org"));
    stage.host.accounts[bea] = Account{.user = bea};
    stage.send("<presence from='bea@example.org/home' to='irc.example.org'/>");
    stage.forget();
    stage.event(change(bob, QStringLiteral("here")), "bea@example.org");
    stage.host.mockClock.advance(10ms);
    QCOMPARE(take(stage).filter(QStringLiteral("to='bea@example.org'")).size(), 1);
    stage.host.mockClock.advance(5s);
    QCOMPARE(take(stage).filter(QStringLiteral("<status>here</status>")).size(), 1000 - 64 - 63);
}

void tst_PresenceQueue::allComeInPortions()
{
    Stage stage;
    stage.logIn();
    for (int number = 0; number < 500; ++number)
        stage.event(change(friendOf(number), QStringLiteral("here")));
    stage.host.mockClock.advance(5s);
    stage.forget();
    stage.send("<presence from='ann@example.org/work' to='irc.example.org'/>");
    QVERIFY(take(stage).size() <= 65);
    stage.host.mockClock.advance(10ms);
    QCOMPARE(take(stage).size(), 64);
    stage.host.mockClock.advance(5s);
    QCOMPARE(take(stage).size(), 500 - 128);
}

QTEST_GUILESS_MAIN(tst_PresenceQueue)
#include "tst_presencequeue.moc"
