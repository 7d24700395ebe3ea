// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "store/AccountStore.h"

#include "store/Limits.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTimeZone>

namespace spectrum::store
{

namespace
{

using Options = QMap<QString, QString>;

QString optionsText(const Options &options)
{
    if (options.isEmpty())
        return {};
    QJsonObject object;
    for (auto option = options.cbegin(); option != options.cend(); ++option)
        object.insert(option.key(), option.value());
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

Options optionsOf(const QString &text)
{
    Options options;
    if (text.isEmpty())
        return options;
    const QJsonObject object = QJsonDocument::fromJson(text.toUtf8()).object();
    for (auto option = object.constBegin(); option != object.constEnd(); ++option)
        options.insert(option.key(), option.value().toString());
    return options;
}

Result<void> checkAccount(const Account &account)
{
    if (const auto texts = checkTexts({account.user.toString(), account.name}); !texts)
        return texts;
    if (const auto count = checkCount(account.options.size()); !count)
        return count;
    for (auto option = account.options.cbegin(); option != account.options.cend(); ++option) {
        if (const auto texts = checkTexts({option.key(), option.value()}); !texts)
            return texts;
    }
    if (account.secret.expose().size() <= maximumValue)
        return {};
    return Error{.kind = ErrorKind::TooLarge,
                 .userText = QStringLiteral("The password is too long to be kept.")};
}

Result<std::optional<Account>> readAccount(Database &database, const InstanceId &instance, const UserId &user)
{
    auto statement =
        database.prepare("SELECT name, secret, options FROM accounts WHERE instance=? AND user=?");
    if (!statement)
        return statement.error();
    const auto row = statement->bind(instance.toString()).bind(user.toString()).step();
    if (!row)
        return row.error();
    if (!*row)
        return std::optional<Account>();
    return std::optional<Account>(Account{.user = user,
                                          .name = statement->text(0),
                                          .secret = Secret(statement->bytes(1)),
                                          .options = optionsOf(statement->text(2))});
}

Result<std::optional<UserId>> readOwner(Database &database, const InstanceId &instance, const QString &name)
{
    auto statement = database.prepare(
        "SELECT user FROM accounts WHERE instance=? AND name=? ORDER BY created, id LIMIT 1");
    if (!statement)
        return statement.error();
    const auto row = statement->bind(instance.toString()).bind(name).step();
    if (!row)
        return row.error();
    return *row ? std::optional<UserId>(UserId(statement->text(0))) : std::optional<UserId>();
}

Result<void> writeAccount(Database &database, const InstanceId &instance, const Account &account)
{
    auto statement = database.prepare(
        "INSERT INTO accounts (instance, user, name, secret, options, created, updated)"
        " VALUES (?, ?, ?, ?, ?, unixepoch(), unixepoch())"
        " ON CONFLICT (instance, user) DO UPDATE SET name=excluded.name, secret=excluded.secret,"
        " options=excluded.options, updated=excluded.updated");
    if (!statement)
        return statement.error();
    return statement->bind(instance.toString())
        .bind(account.user.toString())
        .bind(account.name)
        .bind(account.secret.expose())
        .bind(optionsText(account.options))
        .run();
}

Result<void> removeEverything(Database &database, const InstanceId &instance, const UserId &user)
{
    qint64 removed = 0;
    for (const std::string_view sql : {"DELETE FROM accounts WHERE instance=? AND user=?",
                                       "DELETE FROM contacts WHERE instance=? AND user=?",
                                       "DELETE FROM settings WHERE instance=? AND user=?",
                                       "DELETE FROM messages WHERE instance=? AND user=?",
                                       "DELETE FROM archive WHERE instance=? AND user=?"}) {
        auto statement = database.prepare(sql);
        if (!statement)
            return statement.error();
        if (const auto done = statement->bind(instance.toString()).bind(user.toString()).run(); !done)
            return done;
        removed += database.changedRows();
    }
    if (removed > 0)
        database.requestScrub();
    return {};
}

Result<QList<AccountEntry>> readList(Database &database, const InstanceId &instance, const UserId &after)
{
    auto statement = database.prepare("SELECT user, name, created, updated FROM accounts"
                                      " WHERE instance=? AND user>? ORDER BY user LIMIT ?");
    if (!statement)
        return statement.error();
    statement->bind(instance.toString()).bind(after.toString()).bind(qint64(AccountStore::maximumList));
    QList<AccountEntry> entries;
    for (;;) {
        const auto row = statement->step();
        if (!row)
            return row.error();
        if (!*row)
            return entries;
        entries.append({.user = UserId(statement->text(0)),
                        .name = statement->text(1),
                        .created = QDateTime::fromSecsSinceEpoch(statement->number(2), QTimeZone::utc()),
                        .updated = QDateTime::fromSecsSinceEpoch(statement->number(3), QTimeZone::utc())});
    }
}

} // namespace

QFuture<Result<std::optional<Account>>> AccountStore::find(const InstanceId &instance, const UserId &user)
{
    return m_writer.submit<std::optional<Account>>(
        Access::Read, [instance, user](Database &database) { return readAccount(database, instance, user); });
}

QFuture<Result<std::optional<UserId>>> AccountStore::findOwner(const InstanceId &instance,
                                                               const QString &name)
{
    return m_writer.submit<std::optional<UserId>>(
        Access::Read, [instance, name](Database &database) { return readOwner(database, instance, name); });
}

QFuture<Result<void>> AccountStore::put(const InstanceId &instance, Account account)
{
    if (const auto fits = checkAccount(account); !fits)
        return refused<void>(fits.error());
    return m_writer.submit<void>(Access::Write, [instance, account = std::move(account)](Database &database) {
        return writeAccount(database, instance, account);
    });
}

QFuture<Result<void>> AccountStore::remove(const InstanceId &instance, const UserId &user)
{
    return m_writer.submit<void>(Access::Write, [instance, user](Database &database) {
        return removeEverything(database, instance, user);
    });
}

QFuture<Result<QList<AccountEntry>>> AccountStore::list(const InstanceId &instance, const UserId &after)
{
    return m_writer.submit<QList<AccountEntry>>(
        Access::Read, [instance, after](Database &database) { return readList(database, instance, after); });
}

QFuture<Result<qint64>> AccountStore::count(const InstanceId &instance)
{
    return m_writer.submit<qint64>(Access::Read, [instance](Database &database) -> Result<qint64> {
        auto statement = database.prepare("SELECT count(*) FROM accounts WHERE instance=?");
        if (!statement)
            return statement.error();
        const auto row = statement->bind(instance.toString()).step();
        if (!row)
            return row.error();
        return statement->number(0);
    });
}

} // namespace spectrum::store
