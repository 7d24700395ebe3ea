// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "StoreFolder.h"

#include "store/Writer.h"

#include <QThread>

#include <semaphore>

using spectrum::Error;
using spectrum::ErrorKind;
using spectrum::Result;
using spectrum::Secret;
using spectrum::store::Access;
using spectrum::store::Database;
using spectrum::store::Writer;

namespace
{

std::unique_ptr<Database> newDatabase(const StoreFolder &folder)
{
    auto database = Database::create(folder.path(QStringLiteral("a.db")), Secret(QByteArray(32, 'k')));
    if (!database || !(*database)->execute("CREATE TABLE t (x INTEGER UNIQUE)") || !(*database)->accept())
        qFatal("no database");
    return std::move(*database);
}

Result<void> insert(Database &database, qint64 number)
{
    auto statement = database.prepare("INSERT INTO t VALUES (?)");
    if (!statement)
        return statement.error();
    return statement->bind(number).run();
}

QFuture<Result<void>> insertWith(Writer &writer, qint64 number)
{
    return writer.submit<void>(Access::Write,
                               [number](Database &database) { return insert(database, number); });
}

QFuture<Result<qint64>> countWith(Writer &writer)
{
    return writer.submit<qint64>(
        Access::Read, [](Database &database) { return database.readNumber("SELECT count(*) FROM t"); });
}

// Holds the writer's thread until it is let go, so that a batch gathers behind it.
class Gate
{
public:
    explicit Gate(Writer &writer)
    {
        m_held = writer.submit<void>(Access::Read, [this](Database &) {
            m_entered.release();
            m_opened.acquire();
            return Result<void>();
        });
        m_entered.acquire();
    }
    void open() { m_opened.release(); }

private:
    std::binary_semaphore m_entered{0};
    std::binary_semaphore m_opened{0};
    QFuture<Result<void>> m_held;
};

} // namespace

class TestWriter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answersInTheCallersThread();
    void readsSeeEarlierWrites();
    void oneFailureFailsNoOther();
    void aLostTransactionIsTriedOneByOne();
    void tooManyJobsAreRefused();
    void destructionFinishesEverything();
    void settlesWhatAnswersLeadTo();
    void batchesAreFast();
};

void TestWriter::answersInTheCallersThread()
{
    StoreFolder folder;
    Writer writer(newDatabase(folder));
    QThread *worker = nullptr;
    QThread *answered = nullptr;
    writer
        .submit<void>(Access::Read,
                      [&worker](Database &) {
                          worker = QThread::currentThread();
                          return Result<void>();
                      })
        .then(this, [&answered](const Result<void> &) { answered = QThread::currentThread(); });
    QTRY_COMPARE(answered, thread());
    QVERIFY(worker != answered);
}

void TestWriter::readsSeeEarlierWrites()
{
    StoreFolder folder;
    Writer writer(newDatabase(folder));
    insertWith(writer, 1);
    const auto one = countWith(writer);
    insertWith(writer, 2);
    const auto two = countWith(writer);
    QCOMPARE(await(one).value(), 1);
    QCOMPARE(await(two).value(), 2);
}

void TestWriter::oneFailureFailsNoOther()
{
    StoreFolder folder;
    Writer writer(newDatabase(folder));
    Gate gate(writer);
    const auto first = insertWith(writer, 1);
    const auto duplicate = insertWith(writer, 1);
    const auto half = writer.submit<void>(Access::Write, [](Database &database) -> Result<void> {
        const auto done = insert(database, 50);
        return done ? Result<void>(Error{.kind = ErrorKind::InvalidInput}) : done;
    });
    const auto last = insertWith(writer, 2);
    gate.open();
    QVERIFY(await(first).isOk());
    QCOMPARE(await(duplicate).error().kind, ErrorKind::StorageFailed);
    QCOMPARE(await(half).error().kind, ErrorKind::InvalidInput);
    QVERIFY(await(last).isOk());
    QCOMPARE(await(countWith(writer)).value(), 2);
}

void TestWriter::aLostTransactionIsTriedOneByOne()
{
    StoreFolder folder;
    Writer writer(newDatabase(folder));
    Gate gate(writer);
    const auto first = insertWith(writer, 1);
    // As the engine does when the disk is full.
    const auto culprit = writer.submit<void>(Access::Write, [](Database &database) -> Result<void> {
        static_cast<void>(database.execute("ROLLBACK"));
        return Error{.kind = ErrorKind::StorageFailed};
    });
    const auto last = insertWith(writer, 2);
    gate.open();
    QVERIFY(await(first).isOk());
    QCOMPARE(await(culprit).error().kind, ErrorKind::StorageFailed);
    QVERIFY(await(last).isOk());
    QCOMPARE(await(countWith(writer)).value(), 2);
}

void TestWriter::tooManyJobsAreRefused()
{
    StoreFolder folder;
    Writer writer(newDatabase(folder));
    Gate gate(writer);
    QList<QFuture<Result<void>>> futures;
    for (size_t i = 0; i < Writer::maximumWaiting; ++i)
        futures.append(insertWith(writer, qint64(i)));
    const auto refused = insertWith(writer, -1);
    QVERIFY(refused.isFinished());
    QCOMPARE(refused.result().error().kind, ErrorKind::Overloaded);
    gate.open();
    QVERIFY(await(futures.last()).isOk());
    QCOMPARE(await(countWith(writer)).value(), qint64(Writer::maximumWaiting));
}

void TestWriter::destructionFinishesEverything()
{
    StoreFolder folder;
    QList<QFuture<Result<void>>> futures;
    {
        Writer writer(newDatabase(folder));
        for (int i = 0; i < 1000; ++i)
            futures.append(insertWith(writer, i));
    }
    for (const auto &future : futures)
        QVERIFY(future.isFinished() && future.result().isOk());
}

void TestWriter::settlesWhatAnswersLeadTo()
{
    StoreFolder folder;
    Writer writer(newDatabase(folder));
    int answers = 0;
    {
        QObject context;
        for (int i = 0; i < 100; ++i) {
            insertWith(writer, i).then(&context, [&](const Result<void> &first) {
                answers += first ? 1 : 0;
                insertWith(writer, 1000 + answers).then(&context, [&](const Result<void> &second) {
                    answers += second ? 1 : 0;
                });
            });
        }
        writer.settle();
    }
    QCOMPARE(answers, 200);
    // Nothing is left that could look for the context.
    writer.settle();
}

void TestWriter::batchesAreFast()
{
    StoreFolder folder;
    Writer writer(newDatabase(folder));
    QElapsedTimer elapsed;
    elapsed.start();
    QList<QFuture<Result<void>>> futures;
    for (int i = 0; i < 5000; ++i)
        futures.append(insertWith(writer, i));
    QVERIFY(await(futures.last()).isOk());
    qInfo("5000 durable writes in %lld ms", elapsed.elapsed());
    QVERIFY(elapsed.elapsed() < 5000);
}

QTEST_GUILESS_MAIN(TestWriter)
#include "tst_writer.moc"
