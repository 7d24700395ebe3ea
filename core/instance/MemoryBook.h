// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Keeps no accounts, and contacts and settings until the process ends: for database.type=none.
#pragma once

#include "instance/AccountBook.h"
#include "instance/MemorySettings.h"

#include <QHash>

#include <deque>

namespace spectrum::core
{

class MemoryBook final : public AccountBook
{
public:
    // Beyond these the contacts of the user whose first contact is the oldest are forgotten.
    static constexpr qsizetype maximumUsers = 10000;

    [[nodiscard]] bool keepsAccounts() const override { return false; }
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
    QHash<UserId, QHash<ContactId, Contact>> m_contacts;
    std::deque<UserId> m_oldest;
    MemorySettings m_settings;
};

} // namespace spectrum::core
