// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "isolate/EventPacer.h"

#include "isolate/Wire.h"

#include <algorithm>

namespace spectrum::core
{

namespace
{

// What an event in the queue takes besides its bytes.
constexpr qsizetype overhead = 64;
constexpr std::chrono::milliseconds pause{10};

} // namespace

EventPacer::EventPacer(quint32 session, FrameLink &link, Clock &clock)
    : m_session(session), m_link(link), m_clock(clock), m_filledAt(clock.now())
{
}

EventPacer::~EventPacer()
{
    m_clock.cancel(m_timer);
}

bool EventPacer::send(const QByteArray &frame)
{
    if (m_waiting.isEmpty()) {
        if (m_allowance < 1)
            refill();
        if (m_allowance >= 1) {
            m_allowance -= 1;
            m_link.send(wire::Happened, m_session, frame);
            return true;
        }
    }
    m_waitingBytes += frame.size() + overhead;
    if (m_waitingBytes > mostWaitingBytes) {
        m_waiting.clear();
        m_waitingBytes = 0;
        return false;
    }
    m_waiting.append(frame);
    arm();
    return true;
}

void EventPacer::refill()
{
    const Clock::Moment now = m_clock.now();
    const std::chrono::duration<double> passed = now - m_filledAt;
    m_filledAt = now;
    m_allowance = std::min(burst, m_allowance + passed.count() * perSecond);
}

void EventPacer::release()
{
    refill();
    while (!m_waiting.isEmpty() && m_allowance >= 1) {
        m_allowance -= 1;
        const QByteArray frame = m_waiting.takeFirst();
        m_waitingBytes -= frame.size() + overhead;
        m_link.send(wire::Happened, m_session, frame);
    }
    if (!m_waiting.isEmpty())
        arm();
}

void EventPacer::arm()
{
    if (m_timer != 0)
        return;
    m_timer = m_clock.schedule(pause, &m_context, [this] {
        m_timer = 0;
        release();
    });
}

} // namespace spectrum::core
