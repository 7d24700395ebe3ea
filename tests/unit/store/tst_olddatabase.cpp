// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "OldFile.h"
#include "StoreFolder.h"

#include "store/OldDatabase.h"

using namespace spectrum;
using namespace spectrum::store;
using namespace spectrum::testing;

class OldDatabaseTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsOneAfterTheOther();
    void readsTablesWithAPrefix();
    void changesNothing();
    void refusesPrefixesThatAreNone();
    void refusesWhatIsNoDatabase();
    void refusesOtherTables();
    void runsNothingOfTheFile();
    void saysThatAFileIsBroken();
    void bearsStrangeValues();

private:
    [[nodiscard]] QString path() const
    {
        return m_folder.path(QString::fromLatin1(QTest::currentTestFunction()) + QLatin1String(".sql"));
    }
    static QString refusalOf(const QString &path, const QString &prefix = {})
    {
        const auto opened = OldDatabase::open(path, prefix);
        return opened ? QString() : opened.error().userText;
    }

    StoreFolder m_folder;
};

void OldDatabaseTest::readsOneAfterTheOther()
{
    OldFile file(path());
    file.run("INSERT INTO users (id, jid, uin, password, language) VALUES "
             "(7, 'romeo@example.org', 'Romeo', 'p''s', 'en'), (9, 'juliet@example.org', 'julia', '', 'en')");
    file.run("INSERT INTO buddies (user_id, uin, subscription, nickname, groups) VALUES "
             "(7, 'juliet', 'both', 'Julia', 'Verona' || char(10) || 'Balcony'), "
             "(7, 'tybalt', 'ask', '', ''), (8, 'nobody', 'both', '', '')");
    file.run("INSERT INTO users_settings VALUES (7, 'stay_connected', 1, '1'), (9, 'x', 1, 'y')");
    auto old = OldDatabase::open(path(), {});
    QVERIFY2(old, reasonOf(old).constData());
    auto romeo = (*old)->next();
    QVERIFY(romeo && *romeo);
    QCOMPARE((*romeo)->account.user, UserId(QStringLiteral("romeo@example.org")));
    QCOMPARE((*romeo)->account.name, QStringLiteral("Romeo"));
    QCOMPARE((*romeo)->account.secret, Secret("p's"));
    QCOMPARE((*romeo)->contacts.size(), 2);
    QCOMPARE((*romeo)->contacts[0], (Contact{ContactId(QStringLiteral("juliet")),
                                             QStringLiteral("Julia"),
                                             {QStringLiteral("Verona"), QStringLiteral("Balcony")}}));
    QCOMPARE((*romeo)->contacts[1].groups, QStringList());
    QCOMPARE((*romeo)->settings,
             (QMap<QString, QString>{{QStringLiteral("stay_connected"), QStringLiteral("1")}}));
    auto juliet = (*old)->next();
    QVERIFY(juliet && *juliet);
    QVERIFY((*juliet)->account.secret.isEmpty());
    QVERIFY((*juliet)->contacts.isEmpty());
    const auto end = (*old)->next();
    QVERIFY(end && !*end);
    QVERIFY((*old)->next() && !*(*old)->next());
}

void OldDatabaseTest::readsTablesWithAPrefix()
{
    OldFile file(path(), "old_");
    file.run("INSERT INTO old_users (jid, uin, password, language) VALUES ('a@example.org', 'a', '', 'en')");
    QVERIFY(!refusalOf(path()).isEmpty());
    auto old = OldDatabase::open(path(), QStringLiteral("old_"));
    QVERIFY(old);
    QVERIFY(*(*old)->next());
}

void OldDatabaseTest::changesNothing()
{
    {
        OldFile file(path());
        file.run("INSERT INTO users (jid, uin, password, language) VALUES ('a@example.org', 'a', 'b', 'en')");
    }
    const QByteArray before = StoreFolder::read(path());
    {
        auto old = OldDatabase::open(path(), {});
        QVERIFY(old && *(*old)->next());
    }
    QCOMPARE(StoreFolder::read(path()), before);
    for (const char *suffix : {"-journal", "-wal", "-shm"})
        QVERIFY(!QFile::exists(path() + QLatin1String(suffix)));
}

void OldDatabaseTest::refusesPrefixesThatAreNone()
{
    const OldFile file(path());
    for (const char *prefix : {"x; DROP TABLE users; --", "a b", "main.", "\"", "\xc3\xa4"})
        QVERIFY(refusalOf(path(), QString::fromUtf8(prefix)).contains(QLatin1String("database.prefix")));
}

void OldDatabaseTest::refusesWhatIsNoDatabase()
{
    QVERIFY(refusalOf(path()).contains(QLatin1String("cannot be opened")));
    StoreFolder::write(path(), "jid,uin\n");
    QVERIFY(refusalOf(path()).contains(QLatin1String("is not a database")));
    StoreFolder::write(path(), {});
    QVERIFY(refusalOf(path()).contains(QLatin1String("is not a database")));
    StoreFolder::write(path(), QByteArray("SQLite format 3\0", 16) + QByteArray(5000, 'x'));
    QVERIFY(refusalOf(path()).endsWith(u'.'));
}

void OldDatabaseTest::refusesOtherTables()
{
    OldFile file(path());
    file.run("DROP TABLE users");
    QVERIFY(refusalOf(path()).contains(QLatin1String("no such table")));
    file.run("CREATE TABLE users (id INTEGER, jid TEXT)");
    QVERIFY(refusalOf(path()).contains(QLatin1String("is not a database")));
}

// Somebody else may have made the file: a view is code.
void OldDatabaseTest::runsNothingOfTheFile()
{
    OldFile file(path());
    file.run("ALTER TABLE users RENAME TO real");
    file.run(
        "CREATE VIEW users AS WITH RECURSIVE endless(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM endless) "
        "SELECT n AS id, 'a' AS jid, 'b' AS uin, 'c' AS password FROM endless");
    QVERIFY(!refusalOf(path()).isEmpty());
}

void OldDatabaseTest::saysThatAFileIsBroken()
{
    {
        OldFile file(path());
        for (int number = 0; number < 200; ++number)
            file.run("INSERT INTO users (jid, uin, password, language) VALUES ('u" +
                     QByteArray::number(number) + "@example.org', '" + QByteArray(200, 'n') + "', '', 'en')");
    }
    QByteArray bytes = StoreFolder::read(path());
    QVERIFY(bytes.size() > 16384);
    bytes.replace(8192, bytes.size() - 8192, QByteArray(bytes.size() - 8192, '\xee'));
    StoreFolder::write(path(), bytes);
    auto old = OldDatabase::open(path(), {});
    QVERIFY2(old, reasonOf(old).constData());
    for (int count = 0; count < 1000; ++count) {
        const auto next = (*old)->next();
        if (!next) {
            QVERIFY(next.error().userText.contains(path()));
            return;
        }
        QVERIFY(*next);
    }
    QFAIL("a broken file was read without end");
}

void OldDatabaseTest::bearsStrangeValues()
{
    OldFile file(path());
    file.run("INSERT INTO users (jid, uin, password, language) VALUES (x'ff00fe', 12, x'00', 'en'), "
             "('', zeroblob(100000), 1.5, 'en')");
    file.run("INSERT INTO buddies (user_id, uin, subscription, nickname, groups) "
             "VALUES (1, x'', 'both', x'ffff', char(10) || char(10))");
    auto old = OldDatabase::open(path(), {});
    QVERIFY(old);
    const auto first = (*old)->next();
    QVERIFY(first && *first);
    QCOMPARE((*first)->contacts.size(), 1);
    QVERIFY((*first)->contacts[0].groups.isEmpty());
    const auto second = (*old)->next();
    QVERIFY(second && *second);
    const auto end = (*old)->next();
    QVERIFY(end && !*end);
}

QTEST_GUILESS_MAIN(OldDatabaseTest)
#include "tst_olddatabase.moc"
