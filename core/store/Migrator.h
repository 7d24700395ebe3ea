// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Brings a database to the schema that this program knows.
#pragma once

#include "store/Database.h"

#include <QByteArray>
#include <QList>

namespace spectrum::store
{

class Migrator
{
public:
    struct Migration {
        int number = 0;
        QByteArray sql = {};
    };

    // The files NNNN-name.sql of resources/schema, in order.
    [[nodiscard]] static QList<Migration> builtIn();

    // Numbers count from 1 without gaps.
    explicit Migrator(QList<Migration> migrations) : m_migrations(std::move(migrations)) {}

    // Applies what is missing, all or nothing. Refuses a newer schema and a database that is not a store of
    // this program, without changing it.
    [[nodiscard]] Result<void> migrate(Database &database) const;

private:
    [[nodiscard]] Result<qint64> currentNumber(Database &database) const;

    QList<Migration> m_migrations;
};

} // namespace spectrum::store
