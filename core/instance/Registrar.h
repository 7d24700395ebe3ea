// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// The rules by which an instance keeps accounts: one for each user, whole, and nobody else's.
#pragma once

#include "instance/Answer.h"

#include <spectrum/FrontendModule.h>

#include <QObject>
#include <QSet>

#include <memory>

namespace spectrum::core
{

class AccountBook;
class Farewell;
class Logins;

class Registrar : public QObject
{
    Q_OBJECT

public:
    // All outlive it.
    Registrar(const Network &network, AccountBook &book, Logins &logins, Farewell &farewell);

    // The account with its name in the network's spelling and the defaults of fields that were left empty, or
    // why the network could not use it.
    [[nodiscard]] Result<Account> complete(Account account) const;

    // As FrontendHost says.
    QFuture<Result<std::optional<AccountSummary>>> find(const UserId &user);
    QFuture<Result<void>> registerAccount(Account account);
    QFuture<Result<void>> unregister(const UserId &user);

private:
    struct Change;
    using ChangePointer = std::shared_ptr<Change>;

    void prove(const ChangePointer &change);
    void judge(const ChangePointer &change, const Result<void> &proof);
    void save(const ChangePointer &change);
    void bringBack(const ChangePointer &change);
    void finish(const ChangePointer &change, const Result<void> &result);
    void close(const ChangePointer &change);
    void removeClosed(const ChangePointer &change);

    const Network &m_network;
    AccountBook &m_book;
    Logins &m_logins;
    Farewell &m_farewell;
    // What is being changed at the moment, so that two changes do not cross each other.
    QSet<UserId> m_users;
    QSet<QString> m_names;
};

} // namespace spectrum::core
