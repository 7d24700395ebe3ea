// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "StoreFolder.h"

#include <QFileInfo>

#include <sys/stat.h>
#include <unistd.h>

using spectrum::ErrorKind;
using spectrum::store::KeySource;

class TestKeySource : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isMadeOnceAndKept();
    void isNotMadeForAStoreThatExists();
    void mayNotLieBesideTheStore_data();
    void mayNotLieBesideTheStore();
    void wrongFilesAreRefused_data();
    void wrongFilesAreRefused();
    void anotherOwnerIsRefused();
    void linksAreRefused();
    void credentialIsRead();

private:
    static KeySource::Place place(const StoreFolder &folder)
    {
        return {.file = folder.key(), .store = folder.store()};
    }
};

void TestKeySource::isMadeOnceAndKept()
{
    StoreFolder folder;
    const auto key = KeySource::obtain(place(folder));
    QVERIFY(key.isOk());
    QCOMPARE(key->expose().size(), KeySource::keySize);
    QCOMPARE(QFileInfo(folder.key()).permissions() & 0x0fff,
             QFile::Permissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadUser | QFile::WriteUser) &
                 0x0fff);
    const auto again = KeySource::obtain(place(folder));
    QVERIFY(again.isOk());
    QVERIFY(*key == *again);
    QCOMPARE(QDir(folder.path(QStringLiteral("key"))).entryList(QDir::Files).size(), 1);
    StoreFolder other;
    QVERIFY(!(*KeySource::obtain(place(other)) == *key));
}

void TestKeySource::isNotMadeForAStoreThatExists()
{
    StoreFolder folder;
    QVERIFY(QDir().mkpath(folder.path(QStringLiteral("data"))));
    StoreFolder::write(folder.store(), "something");
    const auto key = KeySource::obtain(place(folder));
    QVERIFY(!key.isOk());
    QCOMPARE(key.error().userText,
             QStringLiteral("The key file %1 of the store %2 is missing.").arg(folder.key(), folder.store()));
    QVERIFY(!QFile::exists(folder.key()));
}

void TestKeySource::mayNotLieBesideTheStore_data()
{
    QTest::addColumn<QString>("key");
    QTest::newRow("same folder") << QStringLiteral("data/store.key");
    QTest::newRow("below") << QStringLiteral("data/deeper/store.key");
    QTest::newRow("through dots") << QStringLiteral("key/../data/store.key");
    QTest::newRow("through a link") << QStringLiteral("link/store.key");
}

void TestKeySource::mayNotLieBesideTheStore()
{
    QFETCH(QString, key);
    StoreFolder folder;
    QVERIFY(QDir().mkpath(folder.path(QStringLiteral("data"))));
    QVERIFY(QDir().mkpath(folder.path(QStringLiteral("key"))));
    QVERIFY(QFile::link(folder.path(QStringLiteral("data")), folder.path(QStringLiteral("link"))));
    const auto result = KeySource::obtain({.file = folder.path(key), .store = folder.store()});
    QVERIFY(!result.isOk());
    QVERIFY(result.error().userText.contains(QStringLiteral("lies in the folder of the store")));
    QVERIFY(!QFile::exists(folder.path(key)));
}

void TestKeySource::wrongFilesAreRefused_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<int>("mode");
    QTest::addColumn<QString>("text");
    QTest::newRow("empty") << 0 << 0600 << QStringLiteral("does not hold exactly 32 bytes");
    QTest::newRow("short") << 31 << 0600 << QStringLiteral("does not hold exactly 32 bytes");
    QTest::newRow("long") << 33 << 0600 << QStringLiteral("does not hold exactly 32 bytes");
    QTest::newRow("huge") << 1'000'000 << 0600 << QStringLiteral("does not hold exactly 32 bytes");
    QTest::newRow("group") << 32 << 0640 << QStringLiteral("has the mode 0640");
    QTest::newRow("world") << 32 << 0604 << QStringLiteral("has the mode 0604");
    QTest::newRow("program") << 32 << 0700 << QStringLiteral("has the mode 0700");
}

void TestKeySource::wrongFilesAreRefused()
{
    QFETCH(int, size);
    QFETCH(int, mode);
    QFETCH(QString, text);
    StoreFolder folder;
    QVERIFY(QDir().mkpath(folder.path(QStringLiteral("key"))));
    StoreFolder::write(folder.key(), QByteArray(size, 'k'));
    QCOMPARE(::chmod(folder.key().toLocal8Bit().constData(), mode_t(mode)), 0);
    const auto key = KeySource::obtain(place(folder));
    QVERIFY(!key.isOk());
    QCOMPARE(key.error().kind, ErrorKind::StorageFailed);
    QVERIFY2(key.error().userText.contains(text), qPrintable(key.error().userText));
    QCOMPARE(StoreFolder::read(folder.key()).size(), size);
}

void TestKeySource::anotherOwnerIsRefused()
{
    StoreFolder folder;
    QVERIFY(QDir().mkpath(folder.path(QStringLiteral("key"))));
    StoreFolder::write(folder.key(), QByteArray(32, 'k'));
    QCOMPARE(::chmod(folder.key().toLocal8Bit().constData(), 0600), 0);
    if (::chown(folder.key().toLocal8Bit().constData(), 65534, 65534) != 0)
        return; // only root can give a file away
    const auto key = KeySource::obtain(place(folder));
    QVERIFY(!key.isOk());
    QVERIFY(key.error().userText.contains(QStringLiteral("belongs to another user")));
}

void TestKeySource::linksAreRefused()
{
    StoreFolder folder;
    QVERIFY(QDir().mkpath(folder.path(QStringLiteral("key"))));
    const QString target = folder.path(QStringLiteral("target"));
    StoreFolder::write(target, QByteArray(32, 'k'));
    QVERIFY(QFile::link(target, folder.key()));
    QVERIFY(!KeySource::obtain(place(folder)).isOk());
}

void TestKeySource::credentialIsRead()
{
    StoreFolder folder;
    StoreFolder::write(folder.path(QStringLiteral("masterkey")), QByteArray(32, 'c'));
    const auto from = [&folder](const QString &name) {
        return KeySource::obtain({.credential = name, .store = folder.store()});
    };
    QVERIFY(!from(QStringLiteral("masterkey")).isOk());
    qputenv("CREDENTIALS_DIRECTORY", QFile::encodeName(folder.path({})));
    const auto key = from(QStringLiteral("masterkey"));
    const auto missing = from(QStringLiteral("other"));
    const auto outside = from(QStringLiteral("../masterkey"));
    qunsetenv("CREDENTIALS_DIRECTORY");
    QVERIFY(key.isOk());
    QCOMPARE(key->expose().toByteArray(), QByteArray(32, 'c'));
    QVERIFY(missing.error().userText.contains(QStringLiteral("database.key_credential")));
    QVERIFY(!outside.isOk());
}

QTEST_GUILESS_MAIN(TestKeySource)
#include "tst_keysource.moc"
