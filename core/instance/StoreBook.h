// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Keeps the accounts and contacts of one instance in the host's store.
#pragma once

#include "instance/AccountBook.h"

namespace spectrum::store
{
class Store;
}

namespace spectrum::core
{

class StoreBook final : public AccountBook
{
public:
    StoreBook(store::Store &store, InstanceId instance);

    [[nodiscard]] bool keepsAccounts() const override { return true; }
    QFuture<Result<std::optional<Account>>> findAccount(const UserId &user) override;
    QFuture<Result<std::optional<UserId>>> findOwner(const QString &name) override;
    QFuture<Result<QList<UserId>>> findUsers(const UserId &after, int limit) override;
    QFuture<Result<void>> saveAccount(const Account &account) override;
    QFuture<Result<void>> removeUser(const UserId &user) override;
    QFuture<Result<QList<Contact>>> findContacts(const UserId &user) override;
    QFuture<Result<void>> saveContact(const UserId &user, const Contact &contact) override;
    QFuture<Result<void>> removeContact(const UserId &user, const ContactId &contact) override;
    QFuture<Result<QMap<QString, QString>>> findSettings(const UserId &user) override;
    QFuture<Result<void>> saveSetting(const UserId &user, const QString &key, const QString &value) override;

private:
    store::Store &m_store;
    InstanceId m_instance;
};

} // namespace spectrum::core
