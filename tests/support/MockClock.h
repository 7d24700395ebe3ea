// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// A clock that stands still until a test advances it.
#pragma once

#include <spectrum/Clock.h>

#include <QPointer>
#include <QTimeZone>

#include <map>

namespace spectrum::testing
{

class MockClock final : public Clock
{
public:
    [[nodiscard]] Moment now() const override { return m_now; }
    [[nodiscard]] QDateTime utc() const override
    {
        const auto passed = std::chrono::duration_cast<std::chrono::milliseconds>(m_now.time_since_epoch());
        return QDateTime::fromMSecsSinceEpoch(m_utcStart + passed.count(), QTimeZone::utc());
    }

    TimerId schedule(std::chrono::milliseconds delay, QObject *context, std::function<void()> action) override
    {
        const TimerId id = ++m_lastId;
        const Moment due = m_now + std::max(delay, std::chrono::milliseconds::zero());
        m_timers.emplace(Key{due, id}, Timer{context, context != nullptr, std::move(action)});
        m_dues.emplace(id, due);
        return id;
    }

    void cancel(TimerId timer) override
    {
        const auto due = m_dues.find(timer);
        if (due == m_dues.end())
            return;
        m_timers.erase(Key{due->second, timer});
        m_dues.erase(due);
    }

    // Fires everything that becomes due on the way, in order, each at its own moment; also what is scheduled
    // by that. advance(0) fires what is due now.
    void advance(std::chrono::milliseconds duration)
    {
        const Moment end = m_now + duration;
        while (!m_timers.empty() && m_timers.begin()->first.first <= end) {
            auto node = m_timers.extract(m_timers.begin());
            m_dues.erase(node.key().second);
            m_now = std::max(m_now, node.key().first);
            const Timer &timer = node.mapped();
            if (!timer.hasContext || timer.context)
                timer.action();
        }
        m_now = end;
    }

    // How many timers wait.
    [[nodiscard]] qsizetype waiting() const noexcept { return qsizetype(m_timers.size()); }

private:
    using Key = std::pair<Moment, TimerId>;
    struct Timer {
        QPointer<QObject> context;
        bool hasContext;
        std::function<void()> action;
    };

    static constexpr qint64 m_utcStart = 1'767'225'600'000; // 2026-01-01T00:00:00Z
    Moment m_now{};
    TimerId m_lastId = 0;
    std::map<Key, Timer> m_timers;
    std::map<TimerId, Moment> m_dues;
};

} // namespace spectrum::testing
