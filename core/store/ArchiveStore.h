// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Keeps what was said with users' contacts, and finds it a page at a time.
#pragma once

#include "store/Writer.h"

#include <spectrum/Archive.h>

namespace spectrum::store
{

// Used in the thread of the Writer, which outlives it. Errors: TooLarge, NotFound, Overloaded, StorageFailed.
class ArchiveStore
{
public:
    static constexpr qsizetype maximumSize = 262'144; // of one, in bytes
    static constexpr int maximumPage = 1'000;
    static constexpr int usersPerCleaning = 20;

    struct Owner {
        InstanceId instance = {};
        UserId user = {};
    };
    struct Bounds {
        // Entries before this number are removed, and the oldest beyond this many of each user.
        qint64 firstNumber = 0;
        qint64 entriesPerUser = 10'000;
    };

    explicit ArchiveStore(Writer &writer) noexcept : m_writer(writer) {}

    // The number is the caller's and unique for the owner.
    QFuture<Result<void>> put(const Owner &owner, const ArchiveEntry &entry);
    [[nodiscard]] QFuture<Result<ArchivePage>> find(const Owner &owner, const ArchiveQuery &query);
    // The largest number of the instance; 0 when it has none.
    [[nodiscard]] QFuture<Result<qint64>> lastNumber(const InstanceId &instance);
    // Goes through some of the users who come after the one given. Returns the last of them, or an empty id
    // when there are no more.
    QFuture<Result<UserId>> clean(const Owner &after, const Bounds &bounds);

private:
    Writer &m_writer;
};

} // namespace spectrum::store
