// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "StoreFolder.h"

#include "store/Database.h"

#include <csignal>
#include <sys/resource.h>

using namespace spectrum;
using spectrum::store::Database;
using spectrum::store::KeySource;
using spectrum::store::Store;

namespace
{

const InstanceId here(QStringLiteral("irc.example.org"));

Account account(int number, qsizetype size = 100)
{
    return {.user = UserId(QString::number(number)),
            .name = QStringLiteral("name"),
            .secret = Secret(QByteArray(size, 's'))};
}

QString logOf(const QString &path)
{
    return path + QLatin1String("-wal");
}

enum class Log : quint8 {
    Kept,
    Missing,
    Empty,
    Cut,
};

// What a crash would leave of the store at this moment, under another name.
QString crash(const StoreFolder &folder, Log log)
{
    static int crashes = 0;
    const QString path = folder.path(QStringLiteral("data/crash%1.db").arg(++crashes));
    if (!QFile::copy(folder.store(), path))
        qFatal("the store cannot be copied");
    if (log == Log::Empty)
        StoreFolder::write(logOf(path), {});
    else if (log != Log::Missing && QFile::exists(logOf(folder.store())))
        QFile::copy(logOf(folder.store()), logOf(path));
    if (log == Log::Cut)
        QFile::resize(logOf(path), 31);
    return path;
}

Result<std::unique_ptr<Store>> openAt(const StoreFolder &folder, const QString &path)
{
    return Store::open({.path = path, .keyFile = folder.key()});
}

} // namespace

class TestLogMark : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aStoreWithoutItsLogIsRefusedUnchanged_data();
    void aStoreWithoutItsLogIsRefusedUnchanged();
    void aCrashAtAnyTimeIsNot();
    void aCleanEndNeedsNoLog();
    void anEmptiedLogIsNotNeeded();
    void anotherToolMayFoldTheLog();
    void theChangesCanBeGivenUp();
    void aFullDiskLeavesAStoreThatOpens();
};

void TestLogMark::aStoreWithoutItsLogIsRefusedUnchanged_data()
{
    QTest::addColumn<int>("log");
    QTest::addColumn<QString>("text");
    QTest::newRow("missing") << int(Log::Missing) << QStringLiteral("is missing");
    QTest::newRow("empty") << int(Log::Empty) << QStringLiteral("is cut");
    QTest::newRow("cut") << int(Log::Cut) << QStringLiteral("is cut");
}

void TestLogMark::aStoreWithoutItsLogIsRefusedUnchanged()
{
    QFETCH(int, log);
    QFETCH(QString, text);
    StoreFolder folder;
    const auto store = folder.open();
    QVERIFY2(store.isOk(), reasonOf(store).constData());
    QVERIFY(await((*store)->accounts().put(here, account(1))).isOk());
    const QString path = crash(folder, Log(log));
    const auto before = folder.bytes();
    for (int i = 0; i < 3; ++i) {
        const auto refused = openAt(folder, path);
        QVERIFY(!refused.isOk());
        QCOMPARE(refused.error().kind, ErrorKind::StorageFailed);
        QVERIFY2(refused.error().userText.contains(QStringLiteral("lacks its last changes: its log ") +
                                                   logOf(path) + QLatin1Char(' ') + text),
                 reasonOf(refused).constData());
        QCOMPARE(folder.bytes(), before);
    }
}

// Some of them while the log is longer than what makes it be folded.
void TestLogMark::aCrashAtAnyTimeIsNot()
{
    StoreFolder folder;
    const auto store = folder.open();
    auto &accounts = (*store)->accounts();
    for (int i = 0; i < 60; ++i) {
        QVERIFY(await(accounts.put(here, account(i, 60000))).isOk());
        {
            const auto opened = openAt(folder, crash(folder, Log::Kept));
            QVERIFY2(opened.isOk(), reasonOf(opened).constData());
            QCOMPARE(await((*opened)->accounts().count(here)).value(), i + 1);
        }
        QVERIFY(!openAt(folder, crash(folder, Log::Missing)).isOk());
        const QDir data(folder.path(QStringLiteral("data")));
        const QStringList names = data.entryList({QStringLiteral("crash*")}, QDir::Files);
        for (const QString &name : names)
            QFile::remove(data.filePath(name));
    }
    // It was folded meanwhile.
    QVERIFY(QFile(logOf(folder.store())).size() < 6 * 1024 * 1024);
}

void TestLogMark::aCleanEndNeedsNoLog()
{
    StoreFolder folder;
    for (int i = 0; i < 5; ++i) {
        const auto store = folder.open();
        QVERIFY2(store.isOk(), reasonOf(store).constData());
        QCOMPARE(await((*store)->accounts().count(here)).value(), (i + 1) / 2);
        if (i % 2 == 0)
            QVERIFY(await((*store)->accounts().put(here, account(i))).isOk());
    }
    QVERIFY(!QFile::exists(logOf(folder.store())));
}

void TestLogMark::anEmptiedLogIsNotNeeded()
{
    StoreFolder folder;
    const auto store = folder.open();
    QVERIFY(await((*store)->accounts().put(here, account(1))).isOk());
    QVERIFY(await((*store)->accounts().put(here, account(2))).isOk());
    // The secrets of what is removed do not stay in the log.
    QVERIFY(await((*store)->accounts().remove(here, UserId(QStringLiteral("1")))).isOk());
    QTRY_COMPARE(QFile(logOf(folder.store())).size(), 0);
    for (const Log log : {Log::Kept, Log::Missing}) {
        const auto opened = openAt(folder, crash(folder, log));
        QVERIFY2(opened.isOk(), reasonOf(opened).constData());
        QCOMPARE(await((*opened)->accounts().count(here)).value(), 1);
    }
    QVERIFY(await((*store)->accounts().put(here, account(3))).isOk());
    QVERIFY(!openAt(folder, crash(folder, Log::Missing)).isOk());
}

// Someone looks into the store with the engine's own program after a crash, which folds the log and removes
// it.
void TestLogMark::anotherToolMayFoldTheLog()
{
    StoreFolder folder;
    const auto store = folder.open();
    QVERIFY(await((*store)->accounts().put(here, account(1))).isOk());
    const QString path = crash(folder, Log::Kept);
    {
        const auto key = KeySource::obtain({folder.key(), {}, path});
        const auto tool = Database::open(path, *key);
        QVERIFY2(tool.isOk(), reasonOf(tool).constData());
        QVERIFY((*tool)->accept().isOk());
    }
    QVERIFY(!QFile::exists(logOf(path)));
    const auto opened = openAt(folder, path);
    QVERIFY2(opened.isOk(), reasonOf(opened).constData());
    QCOMPARE(await((*opened)->accounts().count(here)).value(), 1);
}

void TestLogMark::theChangesCanBeGivenUp()
{
    StoreFolder folder;
    const auto store = folder.open();
    QVERIFY(await((*store)->accounts().put(here, account(1))).isOk());
    const QString path = crash(folder, Log::Missing);
    StoreFolder::write(logOf(path), {});
    QVERIFY(QFile::resize(logOf(path), 32));
    for (int i = 0; i < 2; ++i) {
        const auto opened = openAt(folder, path);
        QVERIFY2(opened.isOk(), reasonOf(opened).constData());
        QCOMPARE(await((*opened)->accounts().count(here)).value(), 0);
    }
}

void TestLogMark::aFullDiskLeavesAStoreThatOpens()
{
    StoreFolder folder;
    ::signal(SIGXFSZ, SIG_IGN);
    rlimit before{};
    QCOMPARE(::getrlimit(RLIMIT_FSIZE, &before), 0);
    int kept = 0;
    // Limits that meet the mark, its fold, the change and the last fold.
    for (rlim_t size = 16 * 1024; size < 400 * 1024; size += 4096 + 1000) {
        {
            const auto store = folder.open();
            QVERIFY2(store.isOk(), reasonOf(store).constData());
            QCOMPARE(await((*store)->accounts().count(here)).value(), kept);
            const rlimit small{size, before.rlim_max};
            QCOMPARE(::setrlimit(RLIMIT_FSIZE, &small), 0);
            for (int i = 0; i < 4; ++i)
                kept += await((*store)->accounts().put(here, account(kept, 20000))).isOk() ? 1 : 0;
        }
        QCOMPARE(::setrlimit(RLIMIT_FSIZE, &before), 0);
    }
    QVERIFY(kept > 10);
}

QTEST_GUILESS_MAIN(TestLogMark)
#include "tst_logmark.moc"
