// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "instance/Pacer.h"

#include <algorithm>

namespace spectrum::core
{

using namespace std::chrono_literals;

Pacer::Pacer(Clock &clock, Start start, QObject *parent)
    : QObject(parent), m_clock(clock), m_start(std::move(start))
{
}

Pacer::~Pacer()
{
    m_clock.cancel(m_timer);
}

void Pacer::setRate(int perSecond)
{
    setGap(perSecond > 0 ? std::chrono::microseconds(1s) / perSecond : 0us);
}

void Pacer::setGap(std::chrono::microseconds gap)
{
    m_gap = gap;
    m_nextStart = std::min(m_nextStart, m_clock.now() + m_gap);
    m_clock.cancel(m_timer);
    m_timer = 0;
    startDue();
}

void Pacer::admit(const UserId &user)
{
    if (!m_waiting.contains(user)) {
        m_waiting.insert(user);
        m_queue.push_back(user);
    }
    if (m_timer == 0)
        startDue();
}

void Pacer::forget(const UserId &user)
{
    if (m_waiting.remove(user))
        m_queue.erase(std::find(m_queue.begin(), m_queue.end(), user));
}

void Pacer::startDue()
{
    while (!m_queue.empty()) {
        const Clock::Moment now = m_clock.now();
        if (m_gap > 0us && m_nextStart > now) {
            arm(m_nextStart - now);
            return;
        }
        // A pause earns no burst, but a timer that came late must not lower the rate.
        m_nextStart = std::max(m_nextStart, now - 100ms) + m_gap;
        const UserId user = m_queue.front();
        m_queue.pop_front();
        m_waiting.remove(user);
        m_start(user);
    }
}

void Pacer::arm(Clock::Moment::duration delay)
{
    if (m_timer != 0)
        return;
    m_timer = m_clock.schedule(std::chrono::ceil<std::chrono::milliseconds>(delay), this, [this] {
        m_timer = 0;
        startDue();
    });
}

} // namespace spectrum::core
