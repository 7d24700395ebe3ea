// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Timers ordered by time: a heap that forgets what was cancelled.
#pragma once

#include <spectrum/Clock.h>

#include <QPointer>

#include <deque>
#include <functional>
#include <optional>
#include <vector>

namespace spectrum::system
{

class TimerHeap
{
public:
    using Moment = Clock::Moment;
    using TimerId = Clock::TimerId;

    // Returns 0 when 16 million timers wait already.
    TimerId add(Moment when, QObject *context, std::function<void()> action);
    void cancel(TimerId timer);

    // When the first timer that was not cancelled is due.
    [[nodiscard]] std::optional<Moment> next();
    // Removes the first timer that is due at now and returns its action; empty when none is. Timers of the
    // same moment come in the order in which they were added; those whose context is gone are left out.
    [[nodiscard]] std::function<void()> takeDue(Moment now);

    [[nodiscard]] qsizetype size() const noexcept { return m_live; }

private:
    struct Node {
        Moment when;
        TimerId id;
        // The earliest first; ids grow, so that equal moments keep their order.
        friend bool operator<(const Node &a, const Node &b) noexcept
        {
            return a.when != b.when ? a.when > b.when : a.id > b.id;
        }
    };
    struct Slot {
        TimerId id = 0; // 0 = free
        bool hasContext = false;
        QPointer<QObject> context;
        std::function<void()> action;
    };

    [[nodiscard]] Slot *find(TimerId timer);
    void release(Slot &slot);
    void pop();
    void dropCancelled();
    void compact();

    std::vector<Node> m_nodes;
    std::deque<Slot> m_slots;
    std::vector<quint32> m_free;
    quint64 m_serial = 0;
    qsizetype m_live = 0;
};

} // namespace spectrum::system
