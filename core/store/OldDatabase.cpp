// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "store/OldDatabase.h"

#include "store/SqlError.h"

#include <QFile>

#include <sqlite3.h>

#include <algorithm>

namespace spectrum::store
{

namespace
{

constexpr QByteArrayView plainHeader("SQLite format 3\0", 16);

// How the table of users begins.
enum : int { IdColumn, UserColumn, NameColumn, PasswordColumn };

Error refusal(const QString &text, const QString &detail = {})
{
    return {.kind = ErrorKind::StorageFailed, .userText = text, .detail = detail};
}

bool isPrefix(const QString &prefix)
{
    return std::all_of(prefix.cbegin(), prefix.cend(),
                       [](QChar c) { return c.unicode() < 128 && (c.isLetterOrNumber() || c == u'_'); });
}

QStringList groupsOf(const QString &text)
{
    return text.split(u'\n', Qt::SkipEmptyParts);
}

} // namespace

Result<std::unique_ptr<OldDatabase>> OldDatabase::open(const QString &path, const QString &prefix)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return refusal(QStringLiteral("%1 cannot be opened: %2.").arg(path, file.errorString()));
    if (file.read(plainHeader.size()) != plainHeader)
        return refusal(QStringLiteral("%1 is not a database of the first Spectrum 2.").arg(path));
    if (!isPrefix(prefix))
        return refusal(
            QStringLiteral("database.prefix \"%1\" cannot be part of a table's name.").arg(prefix));
    sqlite3 *connection = nullptr;
    const int code =
        ::sqlite3_open_v2(QFile::encodeName(path).constData(), &connection,
                          SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
    std::unique_ptr<OldDatabase> database(new OldDatabase(connection, path));
    if (code != SQLITE_OK)
        return database->unreadable();
    ::sqlite3_db_config(connection, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    ::sqlite3_db_config(connection, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    ::sqlite3_db_config(connection, SQLITE_DBCONFIG_ENABLE_VIEW, 0, nullptr);
    if (const auto prepared = database->prepare(prefix); !prepared)
        return prepared.error();
    return database;
}

OldDatabase::~OldDatabase()
{
    for (sqlite3_stmt *statement : {m_users, m_contacts, m_settings})
        ::sqlite3_finalize(statement);
    ::sqlite3_close_v2(m_connection);
}

Error OldDatabase::unreadable() const
{
    return refusal(QStringLiteral("%1 cannot be read as a database of the first Spectrum 2: %2.")
                       .arg(m_path, QString::fromUtf8(::sqlite3_errmsg(m_connection))));
}

Result<void> OldDatabase::prepare(const QString &prefix)
{
    const std::pair<sqlite3_stmt **, const char *> statements[]{
        {&m_users, "SELECT * FROM %1users WHERE id>? ORDER BY id LIMIT 1"},
        {&m_contacts, "SELECT uin, nickname, groups FROM %1buddies WHERE user_id=? ORDER BY uin"},
        {&m_settings, "SELECT var, value FROM %1users_settings WHERE user_id=?"},
    };
    for (const auto &[statement, text] : statements) {
        const QByteArray sql = QString::fromLatin1(text).arg(prefix).toUtf8();
        if (::sqlite3_prepare_v2(m_connection, sql.constData(), -1, statement, nullptr) != SQLITE_OK)
            return unreadable();
    }
    if (::sqlite3_column_count(m_users) > PasswordColumn)
        return {};
    return refusal(QStringLiteral("%1 is not a database of the first Spectrum 2.").arg(m_path));
}

Result<std::optional<OldAccount>> OldDatabase::next()
{
    OldAccount old;
    {
        Statement users(m_users);
        const auto row = users.bind(m_last).step();
        if (!row)
            return unreadable();
        if (!*row)
            return std::optional<OldAccount>();
        m_last = users.number(IdColumn);
        old.account = {.user = UserId(users.text(UserColumn)),
                       .name = users.text(NameColumn),
                       .secret = Secret(users.bytes(PasswordColumn))};
    }
    if (const auto read = readContacts(m_last, old); !read)
        return read.error();
    if (const auto read = readSettings(m_last, old); !read)
        return read.error();
    return std::optional<OldAccount>(std::move(old));
}

Result<void> OldDatabase::readContacts(qint64 user, OldAccount &account)
{
    Statement contacts(m_contacts);
    contacts.bind(user);
    for (;;) {
        const auto row = contacts.step();
        if (!row)
            return unreadable();
        if (!*row)
            return {};
        account.contacts.append({.id = ContactId(contacts.text(0)),
                                 .name = contacts.text(1),
                                 .groups = groupsOf(contacts.text(2))});
    }
}

Result<void> OldDatabase::readSettings(qint64 user, OldAccount &account)
{
    Statement settings(m_settings);
    settings.bind(user);
    for (;;) {
        const auto row = settings.step();
        if (!row)
            return unreadable();
        if (!*row)
            return {};
        account.settings.insert(settings.text(0), settings.text(1));
    }
}

} // namespace spectrum::store
