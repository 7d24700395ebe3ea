// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Where one instance keeps its accounts and contacts: what it needs of a store, and no more.
#pragma once

#include <spectrum/Account.h>
#include <spectrum/Contact.h>
#include <spectrum/Result.h>

#include <QFuture>
#include <QList>
#include <QMap>

#include <optional>

namespace spectrum::core
{

// Futures finish in the host's thread. One that changes something finishes without an error only when the
// change is on the disk.
class AccountBook
{
public:
    virtual ~AccountBook() = default;

    // Whether accounts outlive the process.
    [[nodiscard]] virtual bool keepsAccounts() const = 0;
    virtual QFuture<Result<std::optional<Account>>> findAccount(const UserId &user) = 0;
    // Who has the account of this name, in the network's spelling.
    virtual QFuture<Result<std::optional<UserId>>> findOwner(const QString &name) = 0;
    // At most limit of the users who have an account and come after the given one, in the order of their ids.
    virtual QFuture<Result<QList<UserId>>> findUsers(const UserId &after, int limit) = 0;
    virtual QFuture<Result<void>> saveAccount(const Account &account) = 0;
    // The account, the contacts and whatever else is kept of the user.
    virtual QFuture<Result<void>> removeUser(const UserId &user) = 0;

    virtual QFuture<Result<QList<Contact>>> findContacts(const UserId &user) = 0;
    virtual QFuture<Result<void>> saveContact(const UserId &user, const Contact &contact) = 0;
    virtual QFuture<Result<void>> removeContact(const UserId &user, const ContactId &contact) = 0;

    // The frontend's values for the user. An empty value is removed.
    virtual QFuture<Result<QMap<QString, QString>>> findSettings(const UserId &user) = 0;
    virtual QFuture<Result<void>> saveSetting(const UserId &user, const QString &key,
                                              const QString &value) = 0;
};

} // namespace spectrum::core
