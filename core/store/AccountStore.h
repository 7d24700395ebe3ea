// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Keeps the accounts of all instances.
#pragma once

#include "store/Writer.h"

#include <spectrum/Account.h>

#include <QDateTime>

#include <optional>

namespace spectrum::store
{

// An account without its secret, for lists.
struct AccountEntry {
    UserId user = {};
    QString name = {};
    QDateTime created = {};
    QDateTime updated = {};
};

// Used in the thread of the Writer, which outlives it. Every future finishes there, after the change is on
// the disk. Errors: TooLarge (a value over its limit), Overloaded, StorageFailed.
class AccountStore
{
public:
    static constexpr int maximumList = 1000;

    explicit AccountStore(Writer &writer) noexcept : m_writer(writer) {}

    // Nothing when there is none.
    [[nodiscard]] QFuture<Result<std::optional<Account>>> find(const InstanceId &instance,
                                                               const UserId &user);
    // Who has an account of this name; of several, the one who has had it longest. Nothing when nobody has.
    [[nodiscard]] QFuture<Result<std::optional<UserId>>> findOwner(const InstanceId &instance,
                                                                   const QString &name);
    // Adds it, or replaces the one that account.user has.
    QFuture<Result<void>> put(const InstanceId &instance, Account account);
    // With the user's contacts, settings and waiting messages; nothing of them stays in the files. Succeeds
    // when there was none.
    QFuture<Result<void>> remove(const InstanceId &instance, const UserId &user);
    // The first maximumList accounts in the order of their users that come after the given one; a shorter
    // answer is the last.
    [[nodiscard]] QFuture<Result<QList<AccountEntry>>> list(const InstanceId &instance,
                                                            const UserId &after = {});
    [[nodiscard]] QFuture<Result<qint64>> count(const InstanceId &instance);

private:
    Writer &m_writer;
};

} // namespace spectrum::store
