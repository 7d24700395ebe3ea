// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Reads the SQLite file in which the first Spectrum 2 kept the accounts of one instance.
#pragma once

#include "store/Statement.h"

#include <spectrum/Account.h>
#include <spectrum/Contact.h>
#include <spectrum/Result.h>

#include <QMap>

#include <memory>
#include <optional>

struct sqlite3;

namespace spectrum::store
{

// All as it was written: names are in nobody's canonical spelling. Passwords are in clear in these files.
struct OldAccount {
    Account account = {};
    QList<Contact> contacts = {};
    QMap<QString, QString> settings = {};
};

// The file is only read. Whatever is in it, nothing of it is run.
class OldDatabase
{
public:
    // The prefix stands before the name of every table. Every error is one sentence.
    [[nodiscard]] static Result<std::unique_ptr<OldDatabase>> open(const QString &path,
                                                                   const QString &prefix);
    ~OldDatabase();
    OldDatabase(const OldDatabase &) = delete;
    OldDatabase &operator=(const OldDatabase &) = delete;

    // One after the other; nothing after the last.
    [[nodiscard]] Result<std::optional<OldAccount>> next();

private:
    OldDatabase(sqlite3 *connection, QString path) : m_connection(connection), m_path(std::move(path)) {}

    [[nodiscard]] Result<void> prepare(const QString &prefix);
    [[nodiscard]] Error unreadable() const;
    [[nodiscard]] Result<void> readContacts(qint64 user, OldAccount &account);
    [[nodiscard]] Result<void> readSettings(qint64 user, OldAccount &account);

    sqlite3 *m_connection;
    QString m_path;
    qint64 m_last = -1;
    sqlite3_stmt *m_users = nullptr;
    sqlite3_stmt *m_contacts = nullptr;
    sqlite3_stmt *m_settings = nullptr;
};

} // namespace spectrum::store
