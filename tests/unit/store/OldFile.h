// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// A database of the first Spectrum 2, made from its documented tables.
#pragma once

#include <QFile>
#include <QString>

#include <sqlite3.h>

namespace spectrum::testing
{

class OldFile
{
public:
    explicit OldFile(const QString &path, const QByteArray &prefix = {})
    {
        if (::sqlite3_open(QFile::encodeName(path).constData(), &m_connection) != SQLITE_OK)
            qFatal("a test database cannot be made");
        run("CREATE TABLE " + prefix +
            "users (id INTEGER PRIMARY KEY NOT NULL, jid varchar(255) NOT NULL, uin varchar(4095) NOT NULL, "
            "password varchar(255) NOT NULL, language varchar(25) NOT NULL, encoding varchar(50) NOT NULL "
            "DEFAULT 'utf8', last_login datetime, vip INTEGER NOT NULL DEFAULT '0', online INTEGER NOT NULL "
            "DEFAULT '0')");
        run("CREATE TABLE " + prefix +
            "buddies (id INTEGER PRIMARY KEY NOT NULL, user_id INTEGER NOT NULL, uin varchar(255) NOT NULL, "
            "subscription varchar(20) NOT NULL, nickname varchar(255) NOT NULL, groups varchar(255) NOT "
            "NULL, flags INTEGER NOT NULL DEFAULT '0')");
        run("CREATE TABLE " + prefix +
            "users_settings (user_id INTEGER NOT NULL, var varchar(50) NOT NULL, type INTEGER NOT NULL, "
            "value varchar(4095) NOT NULL, PRIMARY KEY (user_id, var))");
    }
    ~OldFile() { ::sqlite3_close(m_connection); }
    OldFile(const OldFile &) = delete;
    OldFile &operator=(const OldFile &) = delete;

    void run(const QByteArray &sql)
    {
        char *reason = nullptr;
        if (::sqlite3_exec(m_connection, sql.constData(), nullptr, nullptr, &reason) != SQLITE_OK)
            qFatal("%s: %s", sql.constData(), reason);
    }

private:
    sqlite3 *m_connection = nullptr;
};

} // namespace spectrum::testing
