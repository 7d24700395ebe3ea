// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "StoreFolder.h"

#include "store/Database.h"

#include <QProcess>

#include <random>

using namespace spectrum;
using spectrum::store::Database;
using spectrum::store::KeySource;

namespace
{
constexpr char countAll[] = "SELECT count(*) FROM accounts WHERE instance='irc.example.org'";
}

// Kills a process that writes, at any moment, many times over.
class TestStoreKill : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingAcknowledgedIsLost();

private:
    // Whether what a lost log held is missed, and not silently: the store is refused, or lacks nothing.
    static void expectNoSilentLoss(const StoreFolder &folder, const Secret &key, int acknowledged);
    // Returns the last number that was acknowledged.
    static int fillUntilKilled(const StoreFolder &folder, int first, int acknowledgements);
};

int TestStoreKill::fillUntilKilled(const StoreFolder &folder, int first, int acknowledgements)
{
    QProcess filler;
    filler.start(QStringLiteral(STORE_FILLER), {folder.store(), folder.key(), QString::number(first)});
    QByteArray output;
    while (output.count('\n') < acknowledgements && filler.waitForReadyRead(20000))
        output += filler.readAllStandardOutput();
    filler.kill();
    filler.waitForFinished(20000);
    output += filler.readAllStandardOutput();
    if (filler.exitStatus() != QProcess::CrashExit)
        qWarning("the filler ended by itself: %s", filler.readAllStandardError().constData());
    int last = first - 1;
    for (const QByteArray &line : output.left(output.lastIndexOf('\n') + 1).split('\n')) {
        if (!line.isEmpty())
            last = std::max(last, line.toInt());
    }
    return last;
}

void TestStoreKill::expectNoSilentLoss(const StoreFolder &folder, const Secret &key, int acknowledged)
{
    const QString alone = folder.path(QStringLiteral("alone.db"));
    QFile::remove(alone);
    QVERIFY(QFile::copy(folder.store(), alone));
    const auto database = Database::open(alone, key);
    if (!database) {
        QVERIFY2(reasonOf(database).contains("lacks its last changes"), reasonOf(database).constData());
        return;
    }
    const auto present = (*database)->readNumber(countAll);
    QVERIFY(present.isOk());
    QVERIFY(*present >= acknowledged + 1);
}

void TestStoreKill::nothingAcknowledgedIsLost()
{
    std::mt19937 random(20260101);
    StoreFolder folder;
    int next = 0;
    for (int kill = 0; kill < 100; ++kill) {
        const int acknowledged = fillUntilKilled(folder, next, int(random() % 120));
        {
            const auto key = KeySource::obtain({folder.key(), {}, folder.store()});
            QVERIFY2(key.isOk(), reasonOf(key).constData());
            if (!QFile::exists(folder.store()))
                continue; // killed before the first start was over
            expectNoSilentLoss(folder, *key, acknowledged);
            const auto database = Database::open(folder.store(), *key);
            QVERIFY2(database.isOk(), reasonOf(database).constData());
            // Answers are given in order, so everything up to the last one must be there.
            const auto present = (*database)->readNumber(countAll);
            QVERIFY(present.isOk());
            QVERIFY2(*present >= acknowledged + 1,
                     qPrintable(QStringLiteral("%1 of %2").arg(*present).arg(acknowledged + 1)));
            if (kill % 10 == 9) {
                auto check = (*database)->prepare("PRAGMA integrity_check");
                QVERIFY(check.isOk());
                QVERIFY(*check->step());
                QCOMPARE(check->text(0), QStringLiteral("ok"));
            }
            next = int(*present);
        }
    }
    QVERIFY(next > 100);
}

QTEST_GUILESS_MAIN(TestStoreKill)
#include "tst_storekill.moc"
