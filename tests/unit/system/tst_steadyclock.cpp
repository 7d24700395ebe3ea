// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/SteadyClock.h"

#include "support/MockClock.h"

#include <QElapsedTimer>
#include <QTest>

using namespace std::chrono_literals;
using spectrum::system::SteadyClock;
using spectrum::testing::MockClock;

class TestSteadyClock : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void firesOnceAndNotEarly();
    void firesInOrder();
    void anEarlierTimerIsNotHeldUpByALaterOne();
    void cancelledDoNotFire();
    void contextEndsATimer();
    void actionsMaySchedule();
    void manyTimersAreCheap();
    void mockAdvances();
};

void TestSteadyClock::firesOnceAndNotEarly()
{
    SteadyClock clock;
    QElapsedTimer elapsed;
    qint64 after = 0;
    int fired = 0;
    elapsed.start();
    clock.schedule(30ms, this, [&] {
        after = elapsed.nsecsElapsed();
        ++fired;
    });
    QTRY_COMPARE(fired, 1);
    QVERIFY(after >= 30'000'000);
    QCOMPARE(clock.waiting(), 0);
}

void TestSteadyClock::firesInOrder()
{
    SteadyClock clock;
    QList<int> order;
    for (const int delay : {20, 0, 10, 10})
        clock.schedule(std::chrono::milliseconds(delay), this, [&order, delay] { order.append(delay); });
    QTRY_COMPARE(order, QList<int>({0, 10, 10, 20}));
}

void TestSteadyClock::anEarlierTimerIsNotHeldUpByALaterOne()
{
    SteadyClock clock;
    bool hasFired = false;
    clock.schedule(1h, this, [] {});
    clock.schedule(1ms, this, [&] { hasFired = true; });
    QTRY_VERIFY(hasFired);
    QCOMPARE(clock.waiting(), 1);
}

void TestSteadyClock::cancelledDoNotFire()
{
    SteadyClock clock;
    int fired = 0;
    const auto id = clock.schedule(1ms, this, [&] { fired += 100; });
    clock.schedule(5ms, this, [&] { ++fired; });
    clock.cancel(id);
    QTRY_COMPARE(fired, 1);
}

void TestSteadyClock::contextEndsATimer()
{
    SteadyClock clock;
    int fired = 0;
    auto context = std::make_unique<QObject>();
    clock.schedule(1ms, context.get(), [&] { fired += 100; });
    clock.schedule(1ms, nullptr, [&] { ++fired; });
    context.reset();
    QTRY_COMPARE(fired, 1);
}

void TestSteadyClock::actionsMaySchedule()
{
    SteadyClock clock;
    int fired = 0;
    std::function<void()> again = [&] {
        if (++fired < 10)
            clock.schedule(0ms, this, again);
    };
    clock.schedule(0ms, this, again);
    QTRY_COMPARE(fired, 10);
}

void TestSteadyClock::manyTimersAreCheap()
{
    SteadyClock clock;
    int fired = 0;
    QList<SteadyClock::TimerId> ids;
    for (int i = 0; i < 20000; ++i)
        ids.append(clock.schedule(std::chrono::milliseconds(i % 50), this, [&] { ++fired; }));
    for (int i = 0; i < 20000; i += 2)
        clock.cancel(ids[i]);
    QTRY_COMPARE(fired, 10000);
}

void TestSteadyClock::mockAdvances()
{
    MockClock clock;
    const auto before = clock.utc();
    QList<int> order;
    clock.schedule(20ms, this, [&] { order.append(2); });
    clock.schedule(10ms, this, [&] {
        order.append(1);
        clock.schedule(5ms, this, [&] { order.append(15); });
    });
    const auto cancelled = clock.schedule(1ms, this, [&] { order.append(100); });
    clock.cancel(cancelled);
    clock.advance(9ms);
    QVERIFY(order.isEmpty());
    clock.advance(11ms);
    QCOMPARE(order, QList<int>({1, 15, 2}));
    QCOMPARE(before.msecsTo(clock.utc()), 20);
    QCOMPARE(clock.waiting(), 0);
}

QTEST_GUILESS_MAIN(TestSteadyClock)
#include "tst_steadyclock.moc"
