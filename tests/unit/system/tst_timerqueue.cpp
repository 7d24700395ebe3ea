// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/TimerQueue.h"

#include <QTest>
#include <QTimerEvent>

using namespace std::chrono_literals;
using spectrum::system::TimerQueue;

namespace
{

class Receiver : public QObject
{
public:
    explicit Receiver(std::function<void(int)> action = {}) : m_action(std::move(action)) {}
    QList<int> fired;

protected:
    void timerEvent(QTimerEvent *event) override
    {
        fired.append(event->timerId());
        if (m_action)
            m_action(event->timerId());
    }

private:
    std::function<void(int)> m_action;
};

constexpr TimerQueue::Moment start{1000s};

} // namespace

class TestTimerQueue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void firesInOrder();
    void keepsItsPace();
    void skipsWhatWasMissed();
    void coarseTimersShareMoments();
    void killedTimersDoNotFire();
    void idsMayBeUsedAgainInside();
    void activeTimerIsNotDue();
    void hugeIntervalsDoNotOverflow();
};

void TestTimerQueue::firesInOrder()
{
    TimerQueue queue;
    Receiver receiver;
    queue.add({1, 20ms, Qt::PreciseTimer, &receiver}, start);
    queue.add({2, 10ms, Qt::PreciseTimer, &receiver}, start);
    queue.add({3, 10ms, Qt::PreciseTimer, &receiver}, start);
    QCOMPARE(queue.next(), start + 10ms);
    QCOMPARE(queue.fire(start + 9ms), 0);
    QCOMPARE(queue.fire(start + 20ms), 3);
    QCOMPARE(receiver.fired, QList<int>({2, 3, 1}));
}

void TestTimerQueue::keepsItsPace()
{
    TimerQueue queue;
    Receiver receiver;
    queue.add({1, 10ms, Qt::PreciseTimer, &receiver}, start);
    QCOMPARE(queue.fire(start + 13ms), 1);
    QCOMPARE(queue.next(), start + 20ms);
    QCOMPARE(queue.remaining(1, start + 13ms), 7ms);
}

void TestTimerQueue::skipsWhatWasMissed()
{
    TimerQueue queue;
    Receiver receiver;
    queue.add({1, 10ms, Qt::PreciseTimer, &receiver}, start);
    QCOMPARE(queue.fire(start + 95ms), 1);
    QCOMPARE(queue.next(), start + 105ms);
}

void TestTimerQueue::coarseTimersShareMoments()
{
    TimerQueue queue;
    Receiver receiver;
    for (int id = 1; id <= 20; ++id)
        queue.add({id, 10s, Qt::CoarseTimer, &receiver}, start + std::chrono::milliseconds(id * 7));
    // 140 ms apart; a twentieth of ten seconds is 500 ms.
    int wakeUps = 0;
    while (receiver.fired.size() < 20) {
        const auto due = *queue.next();
        QVERIFY(due >= start + 10s && due <= start + 10s + 140ms + 500ms);
        queue.fire(due);
        ++wakeUps;
    }
    QVERIFY(wakeUps <= 2);
}

void TestTimerQueue::killedTimersDoNotFire()
{
    TimerQueue queue;
    Receiver receiver([&](int) {
        queue.remove(1);
        queue.remove(2);
    });
    queue.add({1, 1ms, Qt::PreciseTimer, &receiver}, start);
    queue.add({2, 1ms, Qt::PreciseTimer, &receiver}, start);
    QCOMPARE(queue.fire(start + 1ms), 1);
    QCOMPARE(receiver.fired, QList<int>({1}));
    QVERIFY(!queue.next());
    QVERIFY(!queue.remaining(1, start));
}

void TestTimerQueue::idsMayBeUsedAgainInside()
{
    TimerQueue queue;
    Receiver other;
    Receiver receiver([&](int) {
        queue.remove(1);
        queue.add({1, 5ms, Qt::PreciseTimer, &other}, start + 1ms);
    });
    queue.add({1, 1ms, Qt::PreciseTimer, &receiver}, start);
    queue.fire(start + 1ms);
    QCOMPARE(queue.next(), start + 6ms);
    QCOMPARE(queue.fire(start + 6ms), 1);
    QCOMPARE(other.fired.size(), 1);
    QVERIFY(!queue.removeOf(&receiver));
    QVERIFY(queue.removeOf(&other));
}

void TestTimerQueue::activeTimerIsNotDue()
{
    TimerQueue queue;
    bool wasDue = true;
    Receiver receiver([&](int) { wasDue = queue.next().has_value(); });
    queue.add({1, 0ms, Qt::PreciseTimer, &receiver}, start);
    queue.fire(start);
    QVERIFY(!wasDue);
    QVERIFY(queue.next().has_value());
}

void TestTimerQueue::hugeIntervalsDoNotOverflow()
{
    TimerQueue queue;
    Receiver receiver;
    queue.add({1, std::chrono::milliseconds::max(), Qt::VeryCoarseTimer, &receiver}, start);
    QVERIFY(*queue.next() > start + 24h);
}

QTEST_GUILESS_MAIN(TestTimerQueue)
#include "tst_timerqueue.moc"
