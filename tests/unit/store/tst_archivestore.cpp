// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "StoreFolder.h"

using namespace spectrum;
using spectrum::store::ArchiveStore;

namespace
{

const InstanceId here(QStringLiteral("irc.example.org"));
const ArchiveStore::Owner anna{here, UserId(QStringLiteral("anna"))};
const ArchiveStore::Owner bob{here, UserId(QStringLiteral("bob"))};
const QString carl = QStringLiteral("carl");

// Numbers are milliseconds here, so that bounds of time are easy to read.
qint64 number(qint64 millisecond)
{
    return millisecond * 1000;
}

ArchiveEntry entry(qint64 millisecond, const QString &partner = carl)
{
    return {number(millisecond), partner, "said at " + QByteArray::number(millisecond)};
}

QDateTime moment(qint64 millisecond)
{
    return QDateTime::fromMSecsSinceEpoch(millisecond, QTimeZone::utc());
}

QList<qint64> momentsOf(const Result<ArchivePage> &page)
{
    QList<qint64> moments;
    if (page) {
        for (const ArchiveEntry &one : page->entries)
            moments.append(one.number / 1000);
    }
    return moments;
}

} // namespace

class TestArchiveStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<StoreFolder>();
        m_store = std::move(m_folder->open()).value();
        for (qint64 i = 1; i <= 6; ++i)
            QVERIFY(await(archive().put(anna, entry(i, i % 2 ? carl : QStringLiteral("dora")))).isOk());
        QVERIFY(await(archive().put(bob, entry(4))).isOk());
    }
    void cleanup() { m_store.reset(); }

    void pages_data()
    {
        QTest::addColumn<ArchiveQuery>("query");
        QTest::addColumn<QList<qint64>>("moments");
        QTest::addColumn<qint64>("count");
        QTest::addColumn<bool>("isComplete");
        using Page = ArchiveQuery::Page;
        QTest::newRow("all") << ArchiveQuery{} << QList<qint64>{1, 2, 3, 4, 5, 6} << qint64(6) << true;
        QTest::newRow("first") << ArchiveQuery{.limit = 2} << QList<qint64>{1, 2} << qint64(6) << false;
        QTest::newRow("next") << ArchiveQuery{.after = number(2), .limit = 2} << QList<qint64>{3, 4}
                              << qint64(6) << false;
        QTest::newRow("rest") << ArchiveQuery{.after = number(4), .limit = 2} << QList<qint64>{5, 6}
                              << qint64(6) << true;
        QTest::newRow("last") << ArchiveQuery{.limit = 2, .page = Page::Last} << QList<qint64>{5, 6}
                              << qint64(6) << false;
        QTest::newRow("before") << ArchiveQuery{.before = number(5), .limit = 2, .page = Page::Last}
                                << QList<qint64>{3, 4} << qint64(6) << false;
        QTest::newRow("first before") << ArchiveQuery{.before = number(3), .limit = 2, .page = Page::Last}
                                      << QList<qint64>{1, 2} << qint64(6) << true;
        QTest::newRow("partner") << ArchiveQuery{.partner = carl} << QList<qint64>{1, 3, 5} << qint64(3)
                                 << true;
        QTest::newRow("partner, last") << ArchiveQuery{.partner = carl, .limit = 1, .page = Page::Last}
                                       << QList<qint64>{5} << qint64(3) << false;
        QTest::newRow("time") << ArchiveQuery{.from = moment(2), .until = moment(4)} << QList<qint64>{2, 3, 4}
                              << qint64(3) << true;
        QTest::newRow("time and partner")
            << ArchiveQuery{.partner = carl, .from = moment(2)} << QList<qint64>{3, 5} << qint64(2) << true;
        QTest::newRow("backwards in time")
            << ArchiveQuery{.from = moment(4), .until = moment(2)} << QList<qint64>{} << qint64(0) << true;
        QTest::newRow("none") << ArchiveQuery{.limit = 0} << QList<qint64>{} << qint64(6) << false;
        QTest::newRow("these") << ArchiveQuery{.numbers = {number(5), number(2)}} << QList<qint64>{2, 5}
                               << qint64(2) << true;
        QTest::newRow("nobody") << ArchiveQuery{.partner = QStringLiteral("eve")} << QList<qint64>{}
                                << qint64(0) << true;
    }
    void pages()
    {
        QFETCH(ArchiveQuery, query);
        const auto page = await(archive().find(anna, query));
        QVERIFY2(page.isOk(), reasonOf(page));
        QTEST(momentsOf(page), "moments");
        QTEST(page->count, "count");
        QTEST(page->isComplete, "isComplete");
    }

    void contentComesBack()
    {
        const auto page = await(archive().find(bob, {}));
        QCOMPARE(page->entries, QList<ArchiveEntry>{entry(4)});
        QCOMPARE(page->entries.first().time(), moment(4));
    }

    void whatIsNotThereIsNotFound()
    {
        for (const ArchiveQuery &query : {ArchiveQuery{.after = number(9)}, ArchiveQuery{.before = 1},
                                          ArchiveQuery{.numbers = {number(1), number(9)}}})
            QCOMPARE(await(archive().find(anna, query)).error().kind, ErrorKind::NotFound);
        // Another user's.
        QCOMPARE(await(archive().find(bob, {.after = number(1)})).error().kind, ErrorKind::NotFound);
    }

    void outlivesTheProcess()
    {
        m_store.reset();
        m_store = std::move(m_folder->open()).value();
        QCOMPARE(await(archive().lastNumber(here)).value(), number(6));
        QCOMPARE(await(archive().lastNumber(InstanceId(QStringLiteral("other")))).value(), 0);
        QCOMPARE(momentsOf(await(archive().find(anna, {}))).size(), 6);
    }

    void isCleaned()
    {
        auto last = await(archive().clean({here, {}}, {.firstNumber = number(3), .entriesPerUser = 3}));
        QVERIFY2(last.isOk() && last->isEmpty(), reasonOf(last));
        QCOMPARE(momentsOf(await(archive().find(anna, {}))), (QList<qint64>{4, 5, 6}));
        QCOMPARE(momentsOf(await(archive().find(bob, {}))), QList<qint64>{4});
        QVERIFY(await(archive().clean({here, {}}, {.firstNumber = number(9)})).isOk());
        QVERIFY(momentsOf(await(archive().find(anna, {}))).isEmpty());
    }

    void isCleanedAPortionAtATime()
    {
        const InstanceId many(QStringLiteral("many"));
        for (int i = 0; i <= ArchiveStore::usersPerCleaning; ++i)
            QVERIFY(await(archive().put({many, UserId(QStringLiteral("u%1").arg(i, 3))}, entry(1))).isOk());
        const auto last = await(archive().clean({many, {}}, {.firstNumber = number(9)}));
        QVERIFY(!last->isEmpty());
        QVERIFY(await(archive().clean({many, *last}, {.firstNumber = number(9)}))->isEmpty());
        QCOMPARE(await(archive().lastNumber(many)).value(), 0);
        QCOMPARE(await(archive().lastNumber(here)).value(), number(6));
    }

    void goesWithTheUser()
    {
        QVERIFY(await(m_store->accounts().remove(here, anna.user)).isOk());
        QVERIFY(momentsOf(await(archive().find(anna, {}))).isEmpty());
        QCOMPARE(momentsOf(await(archive().find(bob, {}))), QList<qint64>{4});
    }

    void tooLargeIsRefused()
    {
        ArchiveEntry large = entry(9);
        large.content = QByteArray(ArchiveStore::maximumSize + 1, 'x');
        QCOMPARE(await(archive().put(anna, large)).error().kind, ErrorKind::TooLarge);
        QVERIFY(!await(archive().put(anna, entry(1))).isOk());
    }

private:
    ArchiveStore &archive() { return m_store->archive(); }

    std::unique_ptr<StoreFolder> m_folder;
    std::unique_ptr<store::Store> m_store;
};

QTEST_GUILESS_MAIN(TestArchiveStore)
#include "tst_archivestore.moc"
