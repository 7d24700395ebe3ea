// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Keeps what was said until the process ends, within a bound for all users together: for database.type=none.
#pragma once

#include "instance/OwnArchive.h"

#include <spectrum/Clock.h>

#include <QHash>

#include <deque>

namespace spectrum::core
{

class MemoryArchive final : public OwnArchive
{
public:
    // In bytes. Beyond it the oldest of all entries go.
    static constexpr qsizetype maximumSize = 32 * 1024 * 1024;
    static constexpr qsizetype maximumEntry = 65'536;
    // Beyond it the oldest of the user's.
    static constexpr qint64 maximumPerUser = 1'000;

    explicit MemoryArchive(Clock &clock, qsizetype limit = maximumSize) : m_clock(clock), m_limit(limit) {}

    void setLimits(const Limits &limits) override;
    qint64 append(const UserId &user, const QString &partner, const QByteArray &content) override;
    QFuture<Result<ArchivePage>> find(const UserId &user, const ArchiveQuery &query) override;

private:
    using Entries = std::deque<ArchiveEntry>;
    struct Place {
        UserId user;
        qint64 number;
    };
    void removeOldest(const UserId &user);
    void makeRoom();

    Clock &m_clock;
    QHash<UserId, Entries> m_entries;
    // Of every entry, the oldest first; some are gone already.
    std::deque<Place> m_order;
    qsizetype m_size = 0;
    qsizetype m_limit;
    Limits m_limits;
};

} // namespace spectrum::core
