// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Counts failed logins by address, and says which address has to wait.
#pragma once

#include <spectrum/Clock.h>

#include <QHash>
#include <QString>

namespace spectrum::xmpp
{

// An address that fails too often within a minute is refused for a minute, and for twice as long each time
// that it goes on after that, up to an hour. IPv6 addresses count by their /64, which is one customer.
// Bounded: when there are too many addresses, those that need not wait are forgotten first.
class FailureTally
{
public:
    explicit FailureTally(int failuresPerMinute = 100) : m_limit(failuresPerMinute) {}

    // True if that was one too many: the address is refused from now on.
    bool add(const QString &address, Clock::Moment now);
    [[nodiscard]] bool isRefused(const QString &address, Clock::Moment now) const;

private:
    struct Entry {
        Clock::Moment begin{};
        Clock::Moment refusedUntil{};
        int failures = 0;
        int refusals = 0;
    };

    void forgetOld(Clock::Moment now);

    QHash<QString, Entry> m_entries;
    int m_limit;
};

} // namespace spectrum::xmpp
