// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Lets the events of one session out no faster than a host can pass them on, in their order.
#pragma once

#include "isolate/FrameLink.h"

#include <spectrum/Clock.h>

#include <QList>

namespace spectrum::core
{

// A login of a big account is a burst that goes through as it is; a storm is spread over time, so that the
// host has turns left for everybody else.
class EventPacer
{
public:
    static constexpr double burst = 2000;
    static constexpr double perSecond = 5000;
    static constexpr qsizetype mostWaitingBytes = 64 * 1024 * 1024;

    EventPacer(quint32 session, FrameLink &link, Clock &clock);
    ~EventPacer();
    Q_DISABLE_COPY_MOVE(EventPacer)

    // An encoded event. False: too much waits already, and all of it was thrown away.
    [[nodiscard]] bool send(const QByteArray &frame);

private:
    void refill();
    void release();
    void arm();

    quint32 m_session;
    FrameLink &m_link;
    Clock &m_clock;
    QObject m_context;
    QList<QByteArray> m_waiting;
    qsizetype m_waitingBytes = 0;
    double m_allowance = burst;
    Clock::Moment m_filledAt;
    Clock::TimerId m_timer = 0;
};

} // namespace spectrum::core
