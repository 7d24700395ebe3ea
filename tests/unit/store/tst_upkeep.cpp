// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "StoreFolder.h"

#include "store/Database.h"

#include <sys/resource.h>

#include <csignal>

using namespace spectrum;
using spectrum::store::Database;
using spectrum::store::KeySource;
using spectrum::store::Store;

namespace
{

const InstanceId here(QStringLiteral("irc.example.org"));

Account account(int number)
{
    return {.user = UserId(QStringLiteral("user%1").arg(number)),
            .name = QStringLiteral("name%1").arg(number),
            .secret = Secret(QByteArray(3000, 's'))};
}

void fill(Store &store, int count)
{
    for (int i = 0; i < count; ++i)
        store.accounts().put(here, account(i));
    QCOMPARE(await(store.accounts().count(here)).value(), count);
}

void expectAccounts(const StoreFolder &folder, int count)
{
    const auto store = folder.open();
    QVERIFY2(store.isOk(), reasonOf(store).constData());
    QCOMPARE(await((*store)->accounts().count(here)).value(), count);
    const auto last = await((*store)->accounts().find(here, account(count - 1).user));
    QVERIFY(last.isOk() && last->has_value());
    QCOMPARE((*last)->secret, Secret(QByteArray(3000, 's')));
}

QString draftOf(const StoreFolder &folder)
{
    return folder.key() + QLatin1String(".new");
}

} // namespace

class TestUpkeep : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup();
    void aNewKeyReplacesTheOldOne();
    void othersGoOnWhileTheKeyChanges();
    void aFullDiskKeepsTheOldKey();
    void aDraftThatWasNotUsedIsDropped();
    void aDraftThatOpensTheStoreIsAdopted();
    void aCredentialIsChangedByItsOwner();
    void copiesWhileOthersWrite();
    void refusesToCopyOverAFile();
    void oneThingAtATime();
};

void TestUpkeep::cleanup()
{
    qunsetenv("CREDENTIALS_DIRECTORY");
}

void TestUpkeep::aNewKeyReplacesTheOldOne()
{
    StoreFolder folder;
    QByteArray before;
    {
        const auto store = folder.open();
        fill(**store, 300);
        before = StoreFolder::read(folder.key());
        for (int i = 0; i < 3; ++i) {
            const auto rotated = await((*store)->upkeep().rotateKey());
            QVERIFY2(rotated.isOk(), reasonOf(rotated).constData());
        }
        QVERIFY(await((*store)->accounts().put(here, account(300))).isOk());
    }
    const QByteArray after = StoreFolder::read(folder.key());
    QCOMPARE(after.size(), KeySource::keySize);
    QVERIFY(after != before);
    QVERIFY(!QFile::exists(draftOf(folder)));
    QVERIFY(!Database::open(folder.store(), Secret(before)).isOk());
    expectAccounts(folder, 301);
}

void TestUpkeep::othersGoOnWhileTheKeyChanges()
{
    StoreFolder folder;
    const auto store = folder.open();
    fill(**store, 500);
    QList<QFuture<Result<std::optional<Account>>>> found;
    QList<QFuture<Result<void>>> kept;
    const auto rotated = (*store)->upkeep().rotateKey();
    for (int i = 0; i < 500; ++i) {
        found.append((*store)->accounts().find(here, account(i).user));
        kept.append((*store)->accounts().put(here, account(500 + i)));
        if (i % 100 == 50)
            (*store)->upkeep().rotateKey();
    }
    QVERIFY(await(rotated).isOk());
    for (const auto &one : found) {
        const auto answer = await(one);
        QVERIFY(answer.isOk() && answer->has_value());
    }
    for (const auto &one : kept)
        QVERIFY(await(one).isOk());
    QCOMPARE(await((*store)->accounts().count(here)).value(), 1000);
}

// A limit on the size of files stands for the disk: writing fails in the same places.
void TestUpkeep::aFullDiskKeepsTheOldKey()
{
    StoreFolder folder;
    {
        const auto store = folder.open();
        fill(**store, 300);
    }
    const QByteArray key = StoreFolder::read(folder.key());
    {
        const auto store = folder.open();
        ::signal(SIGXFSZ, SIG_IGN);
        rlimit before{};
        QCOMPARE(::getrlimit(RLIMIT_FSIZE, &before), 0);
        // The log needs a little more than the file.
        const rlim_t size = rlim_t(QFile(folder.store()).size());
        for (const rlim_t room : {size / 8, size / 2, size}) {
            const rlimit small{room, before.rlim_max};
            QCOMPARE(::setrlimit(RLIMIT_FSIZE, &small), 0);
            const auto rotated = await((*store)->upkeep().rotateKey());
            QCOMPARE(::setrlimit(RLIMIT_FSIZE, &before), 0);
            QVERIFY(!rotated.isOk());
            QVERIFY2(!QFile::exists(draftOf(folder)),
                     qPrintable(rotated.error().userText + rotated.error().detail));
            // It goes on as before.
            QVERIFY(await((*store)->accounts().put(here, account(1))).isOk());
            QCOMPARE(await((*store)->accounts().count(here)).value(), 300);
        }
        QCOMPARE(StoreFolder::read(folder.key()), key);
    }
    expectAccounts(folder, 300);
}

void TestUpkeep::aDraftThatWasNotUsedIsDropped()
{
    StoreFolder folder;
    {
        const auto store = folder.open();
        fill(**store, 3);
    }
    const QByteArray key = StoreFolder::read(folder.key());
    StoreFolder::write(draftOf(folder), QByteArray(32, 'x'));
    QFile::setPermissions(draftOf(folder), QFile::ReadOwner | QFile::WriteOwner);
    expectAccounts(folder, 3);
    QVERIFY(!QFile::exists(draftOf(folder)));
    QCOMPARE(StoreFolder::read(folder.key()), key);
}

void TestUpkeep::aDraftThatOpensTheStoreIsAdopted()
{
    StoreFolder folder;
    {
        const auto store = folder.open();
        fill(**store, 3);
    }
    const QByteArray key = StoreFolder::read(folder.key());
    QVERIFY(QFile::rename(folder.key(), draftOf(folder)));
    StoreFolder::write(folder.key(), QByteArray(32, 'x'));
    QFile::setPermissions(folder.key(), QFile::ReadOwner | QFile::WriteOwner);
    expectAccounts(folder, 3);
    QVERIFY(!QFile::exists(draftOf(folder)));
    QCOMPARE(StoreFolder::read(folder.key()), key);
}

void TestUpkeep::aCredentialIsChangedByItsOwner()
{
    StoreFolder folder;
    QVERIFY(QDir().mkpath(folder.path(QStringLiteral("credentials"))));
    qputenv("CREDENTIALS_DIRECTORY", folder.path(QStringLiteral("credentials")).toLocal8Bit());
    const QString credential = folder.path(QStringLiteral("credentials/key"));
    StoreFolder::write(credential, QByteArray(32, 'a'));
    const Store::Options options{.path = folder.store(), .keyCredential = QStringLiteral("key")};
    {
        const auto store = Store::open(options);
        QVERIFY2(store.isOk(), reasonOf(store).constData());
        fill(**store, 3);
        const auto rotated = await((*store)->upkeep().rotateKey());
        QCOMPARE(rotated.error().kind, ErrorKind::Unsupported);
        QVERIFY(reasonOf(rotated).contains("\"key.old\""));
    }
    StoreFolder::write(credential, QByteArray(32, 'b'));
    QVERIFY(!Store::open(options).isOk());
    StoreFolder::write(credential + QLatin1String(".old"), QByteArray(32, 'a'));
    for (const bool isOldThere : {true, false}) {
        if (!isOldThere)
            QFile::remove(credential + QLatin1String(".old"));
        const auto store = Store::open(options);
        QVERIFY2(store.isOk(), reasonOf(store).constData());
        QCOMPARE(await((*store)->accounts().count(here)).value(), 3);
    }
}

void TestUpkeep::copiesWhileOthersWrite()
{
    StoreFolder folder;
    const auto store = folder.open();
    fill(**store, 700);
    const QString path = folder.path(QStringLiteral("copy.db"));
    const auto copied = (*store)->upkeep().copyTo(path);
    QList<QFuture<Result<void>>> kept;
    for (int i = 700; i < 1000; ++i)
        kept.append((*store)->accounts().put(here, account(i)));
    QVERIFY2(await(copied).isOk(), reasonOf(await(copied)).constData());
    for (const auto &one : kept)
        QVERIFY(await(one).isOk());
    QVERIFY(!QFile::exists(path + QLatin1String(".partial")));
    QCOMPARE(QFile::permissions(path) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    QVERIFY(!StoreFolder::read(path).contains("ssssssss"));
    const auto database = Database::open(path, Secret(StoreFolder::read(folder.key())));
    QVERIFY2(database.isOk(), reasonOf(database).constData());
    QVERIFY((*database)->readNumber("SELECT count(*) FROM accounts").value() >= 700);
    auto check = (*database)->prepare("PRAGMA integrity_check");
    QVERIFY(check.isOk() && *check->step());
    QCOMPARE(check->text(0), QStringLiteral("ok"));
}

void TestUpkeep::refusesToCopyOverAFile()
{
    StoreFolder folder;
    const auto store = folder.open();
    const QString path = folder.path(QStringLiteral("copy.db"));
    StoreFolder::write(path, "mine");
    QVERIFY(!await((*store)->upkeep().copyTo(path)).isOk());
    QCOMPARE(StoreFolder::read(path), "mine");
    QVERIFY(!await((*store)->upkeep().copyTo(QStringLiteral("copy.db"))).isOk());
    QVERIFY(!await((*store)->upkeep().copyTo(folder.path(QStringLiteral("nowhere/copy.db")))).isOk());
}

void TestUpkeep::oneThingAtATime()
{
    StoreFolder folder;
    const auto store = folder.open();
    const auto first = (*store)->upkeep().rotateKey();
    const auto second = await((*store)->upkeep().copyTo(folder.path(QStringLiteral("copy.db"))));
    QCOMPARE(second.error().kind, ErrorKind::Conflict);
    QVERIFY(await(first).isOk());
    QVERIFY(await((*store)->upkeep().copyTo(folder.path(QStringLiteral("copy.db")))).isOk());
}

QTEST_GUILESS_MAIN(TestUpkeep)
#include "tst_upkeep.moc"
