// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "store/SettingStore.h"

#include "store/Limits.h"

namespace spectrum::store
{

namespace
{

using Owner = SettingStore::Owner;

Result<std::optional<QString>> readValue(Database &database, const Owner &owner, const QString &key)
{
    auto statement = database.prepare("SELECT value FROM settings WHERE instance=? AND user=? AND key=?");
    if (!statement)
        return statement.error();
    const auto row = statement->bind(owner.instance.toString()).bind(owner.user.toString()).bind(key).step();
    if (!row)
        return row.error();
    return *row ? std::optional<QString>(statement->text(0)) : std::nullopt;
}

Result<QMap<QString, QString>> readList(Database &database, const Owner &owner)
{
    auto statement = database.prepare("SELECT key, value FROM settings WHERE instance=? AND user=?");
    if (!statement)
        return statement.error();
    statement->bind(owner.instance.toString()).bind(owner.user.toString());
    QMap<QString, QString> values;
    for (;;) {
        const auto row = statement->step();
        if (!row)
            return row.error();
        if (!*row)
            return values;
        values.insert(statement->text(0), statement->text(1));
    }
}

Result<void> writeValue(Database &database, const Owner &owner, const std::pair<QString, QString> &setting)
{
    auto statement =
        database.prepare("INSERT INTO settings (instance, user, key, value) VALUES (?, ?, ?, ?)"
                         " ON CONFLICT (instance, user, key) DO UPDATE SET value=excluded.value");
    if (!statement)
        return statement.error();
    return statement->bind(owner.instance.toString())
        .bind(owner.user.toString())
        .bind(setting.first)
        .bind(setting.second)
        .run();
}

Result<void> removeValue(Database &database, const Owner &owner, const QString &key)
{
    auto statement = database.prepare("DELETE FROM settings WHERE instance=? AND user=? AND key=?");
    if (!statement)
        return statement.error();
    return statement->bind(owner.instance.toString()).bind(owner.user.toString()).bind(key).run();
}

} // namespace

QFuture<Result<std::optional<QString>>> SettingStore::find(const Owner &owner, const QString &key)
{
    return m_writer.submit<std::optional<QString>>(
        Access::Read, [owner, key](Database &database) { return readValue(database, owner, key); });
}

QFuture<Result<QMap<QString, QString>>> SettingStore::list(const Owner &owner)
{
    return m_writer.submit<QMap<QString, QString>>(
        Access::Read, [owner](Database &database) { return readList(database, owner); });
}

QFuture<Result<void>> SettingStore::put(const Owner &owner, const QString &key, const QString &value)
{
    if (const auto name = checkTexts({key}); !name)
        return refused<void>(name.error());
    if (const auto fits = checkTexts({value}, maximumValue); !fits)
        return refused<void>(fits.error());
    return m_writer.submit<void>(Access::Write, [owner, setting = std::pair(key, value)](Database &database) {
        return writeValue(database, owner, setting);
    });
}

QFuture<Result<void>> SettingStore::remove(const Owner &owner, const QString &key)
{
    return m_writer.submit<void>(
        Access::Write, [owner, key](Database &database) { return removeValue(database, owner, key); });
}

} // namespace spectrum::store
