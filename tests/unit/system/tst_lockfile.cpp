// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/LockFile.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <optional>

using spectrum::ErrorKind;
using spectrum::system::LockFile;

class TestLockFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void secondIsRefused();
    void missingFolderIsRefused();
    void linksAreNotFollowed();
};

void TestLockFile::secondIsRefused()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("lock"));
    {
        const auto first = LockFile::take(path);
        QVERIFY(first.isOk());
        const auto second = LockFile::take(path);
        QVERIFY(!second.isOk());
        QCOMPARE(second.error().kind, ErrorKind::Conflict);
        QVERIFY(second.error().userText.contains(QString::number(::getpid())));
    }
    QVERIFY(LockFile::take(path).isOk());
}

void TestLockFile::missingFolderIsRefused()
{
    const auto lock = LockFile::take(QStringLiteral("/nowhere/at/all/lock"));
    QVERIFY(!lock.isOk());
    QCOMPARE(lock.error().kind, ErrorKind::StorageFailed);
}

void TestLockFile::linksAreNotFollowed()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("lock"));
    QVERIFY(QFile::link(folder.filePath(QStringLiteral("target")), path));
    QVERIFY(!LockFile::take(path).isOk());
    QVERIFY(!QFile::exists(folder.filePath(QStringLiteral("target"))));
}

QTEST_GUILESS_MAIN(TestLockFile)
#include "tst_lockfile.moc"
