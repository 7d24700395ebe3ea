// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "StoreFolder.h"

#include "store/Migrator.h"

using spectrum::Secret;
using spectrum::store::Database;
using spectrum::store::Migrator;

namespace
{

const QByteArray keyBytes(32, 'k');
const Migrator::Migration first{1, "CREATE TABLE a (x); INSERT INTO a VALUES (1);"};
const Migrator::Migration second{2, "CREATE TABLE b (y); INSERT INTO b SELECT x + 1 FROM a;"};
const Migrator::Migration broken{2, "CREATE TABLE b (y); INSERT INTO nowhere VALUES (1);"};

std::unique_ptr<Database> newDatabase(const StoreFolder &folder)
{
    auto database = Database::create(folder.path(QStringLiteral("a.db")), Secret(keyBytes));
    if (!database)
        qFatal("no database");
    return std::move(*database);
}

} // namespace

class TestMigrator : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void builtInCountsFromOne();
    void builtInWorks();
    void appliesWhatIsMissing();
    void brokenMigrationUndoesAll();
    void newerSchemaIsRefused();
    void otherDatabasesAreRefused();
};

void TestMigrator::builtInCountsFromOne()
{
    const auto migrations = Migrator::builtIn();
    QVERIFY(!migrations.isEmpty());
    for (int i = 0; i < migrations.size(); ++i) {
        QCOMPARE(migrations[i].number, i + 1);
        QVERIFY(!migrations[i].sql.isEmpty());
    }
}

void TestMigrator::builtInWorks()
{
    StoreFolder folder;
    const auto database = newDatabase(folder);
    const Migrator migrator(Migrator::builtIn());
    QVERIFY(migrator.migrate(*database).isOk());
    QVERIFY(migrator.migrate(*database).isOk());
    QCOMPARE(database->readNumber("SELECT count(*) FROM accounts").value(), 0);
}

void TestMigrator::appliesWhatIsMissing()
{
    StoreFolder folder;
    const auto database = newDatabase(folder);
    QVERIFY(Migrator({first}).migrate(*database).isOk());
    QVERIFY(Migrator({first, second}).migrate(*database).isOk());
    QCOMPARE(database->readNumber("SELECT y FROM b").value(), 2);
    QCOMPARE(database->readNumber("PRAGMA user_version").value(), 2);
}

void TestMigrator::brokenMigrationUndoesAll()
{
    StoreFolder folder;
    const auto database = newDatabase(folder);
    QVERIFY(Migrator({first}).migrate(*database).isOk());
    QVERIFY(!Migrator({first, broken}).migrate(*database).isOk());
    QCOMPARE(database->readNumber("PRAGMA user_version").value(), 1);
    QCOMPARE(database->readNumber("SELECT count(*) FROM sqlite_master").value(), 1);
    QVERIFY(!database->isInTransaction());
    QVERIFY(Migrator({first, second}).migrate(*database).isOk());
}

void TestMigrator::newerSchemaIsRefused()
{
    StoreFolder folder;
    const auto database = newDatabase(folder);
    QVERIFY(Migrator({first, second}).migrate(*database).isOk());
    const auto refused = Migrator({first}).migrate(*database);
    QVERIFY(!refused.isOk());
    QCOMPARE(refused.error().userText,
             QStringLiteral(
                 "It was written by a newer version of this program (schema 2; this version knows 1)."));
    QCOMPARE(database->readNumber("PRAGMA user_version").value(), 2);
}

void TestMigrator::otherDatabasesAreRefused()
{
    StoreFolder folder;
    const auto database = newDatabase(folder);
    QVERIFY(database->execute("CREATE TABLE theirs (x)").isOk());
    const auto refused = Migrator({first}).migrate(*database);
    QCOMPARE(refused.error().userText, QStringLiteral("It is a database of another program."));
    QCOMPARE(database->readNumber("SELECT count(*) FROM sqlite_master").value(), 1);
}

QTEST_GUILESS_MAIN(TestMigrator)
#include "tst_migrator.moc"
