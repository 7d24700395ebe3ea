// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Where one instance keeps its accounts and contacts: what it needs of a store, and no more.
#pragma once

#include <spectrum/Account.h>
#include <spectrum/Contact.h>
#include <spectrum/Result.h>

#include <QFuture>
#include <QList>

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
    virtual QFuture<Result<void>> saveAccount(const Account &account) = 0;
    // The account, the contacts and whatever else is kept of the user.
    virtual QFuture<Result<void>> removeUser(const UserId &user) = 0;

    virtual QFuture<Result<QList<Contact>>> findContacts(const UserId &user) = 0;
    virtual QFuture<Result<void>> saveContact(const UserId &user, const Contact &contact) = 0;
    virtual QFuture<Result<void>> removeContact(const UserId &user, const ContactId &contact) = 0;
};

} // namespace spectrum::core
