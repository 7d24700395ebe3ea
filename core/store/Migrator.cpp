// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "store/Migrator.h"

#include <QDir>
#include <QFile>

static void initSchema()
{
    Q_INIT_RESOURCE(store_schema);
}

namespace spectrum::store
{

namespace
{

Error refusal(const QString &text)
{
    return {.kind = ErrorKind::StorageFailed, .userText = text};
}

QByteArray marks(qsizetype number)
{
    return "PRAGMA application_id=" + QByteArray::number(LogMark::complete) +
           ";PRAGMA user_version=" + QByteArray::number(number) + ';';
}

} // namespace

QList<Migrator::Migration> Migrator::builtIn()
{
    initSchema();
    QList<Migration> migrations;
    const QDir folder(QStringLiteral(":/spectrum2/schema"));
    const QStringList names = folder.entryList({QStringLiteral("*.sql")}, QDir::Files, QDir::Name);
    for (const QString &name : names) {
        QFile file(folder.filePath(name));
        if (file.open(QIODevice::ReadOnly))
            migrations.append({name.left(4).toInt(), file.readAll()});
    }
    return migrations;
}

Result<qint64> Migrator::currentNumber(Database &database) const
{
    const auto number = database.readNumber("PRAGMA user_version");
    const auto application = database.readNumber("PRAGMA application_id");
    const auto tables = database.readNumber("SELECT count(*) FROM sqlite_master");
    for (const auto *answer : {&number, &application, &tables}) {
        if (!answer->isOk())
            return answer->error();
    }
    const bool isNew = *tables == 0 && *number == 0 && *application == 0;
    if (!isNew && *application != LogMark::complete && *application != LogMark::needsLog)
        return refusal(QStringLiteral("It is a database of another program."));
    if (*number > m_migrations.size()) {
        return refusal(
            QStringLiteral("It was written by a newer version of this program (schema %1; this version "
                           "knows %2).")
                .arg(*number)
                .arg(m_migrations.size()));
    }
    return number;
}

Result<void> Migrator::migrate(Database &database) const
{
    const auto current = currentNumber(database);
    if (!current)
        return current.error();
    if (*current == m_migrations.size())
        return {};
    QByteArray script = "BEGIN IMMEDIATE;";
    for (const Migration &migration : m_migrations) {
        if (migration.number > *current)
            script += migration.sql + '\n';
    }
    script += marks(m_migrations.size()) + "COMMIT;";
    const auto done = database.execute(script);
    if (!done && database.isInTransaction())
        static_cast<void>(database.execute("ROLLBACK").isOk());
    return done;
}

} // namespace spectrum::store
