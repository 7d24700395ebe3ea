// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "isolate/Suspects.h"

#include <support/MockClock.h>

#include <QTest>

using namespace spectrum;
using core::Suspects;
using spectrum::testing::MockClock;

namespace
{

const UserId ann(QStringLiteral("ann"));
const UserId bob(QStringLiteral("bob"));

} // namespace

class TestSuspects : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nobodyIsSuspectAtFirst();
    void culpritIsAloneAndThenParked();
    void companyIsHalvedUntilOneIsAlone();
    void timeHeals();
    void parkedStayRemembered();
    void pardonForgets();
    void memoryHasAnEnd();
};

void TestSuspects::nobodyIsSuspectAtFirst()
{
    MockClock clock;
    Suspects suspects(clock);
    QVERIFY(!suspects.companyOf(ann));
    QCOMPARE(suspects.parkedFor(ann).count(), 0);
    QVERIFY(suspects.parked().isEmpty());
}

void TestSuspects::culpritIsAloneAndThenParked()
{
    MockClock clock;
    Suspects suspects(clock);
    suspects.setRules({.deaths = 3, .parkingTime = std::chrono::seconds(600)});
    QVERIFY(!suspects.blame(ann));
    QCOMPARE(suspects.companyOf(ann), std::optional<size_t>(1));
    QVERIFY(!suspects.companyOf(bob));
    QVERIFY(!suspects.blame(ann));
    QCOMPARE(suspects.parkedFor(ann).count(), 0);
    QVERIFY(suspects.blame(ann));
    QCOMPARE(suspects.parkedFor(ann).count(), 600);
    QCOMPARE(suspects.parked(), QList<UserId>{ann});
    clock.advance(std::chrono::seconds(600));
    QCOMPARE(suspects.parkedFor(ann).count(), 0);
    // Three more are needed then.
    QVERIFY(!suspects.blame(ann));
}

void TestSuspects::companyIsHalvedUntilOneIsAlone()
{
    MockClock clock;
    Suspects suspects(clock);
    const std::vector<UserId> both{ann, bob};
    suspects.suspect(both, 10);
    QCOMPARE(suspects.companyOf(ann), std::optional<size_t>(5));
    // Who was with fewer before does not get more.
    suspects.suspect(both, 20);
    QCOMPARE(suspects.companyOf(bob), std::optional<size_t>(5));
    suspects.suspect(both, 5);
    suspects.suspect(both, 2);
    QCOMPARE(suspects.companyOf(bob), std::optional<size_t>(1));
    suspects.suspect(both, 1);
    QCOMPARE(suspects.companyOf(bob), std::optional<size_t>(1));
}

void TestSuspects::timeHeals()
{
    MockClock clock;
    Suspects suspects(clock);
    suspects.setRules({.memory = std::chrono::seconds(60)});
    suspects.blame(ann);
    clock.advance(std::chrono::seconds(59));
    QVERIFY(suspects.companyOf(ann));
    clock.advance(std::chrono::seconds(1));
    QVERIFY(!suspects.companyOf(ann));
}

void TestSuspects::parkedStayRemembered()
{
    MockClock clock;
    Suspects suspects(clock);
    suspects.setRules(
        {.deaths = 1, .parkingTime = std::chrono::seconds(600), .memory = std::chrono::seconds(60)});
    QVERIFY(suspects.blame(ann));
    clock.advance(std::chrono::seconds(300));
    QCOMPARE(suspects.parkedFor(ann).count(), 300);
}

void TestSuspects::pardonForgets()
{
    MockClock clock;
    Suspects suspects(clock);
    suspects.setRules({.deaths = 1});
    QVERIFY(!suspects.pardon(ann));
    QVERIFY(suspects.blame(ann));
    QVERIFY(suspects.pardon(ann));
    QCOMPARE(suspects.parkedFor(ann).count(), 0);
}

void TestSuspects::memoryHasAnEnd()
{
    MockClock clock;
    Suspects suspects(clock);
    for (qsizetype i = 0; i < Suspects::maximumRecords + 10; ++i)
        suspects.blame(UserId(QString::number(i)));
    qsizetype known = 0;
    for (qsizetype i = 0; i < Suspects::maximumRecords + 10; ++i)
        known += suspects.companyOf(UserId(QString::number(i))) ? 1 : 0;
    QCOMPARE(known, Suspects::maximumRecords);
}

QTEST_GUILESS_MAIN(TestSuspects)
#include "tst_suspects.moc"
