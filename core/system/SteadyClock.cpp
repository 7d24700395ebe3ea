// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/SteadyClock.h"

#include <QLoggingCategory>

namespace spectrum::system
{

using std::chrono::milliseconds;

SteadyClock::SteadyClock()
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { fireDue(); });
}

Clock::Moment SteadyClock::now() const
{
    return std::chrono::steady_clock::now();
}

QDateTime SteadyClock::utc() const
{
    return QDateTime::currentDateTimeUtc();
}

Clock::TimerId SteadyClock::schedule(milliseconds delay, QObject *context, std::function<void()> action)
{
    const auto bounded = std::clamp<milliseconds>(delay, milliseconds(0), std::chrono::years(1));
    const TimerId id = m_heap.add(now() + bounded, context, std::move(action));
    if (id == 0)
        qCritical("A timer was refused: too many wait already.");
    arm();
    return id;
}

void SteadyClock::cancel(TimerId timer)
{
    // The event loop's timer is left as it is: to find nothing due costs less than to set it each time.
    m_heap.cancel(timer);
}

void SteadyClock::fireDue()
{
    m_armedFor = Moment::max();
    // What an action schedules without delay is due later than this moment, so the loop ends.
    const Moment due = now();
    while (const auto action = m_heap.takeDue(due))
        action();
    arm();
}

void SteadyClock::arm()
{
    const auto next = m_heap.next();
    if (!next || *next >= m_armedFor)
        return;
    m_armedFor = *next;
    const auto delay = std::chrono::ceil<milliseconds>(*next - now());
    m_timer.start(std::max(delay, milliseconds(0)));
}

} // namespace spectrum::system
