// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "instance/ArchiveAccess.h"
#include "instance/MemoryArchive.h"
#include "instance/StoreArchive.h"

#include "../store/StoreFolder.h"
#include "support/MockClock.h"

using namespace spectrum;
using namespace std::chrono_literals;
using core::MemoryArchive;
using core::OwnArchive;
using core::StoreArchive;

namespace
{

const InstanceId here(QStringLiteral("irc.example.org"));
const UserId anna(QStringLiteral("anna"));
const UserId bob(QStringLiteral("bob"));
const QString carl = QStringLiteral("carl");
const QString dora = QStringLiteral("dora");

QByteArrayList contentsOf(const Result<ArchivePage> &page)
{
    QByteArrayList contents;
    if (page) {
        for (const ArchiveEntry &one : page->entries)
            contents.append(one.content);
    }
    return contents;
}

Settings daysAre(const char *days)
{
    Settings settings;
    settings.setGiven(QStringLiteral("archive.days"), {QString::fromLatin1(days)});
    settings.setGiven(QStringLiteral("archive.messages_per_user"), {QStringLiteral("10")});
    return settings;
}

} // namespace

class ArchivesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bothFindAlike_data()
    {
        QTest::addColumn<bool>("isInMemory");
        QTest::newRow("memory") << true;
        QTest::newRow("store") << false;
    }
    void bothFindAlike()
    {
        QFETCH(bool, isInMemory);
        StoreFolder folder;
        auto opened = folder.open();
        const auto &store = *opened;
        testing::MockClock clock;
        std::unique_ptr<OwnArchive> archive;
        if (isInMemory)
            archive = std::make_unique<MemoryArchive>(clock);
        else
            archive = std::make_unique<StoreArchive>(*store, here, clock);
        archive->setLimits({.age = 24h, .entriesPerUser = 10});
        const qint64 first = archive->append(anna, carl, "1");
        const qint64 second = archive->append(anna, dora, "2");
        clock.advance(10s);
        const QDateTime later = clock.utc();
        const qint64 third = archive->append(anna, carl, "3");
        QVERIFY(first < second && second < third);
        QCOMPARE(third, later.toMSecsSinceEpoch() * 1000);
        using Page = ArchiveQuery::Page;
        const auto found = [&](const ArchiveQuery &query) { return await(archive->find(anna, query)); };
        QCOMPARE(contentsOf(found({})), (QByteArrayList{"1", "2", "3"}));
        QCOMPARE(contentsOf(found({.partner = carl})), (QByteArrayList{"1", "3"}));
        QCOMPARE(contentsOf(found({.from = later})), QByteArrayList{"3"});
        QCOMPARE(contentsOf(found({.until = later.addSecs(-1)})), (QByteArrayList{"1", "2"}));
        QCOMPARE(contentsOf(found({.after = first, .limit = 1})), QByteArrayList{"2"});
        QVERIFY(!found({.after = first, .limit = 1})->isComplete);
        QVERIFY(found({.after = second, .limit = 1})->isComplete);
        QCOMPARE(contentsOf(found({.limit = 2, .page = Page::Last})), (QByteArrayList{"2", "3"}));
        QCOMPARE(contentsOf(found({.numbers = {third, first}})), (QByteArrayList{"1", "3"}));
        QCOMPARE(found({.limit = 0})->count, 3);
        QCOMPARE(found({.before = 5}).error().kind, ErrorKind::NotFound);
        QCOMPARE(found({.numbers = {5}}).error().kind, ErrorKind::NotFound);
        QVERIFY(contentsOf(await(archive->find(bob, {}))).isEmpty());
    }

    void memoryIsBounded()
    {
        testing::MockClock clock;
        MemoryArchive archive(clock, 2'000);
        archive.setLimits({.age = 24h, .entriesPerUser = 3});
        for (int i = 0; i < 5; ++i)
            archive.append(anna, carl, QByteArray::number(i));
        QCOMPARE(contentsOf(await(archive.find(anna, {}))), (QByteArrayList{"2", "3", "4"}));
        archive.append(bob, carl, QByteArray(1'000, 'x'));
        QCOMPARE(contentsOf(await(archive.find(anna, {}))), (QByteArrayList{"3", "4"}));
        archive.append(bob, carl, QByteArray(MemoryArchive::maximumEntry + 1, 'x'));
        QCOMPARE(await(archive.find(bob, {}))->count, 1);
        clock.advance(25h);
        QVERIFY(contentsOf(await(archive.find(anna, {}))).isEmpty());
    }

    void storeIsCleanedInTime()
    {
        StoreFolder folder;
        auto opened = folder.open();
        const auto &store = *opened;
        testing::MockClock clock;
        StoreArchive archive(*store, here, clock);
        archive.setLimits({.age = 24h});
        archive.append(anna, carl, "old");
        clock.advance(20h);
        archive.append(anna, carl, "new");
        QCOMPARE(await(archive.find(anna, {}))->count, 2);
        clock.advance(4h);
        QCOMPARE(await(archive.find(anna, {}))->count, 2);
        // The answer to the last cleaning is there: it was asked for before.
        clock.advance(1h);
        QTRY_COMPARE(await(archive.find(anna, {}))->count, 1);
        archive.setLimits({.age = 0h});
        QTRY_COMPARE(await(archive.find(anna, {}))->count, 0);
    }

    void numbersGoOnAfterAClockWasSetBack()
    {
        StoreFolder folder;
        testing::MockClock clock;
        qint64 before = 0;
        {
            auto opened = folder.open();
            const auto &store = *opened;
            testing::MockClock ahead;
            ahead.advance(48h);
            StoreArchive archive(*store, here, ahead);
            archive.setLimits({.age = 240h});
            before = archive.append(anna, carl, "1");
            QVERIFY(await(archive.find(anna, {})).isOk());
        }
        auto opened = folder.open();
        const auto &store = *opened;
        StoreArchive archive(*store, here, clock);
        archive.setLimits({.age = 240h});
        QVERIFY(await(archive.find(anna, {})).isOk());
        QVERIFY(archive.append(anna, carl, "2") > before);
    }

    void isOpenedWhenAskedFor()
    {
        testing::MockClock clock;
        core::ArchiveAccess access(nullptr, clock);
        access.setLimits(daysAre("1"));
        Archive *archive = access.open();
        QVERIFY(archive);
        archive->append(anna, carl, "1");
        access.setLimits(daysAre("0"));
        QVERIFY(!access.open());
        access.setLimits(daysAre("1"));
        QCOMPARE(await(access.open()->find(anna, {}))->count, 0);
    }
};

QTEST_GUILESS_MAIN(ArchivesTest)
#include "tst_archives.moc"
