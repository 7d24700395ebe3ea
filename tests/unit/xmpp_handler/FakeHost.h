// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// A host that keeps accounts in memory and records what the frontend orders.
#pragma once

#include <spectrum/FrontendModule.h>

#include "support/MockClock.h"

#include <QFutureInterface>

#include <map>

namespace spectrum::testing
{

// Spells everything in lower case; rooms begin with '#'.
class FakeNetwork final : public Network
{
public:
    QList<Field> accountFields() const override
    {
        return {{.key = QStringLiteral("username"), .label = QStringLiteral("Nickname"), .isRequired = true},
                {.key = QStringLiteral("password"),
                 .label = QStringLiteral("Password"),
                 .type = FieldType::Secret},
                {.key = QStringLiteral("realname"), .label = QStringLiteral("Real name")}};
    }
    QList<Field> searchFields() const override
    {
        return {{.key = QStringLiteral("nick"), .label = QStringLiteral("Nickname")}};
    }
    Result<QString> normalisedName(const QString &typed) const override
    {
        if (typed.isEmpty() || typed.contains(u' '))
            return Error{ErrorKind::InvalidInput, QStringLiteral("That is no nickname.")};
        return typed;
    }
    Result<ContactId> contactId(const QString &typed) const override
    {
        if (typed.isEmpty() || typed.contains(u' '))
            return Error{ErrorKind::InvalidInput, QStringLiteral("That is no nickname.")};
        return ContactId(typed.toLower());
    }
    Result<RoomId> roomId(const QString &typed) const override
    {
        if (!isRoomName(typed))
            return Error{ErrorKind::InvalidInput, QStringLiteral("That is no room.")};
        return RoomId(typed.toLower());
    }
    bool isRoomName(const QString &typed) const override { return typed.startsWith(u'#'); }
    std::unique_ptr<Session> createSession(Account, EventSink &) override { return nullptr; }
};

class FakeAdministration final : public Administration
{
public:
    QList<SessionSummary> sessions() const override { return summaries; }
    Statistics statistics() const override { return counts; }
    Result<QStringList> reload() override
    {
        ++reloads;
        return QStringList();
    }
    Result<void> setLogLevel(const QString &level, const QStringList &) override
    {
        logLevel = level;
        return {};
    }

    QList<SessionSummary> summaries;
    Statistics counts;
    QString logLevel;
    int reloads = 0;
};

class FakeHost final : public FrontendHost
{
public:
    struct Login {
        UserId user;
        Presence presence;
    };

    Clock &clock() override { return mockClock; }
    const InstanceId &instance() const override { return id; }
    const Network &network() const override { return fakeNetwork; }
    QString networkName() const override { return QStringLiteral("Fake"); }
    std::chrono::milliseconds reconnectDelay(int) override { return std::chrono::milliseconds(1000); }

    QFuture<Result<std::optional<AccountSummary>>> findAccount(const UserId &user) override
    {
        std::optional<AccountSummary> found;
        if (accounts.contains(user))
            found = AccountSummary{accounts[user].name, accounts[user].options};
        return finished<Result<std::optional<AccountSummary>>>(found);
    }
    QFuture<Result<QList<UserId>>> findUsers(const UserId &after, int limit) override
    {
        QList<UserId> found;
        for (auto entry = accounts.upper_bound(after); entry != accounts.end() && found.size() < limit;
             ++entry)
            found.append(entry->first);
        return finished<Result<QList<UserId>>>(found);
    }
    QFuture<Result<QMap<QString, QString>>> findSettings(const UserId &user) override
    {
        return finished<Result<QMap<QString, QString>>>(settings[user]);
    }
    QFuture<Result<void>> saveSetting(const UserId &user, const QString &key, const QString &value) override
    {
        if (value.isEmpty())
            settings[user].remove(key);
        else
            settings[user].insert(key, value);
        return finished<Result<void>>({});
    }
    QFuture<Result<void>> registerAccount(Account account) override
    {
        if (refuseToStore)
            return finished<Result<void>>(Error{ErrorKind::StorageFailed});
        if (refusal)
            return finished<Result<void>>(*refusal);
        const UserId user = account.user;
        accounts[user] = std::move(account);
        return finished<Result<void>>({});
    }
    QFuture<Result<QList<Contact>>> findContacts(const UserId &) override
    {
        return finished<Result<QList<Contact>>>(contacts);
    }
    QFuture<Result<void>> unregisterAccount(const UserId &user) override
    {
        if (prepareRemoval)
            prepareRemoval(user).waitForFinished();
        accounts.erase(user);
        states.erase(user);
        if (completeRemoval)
            completeRemoval(user);
        return finished<Result<void>>({});
    }
    bool canKeepAccounts() const override { return keepsAccounts; }
    bool ownsContactLists() const override { return ownsLists; }
    QFuture<Result<void>> logIn(const UserId &user, const Presence &presence) override
    {
        logins.append({user, presence});
        if (!accounts.contains(user))
            return finished<Result<void>>(Error{ErrorKind::NotRegistered});
        if (!states.contains(user))
            states[user] = SessionState::Connecting;
        return finished<Result<void>>({});
    }
    QFuture<Result<void>> logInWith(Account account, const Presence &) override
    {
        const UserId user = account.user;
        if (account.secret == Secret("wrong"))
            return finished<Result<void>>(Error{ErrorKind::WrongCredentials});
        accounts[user] = std::move(account);
        states[user] = SessionState::Online;
        return finished<Result<void>>({});
    }
    void logOut(const UserId &user, const QString &) override
    {
        logouts.append(user);
        states.erase(user);
    }
    void execute(const UserId &user, Command command) override
    {
        commands.push_back({user, std::move(command)});
    }
    SessionState stateOf(const UserId &user) const override
    {
        const auto found = states.find(user);
        return found == states.end() ? SessionState::Offline : found->second;
    }
    RequestId nextRequest() override { return RequestId(++lastRequest); }
    Archive *archive() override { return keptArchive; }
    Administration &administration() override { return fakeAdministration; }
    void reportReady() override { isReady = true; }
    void reportFailure(const Error &error) override { failures.append(error); }

    // The newest command of a kind, which must be there.
    template <typename T>
    const T &last() const
    {
        for (auto entry = commands.rbegin(); entry != commands.rend(); ++entry) {
            if (const T *command = std::get_if<T>(&entry->second))
                return *command;
        }
        qFatal("no such command was given");
    }
    template <typename T>
    int count() const
    {
        return static_cast<int>(std::ranges::count_if(
            commands, [](const auto &entry) { return std::holds_alternative<T>(entry.second); }));
    }

    MockClock mockClock;
    InstanceId id{QStringLiteral("irc.example.org")};
    FakeNetwork fakeNetwork;
    FakeAdministration fakeAdministration;
    Archive *keptArchive = nullptr;
    std::map<UserId, QMap<QString, QString>> settings;
    // The frontend's part in a removal.
    std::function<QFuture<void>(const UserId &)> prepareRemoval;
    std::function<void(const UserId &)> completeRemoval;
    bool keepsAccounts = true;
    bool ownsLists = false;
    bool refuseToStore = false;
    std::optional<Error> refusal; // of the network, to a registration
    bool isReady = false;
    QList<Contact> contacts;
    std::map<UserId, Account> accounts;
    std::map<UserId, SessionState> states;
    QList<Login> logins;
    QList<UserId> logouts;
    QList<Error> failures;
    std::vector<std::pair<UserId, Command>> commands;
    quint64 lastRequest = 0;

private:
    template <typename T>
    static QFuture<T> finished(const T &value)
    {
        QFutureInterface<T> state;
        state.reportStarted();
        state.reportResult(value);
        state.reportFinished();
        return state.future();
    }
};

} // namespace spectrum::testing
