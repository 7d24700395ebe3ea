// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "instance/Pacer.h"

#include "support/MockClock.h"

#include <QTest>

using namespace spectrum;
using namespace std::chrono_literals;
using core::Pacer;

class PacerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        clock = std::make_unique<testing::MockClock>();
        started.clear();
        pacer =
            std::make_unique<Pacer>(*clock, [this](const UserId &user) { started.append(user.toString()); });
    }
    void cleanup() { pacer.reset(); }

    void startsAtOnceWithoutARate()
    {
        admit(100);
        QCOMPARE(started.size(), 100);
        QCOMPARE(pacer->waiting(), 0);
        QCOMPARE(clock->waiting(), 0);
    }

    void holdsTheRateInOrder()
    {
        pacer->setRate(10);
        admit(50);
        QVERIFY(started.size() <= 2);
        clock->advance(1s);
        QVERIFY(started.size() >= 10 && started.size() <= 13);
        clock->advance(10s);
        QCOMPARE(started.size(), 50);
        for (int i = 0; i < 50; ++i)
            QCOMPARE(started[i], QString::number(i));
        QCOMPARE(clock->waiting(), 0);
    }

    void holdsLongPauses()
    {
        pacer->setGap(3s);
        admit(3);
        QCOMPARE(started.size(), 1);
        clock->advance(2900ms);
        QCOMPARE(started.size(), 1);
        clock->advance(100ms);
        QCOMPARE(started.size(), 2);
        clock->advance(3s);
        QCOMPARE(started.size(), 3);
    }

    void reachesHighRates()
    {
        pacer->setRate(5000);
        admit(10000);
        clock->advance(1s);
        QVERIFY(started.size() >= 4900 && started.size() <= 5600);
    }

    void keepsAUserOnce()
    {
        pacer->setRate(1);
        admit(1);
        pacer->admit(UserId(QStringLiteral("x")));
        pacer->admit(UserId(QStringLiteral("x")));
        QCOMPARE(pacer->waiting(), 1);
    }

    void forgets()
    {
        pacer->setRate(1);
        admit(3);
        pacer->forget(UserId(QStringLiteral("1")));
        pacer->forget(UserId(QStringLiteral("nobody")));
        clock->advance(10s);
        QVERIFY(!started.contains(QStringLiteral("1")));
        QVERIFY(started.contains(QStringLiteral("2")));
    }

    void letsEverybodyGoWhenTheRateIsSwitchedOff()
    {
        pacer->setRate(1);
        admit(30);
        pacer->setRate(0);
        QCOMPARE(started.size(), 30);
        QCOMPARE(clock->waiting(), 0);
    }

    void mayBeAskedAgainFromInside()
    {
        int rounds = 0;
        Pacer again(*clock, [&](const UserId &user) {
            if (++rounds < 3)
                again.admit(user);
        });
        again.admit(UserId(QStringLiteral("x")));
        QCOMPARE(rounds, 3);
    }

private:
    void admit(int users)
    {
        for (int i = 0; i < users; ++i)
            pacer->admit(UserId(QString::number(i)));
    }

    std::unique_ptr<testing::MockClock> clock;
    std::unique_ptr<Pacer> pacer;
    QStringList started;
};

QTEST_GUILESS_MAIN(PacerTest)
#include "tst_pacer.moc"
