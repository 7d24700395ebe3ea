// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/TimerHeap.h"

#include <QTest>

#include <algorithm>
#include <random>

using namespace std::chrono_literals;
using spectrum::Clock;
using spectrum::system::TimerHeap;

class TestTimerHeap : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesInOrder();
    void cancelledAreForgotten();
    void staleIdsDoNothing();
    void contextsThatAreGoneAreLeftOut();
    void agreesWithAModel();
};

namespace
{
constexpr Clock::Moment start{};

void runDue(TimerHeap &heap, Clock::Moment now)
{
    while (const auto action = heap.takeDue(now))
        action();
}
} // namespace

void TestTimerHeap::takesInOrder()
{
    TimerHeap heap;
    QList<int> order;
    heap.add(start + 2s, nullptr, [&] { order.append(2); });
    heap.add(start + 1s, nullptr, [&] { order.append(1); });
    heap.add(start + 2s, nullptr, [&] { order.append(3); });
    QCOMPARE(heap.next(), start + 1s);
    QVERIFY(!heap.takeDue(start));
    runDue(heap, start + 2s);
    QCOMPARE(order, QList<int>({1, 2, 3}));
    QVERIFY(!heap.next());
    QCOMPARE(heap.size(), 0);
}

void TestTimerHeap::cancelledAreForgotten()
{
    TimerHeap heap;
    const auto held = std::make_shared<int>(0);
    const auto id = heap.add(start + 1s, nullptr, [held] { ++*held; });
    heap.add(start + 2s, nullptr, [held] { *held += 10; });
    QCOMPARE(held.use_count(), 3);
    heap.cancel(id);
    QCOMPARE(held.use_count(), 2);
    QCOMPARE(heap.next(), start + 2s);
    runDue(heap, start + 2s);
    QCOMPARE(*held, 10);
}

void TestTimerHeap::staleIdsDoNothing()
{
    TimerHeap heap;
    int fired = 0;
    const auto old = heap.add(start, nullptr, [&] { ++fired; });
    runDue(heap, start);
    heap.add(start + 1s, nullptr, [&] { ++fired; }); // in the same place
    heap.cancel(old);
    heap.cancel(0);
    heap.cancel(~Clock::TimerId(0));
    runDue(heap, start + 1s);
    QCOMPARE(fired, 2);
}

void TestTimerHeap::contextsThatAreGoneAreLeftOut()
{
    TimerHeap heap;
    int fired = 0;
    {
        QObject context;
        heap.add(start, &context, [&] { fired += 100; });
    }
    QObject context;
    heap.add(start, &context, [&] { ++fired; });
    runDue(heap, start);
    QCOMPARE(fired, 1);
    QCOMPARE(heap.size(), 0);
}

void TestTimerHeap::agreesWithAModel()
{
    std::mt19937 random(1);
    TimerHeap heap;
    std::map<std::pair<Clock::Moment, Clock::TimerId>, int> model;
    QList<int> fired;
    QList<int> expected;
    Clock::Moment now = start;
    for (int i = 0; i < 20000; ++i) {
        if (model.empty() || random() % 3 != 0) {
            const auto when = now + std::chrono::milliseconds(random() % 1000);
            model[{when, heap.add(when, nullptr, [&fired, i] { fired.append(i); })}] = i;
        } else {
            const auto victim =
                std::next(model.begin(), std::ptrdiff_t(random() % std::min<size_t>(model.size(), 50)));
            heap.cancel(victim->first.second);
            model.erase(victim);
        }
        if (i % 100 == 0) {
            now += std::chrono::milliseconds(random() % 50);
            runDue(heap, now);
            while (!model.empty() && model.begin()->first.first <= now) {
                expected.append(model.begin()->second);
                model.erase(model.begin());
            }
            QCOMPARE(fired, expected);
            QCOMPARE(size_t(heap.size()), model.size());
        }
    }
}

QTEST_GUILESS_MAIN(TestTimerHeap)
#include "tst_timerheap.moc"
