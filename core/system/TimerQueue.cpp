// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/TimerQueue.h"

#include <QCoreApplication>
#include <QTimerEvent>
#include <QVarLengthArray>

#include <bit>

namespace spectrum::system
{

using std::chrono::milliseconds;

namespace
{

// The next multiple of step after (or at) moment, counted from the clock's beginning: timers of one step fall
// on the same moments, and the process wakes up once for all of them.
TimerQueue::Moment roundedUp(TimerQueue::Moment moment, milliseconds step)
{
    const auto past =
        moment.time_since_epoch() % std::chrono::duration_cast<TimerQueue::Moment::duration>(step);
    return past.count() == 0 ? moment : moment + (step - past);
}

} // namespace

TimerQueue::Moment TimerQueue::aligned(const Timer &timer, Moment due)
{
    if (timer.type == Qt::VeryCoarseTimer && timer.interval >= std::chrono::seconds(1))
        return roundedUp(due, std::chrono::seconds(1));
    // Coarse timers may be late by a twentieth of their interval.
    const auto slack = quint64(timer.interval.count() / 20);
    if (timer.type == Qt::PreciseTimer || slack < 2)
        return due;
    return roundedUp(due, milliseconds(std::bit_floor(slack)));
}

TimerQueue::Moment TimerQueue::firstDue(const Timer &timer, Moment now)
{
    // An interval of centuries would overflow; a year behaves no different.
    const auto interval = std::min<milliseconds>(timer.interval, std::chrono::years(1));
    return aligned(timer, now + interval);
}

void TimerQueue::add(const Timer &timer, Moment now)
{
    remove(timer.id);
    Entry entry{timer, firstDue(timer, now), ++m_serial};
    m_order.insert({{entry.due, entry.serial}, timer.id});
    m_timers.insert(timer.id, entry);
}

bool TimerQueue::remove(int id)
{
    const auto found = m_timers.constFind(id);
    if (found == m_timers.cend())
        return false;
    m_order.erase({{found->due, found->serial}, id});
    m_timers.erase(found);
    return true;
}

bool TimerQueue::removeOf(const QObject *object)
{
    QVarLengthArray<int, 16> ids;
    for (const Entry &entry : std::as_const(m_timers)) {
        if (entry.timer.object == object)
            ids.append(entry.timer.id);
    }
    for (const int id : std::as_const(ids))
        remove(id);
    return !ids.isEmpty();
}

QList<QAbstractEventDispatcher::TimerInfo> TimerQueue::timersOf(const QObject *object) const
{
    QList<QAbstractEventDispatcher::TimerInfo> timers;
    for (const Entry &entry : m_timers) {
        if (entry.timer.object == object)
            timers.append({entry.timer.id, int(entry.timer.interval.count()), entry.timer.type});
    }
    return timers;
}

std::optional<milliseconds> TimerQueue::remaining(int id, Moment now) const
{
    const auto found = m_timers.constFind(id);
    if (found == m_timers.cend())
        return std::nullopt;
    return std::max(milliseconds(0), std::chrono::ceil<milliseconds>(found->due - now));
}

std::optional<TimerQueue::Moment> TimerQueue::next() const
{
    if (m_order.empty())
        return std::nullopt;
    return m_order.begin()->key.first;
}

int TimerQueue::fire(Moment now)
{
    // First a list: a timer that is due again at once has its turn in the next round.
    QVarLengthArray<Order, 32> due;
    for (auto order = m_order.cbegin(); order != m_order.cend() && order->key.first <= now; ++order)
        due.append(*order);
    int sent = 0;
    for (const Order &order : std::as_const(due)) {
        // Removed, or fired by a nested loop.
        if (!m_order.contains(order))
            continue;
        send(order, now);
        ++sent;
    }
    return sent;
}

void TimerQueue::advance(Entry &entry, Moment now)
{
    const auto interval = std::min<milliseconds>(entry.timer.interval, std::chrono::years(1));
    // Steady from the moment it was due; what was missed is skipped.
    const Moment steady = entry.due + interval;
    entry.due = aligned(entry.timer, steady > now ? steady : now + interval);
}

void TimerQueue::send(const Order &due, Moment now)
{
    auto node = m_order.extract(due);
    advance(m_timers[due.id], now);
    QTimerEvent event(due.id);
    QCoreApplication::sendEvent(m_timers[due.id].timer.object, &event);

    const auto found = m_timers.constFind(due.id);
    if (found == m_timers.cend() || found->serial != due.key.second)
        return;
    node.value() = {{found->due, found->serial}, due.id};
    m_order.insert(std::move(node));
}

} // namespace spectrum::system
