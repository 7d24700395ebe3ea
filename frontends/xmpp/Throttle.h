// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Lets something through at most once a second for each key: the first at once, of what follows the latest.
#pragma once

#include <spectrum/Clock.h>

#include <deque>
#include <functional>
#include <optional>
#include <unordered_map>

namespace spectrum::xmpp
{

// Keys of the last second are remembered, at most so many; beyond that the oldest is forgotten early, and
// what waits for it passes. One timer, and only while something is remembered.
template <typename Key, typename Value, typename Hash = std::hash<Key>>
class Throttle
{
public:
    using Pass = std::function<void(const Key &key, const Value &value)>;

    Throttle(Clock &clock, QObject &context, size_t maximumKeys, Pass pass)
        : m_clock(clock), m_context(context), m_maximum(maximumKeys), m_pass(std::move(pass))
    {
    }

    void take(const Key &key, Value value)
    {
        if (const auto known = m_waiting.find(key); known != m_waiting.end()) {
            known->second = std::move(value);
            return;
        }
        if (m_waiting.size() >= m_maximum) {
            const auto oldest = takeOldest();
            if (oldest.mapped())
                m_pass(oldest.key(), *oldest.mapped());
        }
        remember(key);
        m_pass(key, value);
    }

    // What waits does not matter any more.
    void drop(const Key &key)
    {
        if (const auto known = m_waiting.find(key); known != m_waiting.end())
            known->second.reset();
    }

    [[nodiscard]] bool isEmpty() const { return m_waiting.empty(); }

private:
    static constexpr std::chrono::milliseconds period{1000};
    // Many whose second ends at about the same time are one piece of work.
    static constexpr std::chrono::milliseconds grain{100};

    struct Turn {
        Clock::Moment end;
        Key key;
    };

    void remember(const Key &key)
    {
        m_waiting.emplace(key, std::nullopt);
        m_turns.push_back({m_clock.now() + period, key});
        arm();
    }

    auto takeOldest()
    {
        const Key key = std::move(m_turns.front().key);
        m_turns.pop_front();
        return m_waiting.extract(key);
    }

    // What waited begins a new second.
    void passDue()
    {
        const Clock::Moment now = m_clock.now();
        while (!m_turns.empty() && m_turns.front().end <= now) {
            const auto oldest = takeOldest();
            if (!oldest.mapped())
                continue;
            remember(oldest.key());
            m_pass(oldest.key(), *oldest.mapped());
        }
    }

    void arm()
    {
        if (m_turns.empty() || std::exchange(m_isArmed, true))
            return;
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(m_turns.front().end - m_clock.now());
        m_clock.schedule(std::max(left, grain), &m_context, [this] {
            m_isArmed = false;
            passDue();
            arm();
        });
    }

    Clock &m_clock;
    QObject &m_context;
    size_t m_maximum;
    Pass m_pass;
    std::unordered_map<Key, std::optional<Value>, Hash> m_waiting;
    std::deque<Turn> m_turns;
    bool m_isArmed = false;
};

} // namespace spectrum::xmpp
