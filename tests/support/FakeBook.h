// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// An account book in memory that answers when the test says so.
#pragma once

#include "instance/AccountBook.h"
#include "instance/Answer.h"

#include <QMap>

#include <deque>
#include <functional>

namespace spectrum::testing
{

class FakeBook final : public core::AccountBook
{
public:
    [[nodiscard]] bool keepsAccounts() const override { return true; }
    QFuture<Result<std::optional<Account>>> findAccount(const UserId &user) override
    {
        return reply<std::optional<Account>>([this, user]() -> Result<std::optional<Account>> {
            const auto found = accounts.constFind(user);
            return found == accounts.cend() ? std::optional<Account>() : std::optional<Account>(*found);
        });
    }
    QFuture<Result<std::optional<UserId>>> findOwner(const QString &name) override
    {
        return reply<std::optional<UserId>>([this, name]() -> Result<std::optional<UserId>> {
            for (const Account &account : std::as_const(accounts)) {
                if (account.name == name)
                    return std::optional<UserId>(account.user);
            }
            return std::optional<UserId>();
        });
    }
    QFuture<Result<QList<UserId>>> findUsers(const UserId &after, int limit) override
    {
        return reply<QList<UserId>>([this, after, limit] {
            QList<UserId> users;
            for (auto account = accounts.upperBound(after); account != accounts.end() && users.size() < limit;
                 ++account)
                users.append(account.key());
            return Result<QList<UserId>>(users);
        });
    }
    QFuture<Result<void>> saveAccount(const Account &account) override
    {
        return reply<void>([this, account] {
            accounts.insert(account.user, account);
            return Result<void>();
        });
    }
    QFuture<Result<void>> removeUser(const UserId &user) override
    {
        return reply<void>([this, user] {
            accounts.remove(user);
            contacts.remove(user);
            settings.remove(user);
            return Result<void>();
        });
    }
    QFuture<Result<QList<Contact>>> findContacts(const UserId &user) override
    {
        return reply<QList<Contact>>(
            [this, user] { return Result<QList<Contact>>(contacts.value(user).values()); });
    }
    QFuture<Result<void>> saveContact(const UserId &user, const Contact &contact) override
    {
        ++contactWrites;
        return reply<void>([this, user, contact] {
            contacts[user].insert(contact.id, contact);
            return Result<void>();
        });
    }
    QFuture<Result<void>> removeContact(const UserId &user, const ContactId &contact) override
    {
        ++contactWrites;
        return reply<void>([this, user, contact] {
            contacts[user].remove(contact);
            return Result<void>();
        });
    }

    QFuture<Result<QMap<QString, QString>>> findSettings(const UserId &user) override
    {
        return reply<QMap<QString, QString>>(
            [this, user] { return Result<QMap<QString, QString>>(settings.value(user)); });
    }
    QFuture<Result<void>> saveSetting(const UserId &user, const QString &key, const QString &value) override
    {
        return reply<void>([this, user, key, value] {
            if (value.isEmpty())
                settings[user].remove(key);
            else
                settings[user].insert(key, value);
            return Result<void>();
        });
    }

    // Answers everything that was asked up to now.
    void answerAll()
    {
        for (const auto &answer : std::exchange(m_pending, {}))
            answer();
    }

    QMap<UserId, Account> accounts;
    QMap<UserId, QMap<ContactId, Contact>> contacts;
    QMap<UserId, QMap<QString, QString>> settings;
    std::optional<Error> failure;
    int contactWrites = 0;
    bool answersAtOnce = true;

private:
    template <typename T>
    QFuture<Result<T>> reply(std::function<Result<T>()> work)
    {
        auto answer = std::make_shared<core::Answer<T>>();
        const auto finish = [this, answer, work] { answer->finish(failure ? Result<T>(*failure) : work()); };
        const QFuture<Result<T>> future = answer->future();
        if (answersAtOnce)
            finish();
        else
            m_pending.push_back(finish);
        return future;
    }

    std::deque<std::function<void()>> m_pending;
};

} // namespace spectrum::testing
