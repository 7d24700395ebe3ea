// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "FloodControl.h"

#include <QtTest>

using namespace std::chrono_literals;
using spectrum::Clock;
using spectrum::irc::FloodControl;

class TestFloodControl : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void allowsABurstThenTheRate();
    void canBeOff();
};

void TestFloodControl::allowsABurstThenTheRate()
{
    FloodControl flood(2);
    Clock::Moment now = Clock::Moment{} + 1000s;
    for (int i = 0; i < FloodControl::burst; ++i) {
        QCOMPARE(flood.delay(now), 0ms);
        flood.count(now);
    }
    QCOMPARE(flood.delay(now), 500ms);
    now += 500ms;
    QCOMPARE(flood.delay(now), 0ms);
    flood.count(now);
    QCOMPARE(flood.delay(now), 500ms);
    now += 3600s;
    for (int i = 0; i < FloodControl::burst; ++i) {
        QCOMPARE(flood.delay(now), 0ms);
        flood.count(now);
    }
    QCOMPARE(flood.delay(now), 500ms);
}

void TestFloodControl::canBeOff()
{
    FloodControl flood(0);
    for (int i = 0; i < 1000; ++i)
        flood.count(Clock::Moment{});
    QVERIFY(flood.isOff());
    QCOMPARE(flood.delay(Clock::Moment{}), 0ms);
}

QTEST_APPLESS_MAIN(TestFloodControl)
#include "tst_floodcontrol.moc"
