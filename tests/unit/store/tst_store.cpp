// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "StoreFolder.h"

#include "store/Database.h"

#include <QElapsedTimer>

#include <csignal>
#include <sys/resource.h>

using namespace spectrum;
using spectrum::store::Database;
using spectrum::store::KeySource;
using spectrum::store::Store;

namespace
{

const InstanceId here(QStringLiteral("irc.example.org"));

Account account(const QString &user, const QByteArray &secret)
{
    return {.user = UserId(user), .name = user, .secret = Secret(secret)};
}

void fill(const StoreFolder &folder, int count)
{
    const auto store = folder.open();
    if (!store)
        qFatal("%s", qPrintable(store.error().userText));
    for (int i = 0; i < count; ++i)
        (*store)->accounts().put(here, account(QStringLiteral("user%1").arg(i), QByteArray(300, 's')));
}

} // namespace

class TestStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void opensFast();
    void secondHostIsRefused();
    void refusalsChangeNothing_data();
    void refusalsChangeNothing();
    void aMissingFileWithItsLogIsRefused();
    void draftOfACrashIsReplaced();
    void secretsAreNowhereReadable();
    void aFullDiskIsAnError();
};

void TestStore::opensFast()
{
    StoreFolder folder;
    fill(folder, 100);
    QElapsedTimer elapsed;
    elapsed.start();
    const auto store = folder.open();
    qInfo("opened in %lld us", elapsed.nsecsElapsed() / 1000);
    QVERIFY(store.isOk());
    QVERIFY(elapsed.elapsed() < 200);
}

void TestStore::secondHostIsRefused()
{
    StoreFolder folder;
    const auto first = folder.open();
    QVERIFY(first.isOk());
    const auto second = folder.open();
    QVERIFY(!second.isOk());
    QCOMPARE(second.error().kind, ErrorKind::Conflict);
    QCOMPARE(second.error().userText,
             QStringLiteral("The store %1 is in use: %1.lock is locked by process %2.")
                 .arg(folder.store())
                 .arg(::getpid()));
    QVERIFY(await((*first)->accounts().put(here, account(QStringLiteral("anna"), "s"))).isOk());
}

void TestStore::refusalsChangeNothing_data()
{
    QTest::addColumn<QString>("harm");
    QTest::addColumn<QString>("text");
    QTest::newRow("wrong key") << QStringLiteral("key") << QStringLiteral("does not open with this key");
    QTest::newRow("key missing") << QStringLiteral("no key") << QStringLiteral("is missing");
    QTest::newRow("plain file") << QStringLiteral("plain") << QStringLiteral("is not encrypted");
    QTest::newRow("truncated") << QStringLiteral("cut") << QStringLiteral("is damaged or cut");
    QTest::newRow("emptied") << QStringLiteral("empty") << QStringLiteral("is cut: it has only 0 bytes");
    QTest::newRow("newer schema") << QStringLiteral("newer") << QStringLiteral("by a newer version");
}

void TestStore::refusalsChangeNothing()
{
    QFETCH(QString, harm);
    QFETCH(QString, text);
    StoreFolder folder;
    fill(folder, 100);
    const QByteArray good = StoreFolder::read(folder.store());
    if (harm == QLatin1String("key"))
        StoreFolder::write(folder.key(), QByteArray(32, 'x'));
    if (harm == QLatin1String("no key"))
        QVERIFY(QFile::remove(folder.key()));
    if (harm == QLatin1String("plain"))
        StoreFolder::write(folder.store(), QByteArray("SQLite format 3\0", 16) + good.mid(16));
    if (harm == QLatin1String("cut"))
        StoreFolder::write(folder.store(), good.chopped(4096));
    if (harm == QLatin1String("empty"))
        StoreFolder::write(folder.store(), {});
    if (harm == QLatin1String("newer")) {
        const auto database =
            Database::open(folder.store(), *KeySource::obtain({folder.key(), {}, folder.store()}));
        QVERIFY((*database)->execute("PRAGMA user_version=99").isOk());
        QVERIFY((*database)->emptyLog().isOk());
    }
    const auto before = folder.bytes();
    const bool hadKey = QFile::exists(folder.key());
    const auto refused = folder.open();
    QVERIFY(!refused.isOk());
    QVERIFY2(refused.error().userText.contains(text), qPrintable(refused.error().userText));
    QCOMPARE(refused.error().userText.count(QLatin1Char('\n')), 0);
    QVERIFY(folder.bytes() == before);
    QCOMPARE(QFile::exists(folder.key()), hadKey);
}

void TestStore::aMissingFileWithItsLogIsRefused()
{
    StoreFolder folder;
    fill(folder, 1);
    QVERIFY(QFile::rename(folder.store(), folder.store() + QLatin1String("-wal")));
    QFile::remove(folder.key());
    const auto refused = folder.open();
    QVERIFY(!refused.isOk());
    QVERIFY(refused.error().userText.contains(QStringLiteral("-wal is there")));
    QVERIFY(!QFile::exists(folder.store()));
}

void TestStore::draftOfACrashIsReplaced()
{
    StoreFolder folder;
    QVERIFY(QDir().mkpath(folder.path(QStringLiteral("data"))));
    StoreFolder::write(folder.store() + QLatin1String(".new"), "half a page");
    StoreFolder::write(folder.store() + QLatin1String(".new-journal"), "of another life");
    QVERIFY(folder.open().isOk());
    QVERIFY(!QFile::exists(folder.store() + QLatin1String(".new")));
}

void TestStore::secretsAreNowhereReadable()
{
    const QByteArray marker = "MARKER-p4ssw0rd-MARKER";
    StoreFolder folder;
    const auto isSeen = [&] {
        const auto files = folder.bytes();
        return std::any_of(files.cbegin(), files.cend(), [&](const QByteArray &bytes) {
            return bytes.contains(marker) || bytes.contains(marker.toHex()) ||
                   bytes.contains(marker.toBase64());
        });
    };
    {
        const auto store = folder.open();
        auto &accounts = (*store)->accounts();
        for (int i = 0; i < 500; ++i)
            accounts.put(here, account(QStringLiteral("user%1").arg(i), marker));
        QCOMPARE(await(accounts.count(here)).value(), 500);
        QVERIFY(folder.bytes().contains(QStringLiteral("spectrum2.db-wal")));
        QVERIFY(!isSeen());
        for (int i = 0; i < 500; ++i)
            accounts.remove(here, UserId(QStringLiteral("user%1").arg(i)));
        QCOMPARE(await(accounts.count(here)).value(), 0);
        QVERIFY(!isSeen());
    }
    QVERIFY(!isSeen());
}

// A limit on the size of files stands for the disk: writing fails in the same places.
void TestStore::aFullDiskIsAnError()
{
    StoreFolder folder;
    fill(folder, 10);
    const auto store = folder.open();
    auto &accounts = (*store)->accounts();
    ::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    QCOMPARE(::getrlimit(RLIMIT_FSIZE, &before), 0);
    const rlimit small{200 * 1024, before.rlim_max};
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &small), 0);
    int kept = 0;
    int failed = 0;
    for (int i = 0; i < 200; ++i) {
        const auto put =
            await(accounts.put(here, account(QStringLiteral("late%1").arg(i), QByteArray(20000, 'x'))));
        kept += put.isOk() ? 1 : 0;
        if (!put) {
            QCOMPARE(put.error().kind, ErrorKind::StorageFailed);
            ++failed;
        }
    }
    QVERIFY(failed > 0);
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &before), 0);
    // There is room again, and what was acknowledged is there.
    QCOMPARE(await(accounts.count(here)).value(), 10 + kept);
    QVERIFY(await(accounts.put(here, account(QStringLiteral("after"), "s"))).isOk());
}

QTEST_GUILESS_MAIN(TestStore)
#include "tst_store.moc"
