// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "StoreFolder.h"

#include "store/Database.h"

using spectrum::Error;
using spectrum::ErrorKind;
using spectrum::Secret;
using spectrum::store::Database;

namespace
{

const QByteArray keyBytes(32, 'k');

QString made(const StoreFolder &folder)
{
    const QString path = folder.path(QStringLiteral("a.db"));
    const auto database = Database::create(path, Secret(keyBytes));
    if (!database)
        qFatal("%s", qPrintable(database.error().userText));
    if (!(*database)->execute("CREATE TABLE t (a TEXT, b BLOB);"
                              "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<200)"
                              " INSERT INTO t SELECT printf('%0500d', i), x'00ff' FROM n"))
        qFatal("the table cannot be filled");
    return path;
}

} // namespace

class TestDatabase : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsValues();
    void statementsAreUsedAgain();
    void fileIsEncryptedAndPrivate();
    void createRefusesAFileThatExists();
    void unusableFilesAreRefusedUnchanged_data();
    void unusableFilesAreRefusedUnchanged();
    void wrongKeyIsRefused();
    void anotherProgramIsRefusedWhileOpen();
    void refusingLeavesTheLogAlone();
    void anAcceptedOneIsDurableAndOverwritesWhatIsDeleted();
};

void TestDatabase::keepsValues()
{
    StoreFolder folder;
    const auto database = Database::open(made(folder), Secret(keyBytes));
    QVERIFY(database.isOk());
    QVERIFY((*database)->execute("DELETE FROM t").isOk());
    const QString text = QStringLiteral("ä\n\"'; DROP TABLE t; -- \U0001f600") + QChar(0) + QLatin1Char('x');
    const QByteArray bytes("\0\xff'x", 4);
    {
        auto insert = (*database)->prepare("INSERT INTO t VALUES (?, ?)");
        QVERIFY(insert.isOk());
        QVERIFY(insert->bind(text).bind(QByteArrayView(bytes)).run().isOk());
    }
    auto select = (*database)->prepare("SELECT a, b FROM t");
    QVERIFY(select.isOk());
    const auto row = select->step();
    QVERIFY(row.isOk() && *row);
    QCOMPARE(select->text(0), text);
    QCOMPARE(select->bytes(1).toByteArray(), bytes);
    QVERIFY(!*select->step());
}

void TestDatabase::statementsAreUsedAgain()
{
    StoreFolder folder;
    const auto database = Database::open(made(folder), Secret(keyBytes));
    for (qint64 i = 0; i < 3; ++i) {
        auto statement = (*database)->prepare("SELECT ?");
        const auto row = i == 1 ? statement->step() : statement->bind(i).step();
        QVERIFY(row.isOk() && *row);
        QCOMPARE(statement->number(0), i == 1 ? 0 : i); // what was bound before is gone
    }
    const auto wrong = (*database)->prepare("SELECT nonsense FROM nowhere");
    QVERIFY(!wrong.isOk());
    QCOMPARE(wrong.error().kind, ErrorKind::StorageFailed);
}

void TestDatabase::fileIsEncryptedAndPrivate()
{
    StoreFolder folder;
    const QString path = made(folder);
    const QByteArray bytes = StoreFolder::read(path);
    QVERIFY(!bytes.startsWith("SQLite format 3"));
    QVERIFY(!bytes.contains("CREATE TABLE"));
    QVERIFY(!bytes.contains("0000000000000001"));
    QVERIFY((QFile::permissions(path) & (QFile::ReadGroup | QFile::ReadOther)) == 0);
}

void TestDatabase::createRefusesAFileThatExists()
{
    StoreFolder folder;
    const QString path = folder.path(QStringLiteral("a.db"));
    StoreFolder::write(path, "something");
    QVERIFY(!Database::create(path, Secret(keyBytes)).isOk());
    QCOMPARE(StoreFolder::read(path), "something");
}

void TestDatabase::unusableFilesAreRefusedUnchanged_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("text");
    StoreFolder folder;
    const QByteArray good = StoreFolder::read(made(folder));
    QByteArray flipped = good;
    flipped[100] = char(flipped[100] ^ 1);
    QTest::newRow("empty") << QByteArray() << QStringLiteral("is cut: it has only 0 bytes.");
    QTest::newRow("one page missing") << good.chopped(4096) << QStringLiteral("is damaged or cut.");
    QTest::newRow("half") << good.left(good.size() / 2 / 4096 * 4096) << QStringLiteral("is damaged or cut.");
    QTest::newRow("first page") << good.left(4096) << QStringLiteral("is damaged or cut.");
    QTest::newRow("half a page") << good.left(2000) << QStringLiteral("is cut: it has only 2000 bytes.");
    QTest::newRow("plain") << QByteArray("SQLite format 3\0", 16) + QByteArray(8176, 0)
                           << QStringLiteral("is not encrypted: it is a plain SQLite file.");
    QTest::newRow("text") << QByteArray(10000, 'x') << QStringLiteral("does not open with this key");
    QTest::newRow("first page damaged") << flipped << QStringLiteral("does not open with this key");
}

void TestDatabase::unusableFilesAreRefusedUnchanged()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, text);
    StoreFolder folder;
    const QString path = folder.path(QStringLiteral("a.db"));
    StoreFolder::write(path, bytes);
    {
        const auto database = Database::open(path, Secret(keyBytes));
        QVERIFY(!database.isOk());
        QCOMPARE(database.error().kind, ErrorKind::StorageFailed);
        QVERIFY2(database.error().userText.contains(text), qPrintable(database.error().userText));
        QVERIFY(database.error().userText.contains(path));
    }
    QCOMPARE(StoreFolder::read(path), bytes);
    QCOMPARE(QDir(folder.path({})).entryList(QDir::Files).size(), 1);
}

void TestDatabase::wrongKeyIsRefused()
{
    StoreFolder folder;
    const QString path = made(folder);
    const QByteArray before = StoreFolder::read(path);
    QVERIFY(!Database::open(path, Secret(QByteArray(32, 'x'))).isOk());
    QVERIFY(!Database::open(path, Secret()).isOk());
    QCOMPARE(StoreFolder::read(path), before);
    QVERIFY(Database::open(path, Secret(keyBytes)).isOk());
}

void TestDatabase::anotherProgramIsRefusedWhileOpen()
{
    StoreFolder folder;
    const QString path = made(folder);
    const auto first = Database::open(path, Secret(keyBytes));
    QVERIFY((*first)->accept().isOk());
    QVERIFY((*first)->execute("DELETE FROM t").isOk());
    const auto second = Database::open(path, Secret(keyBytes));
    QVERIFY(!second.isOk());
    QCOMPARE(second.error().kind, ErrorKind::Conflict);
}

void TestDatabase::refusingLeavesTheLogAlone()
{
    StoreFolder folder;
    const QString path = made(folder);
    const QString copy = folder.path(QStringLiteral("copy.db"));
    {
        const auto database = Database::open(path, Secret(keyBytes));
        QVERIFY((*database)->accept().isOk());
        QVERIFY((*database)->execute("DELETE FROM t WHERE a LIKE '%1'").isOk());
        // As a crash would leave them.
        QVERIFY(QFile::copy(path, copy));
        QVERIFY(QFile::copy(path + QLatin1String("-wal"), copy + QLatin1String("-wal")));
    }
    const QByteArray file = StoreFolder::read(copy);
    const QByteArray log = StoreFolder::read(copy + QLatin1String("-wal"));
    QVERIFY(!log.isEmpty());
    {
        // Opened, looked at, and not accepted.
        const auto database = Database::open(copy, Secret(keyBytes));
        QVERIFY(database.isOk());
        QCOMPARE((*database)->readNumber("SELECT count(*) FROM t").value(), 180);
    }
    QCOMPARE(StoreFolder::read(copy), file);
    QCOMPARE(StoreFolder::read(copy + QLatin1String("-wal")), log);
}

void TestDatabase::anAcceptedOneIsDurableAndOverwritesWhatIsDeleted()
{
    StoreFolder folder;
    const auto database = Database::open(made(folder), Secret(keyBytes));
    QVERIFY((*database)->accept().isOk());
    QCOMPARE((*database)->readNumber("PRAGMA synchronous").value(), 2);
    QCOMPARE((*database)->readNumber("PRAGMA secure_delete").value(), 1);
    QCOMPARE((*database)->readNumber("PRAGMA temp_store").value(), 2);
}

QTEST_GUILESS_MAIN(TestDatabase)
#include "tst_database.moc"
