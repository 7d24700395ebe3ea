// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Remembers which accounts were near when session hosts died, and keeps them away from others.
#pragma once

#include <spectrum/Clock.h>
#include <spectrum/Ids.h>

#include <QHash>

#include <optional>
#include <span>

namespace spectrum::core
{

// One whose code was running when a child died is on its own from then on, and is parked when that happened
// three times. When nobody knows whose code it was, everybody of that child gets half the company that they
// had: after a few deaths the one to blame is alone. Time heals both.
class Suspects
{
public:
    struct Rules {
        int deaths = 3;
        std::chrono::seconds parkingTime{3600};
        std::chrono::seconds memory{3600};
    };
    static constexpr qsizetype maximumRecords = 100000;

    explicit Suspects(Clock &clock) : m_clock(clock) {}
    void setRules(const Rules &rules) { m_rules = rules; }

    // Returns true when the user is parked now.
    bool blame(const UserId &user);
    // company: how many they were, with themselves.
    void suspect(std::span<const UserId> users, size_t company);
    // How many may share a session host with this user; nothing = as many as there is room for.
    [[nodiscard]] std::optional<size_t> companyOf(const UserId &user);
    // How long the user is still parked; zero = not at all.
    [[nodiscard]] std::chrono::seconds parkedFor(const UserId &user);
    // The administrator trusts the user again.
    bool pardon(const UserId &user) { return m_records.remove(user) > 0; }
    [[nodiscard]] QList<UserId> parked() const;

private:
    struct Record {
        int deaths = 0;
        size_t company = 0; // 0 = any
        Clock::Moment lastSeen = {};
        Clock::Moment parkedUntil = {};
    };
    [[nodiscard]] Record *find(const UserId &user);
    [[nodiscard]] Record &recordOf(const UserId &user);

    Clock &m_clock;
    Rules m_rules;
    QHash<UserId, Record> m_records;
};

} // namespace spectrum::core
