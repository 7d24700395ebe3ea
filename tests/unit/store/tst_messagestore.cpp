// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "StoreFolder.h"

#include "store/Migrator.h"

#include <QTimeZone>

using namespace spectrum;
using spectrum::store::MessageEntry;
using spectrum::store::MessageStore;

namespace
{
const InstanceId here(QStringLiteral("irc.example.org"));
const UserId anna(QStringLiteral("anna"));
const UserId bob(QStringLiteral("bob"));
const QDateTime noon = QDateTime::fromSecsSinceEpoch(1'767'225'600, QTimeZone::utc());

MessageEntry entry(qint64 number, const UserId &user = anna)
{
    return {.number = number, .user = user, .since = noon, .note = "note " + QByteArray::number(number)};
}

Message saying(const QString &body)
{
    Message message{.peer = Peer::contact(ContactId(QStringLiteral("carl"))), .body = body};
    message.id = MessageId(QStringLiteral("id of ") + body);
    return message;
}

QList<qint64> numbersOf(const Result<QList<MessageEntry>> &entries)
{
    QList<qint64> numbers;
    for (const MessageEntry &one : *entries)
        numbers.append(one.number);
    return numbers;
}
} // namespace

class TestMessageStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsThemInOrder();
    void outlivesTheProcess();
    void handsOver();
    void takesBack();
    void removes();
    void instancesAreApart();
    void removingTheUserLeavesNothing();
    void tooLargeIsRefused();
    void aNumberIsUsedOnce();
    void anOlderStoreIsBroughtUpToDate();
};

void TestMessageStore::keepsThemInOrder()
{
    StoreFolder folder;
    const auto store = folder.open();
    auto &messages = (*store)->messages();
    messages.put(here, entry(7), saying(QStringLiteral("second")));
    messages.put(here, entry(3), saying(QStringLiteral("first")));
    const auto entries = await(messages.list(here));
    QCOMPARE(numbersOf(entries), QList<qint64>({3, 7}));
    const MessageEntry &first = entries->first();
    QCOMPARE(first.user, anna);
    QCOMPARE(first.since, noon);
    QCOMPARE(first.note, QByteArray("note 3"));
    QVERIFY(!first.isHandedOver);
    QVERIFY(first.size > 0);
}

void TestMessageStore::outlivesTheProcess()
{
    StoreFolder folder;
    {
        const auto store = folder.open();
        (*store)->messages().put(here, entry(1), saying(QStringLiteral("hello")));
    }
    const auto store = folder.open();
    const auto read = await((*store)->messages().handOver(here, {1}));
    QCOMPARE(read->size(), 1);
    QCOMPARE(read->first().message, saying(QStringLiteral("hello")));
}

void TestMessageStore::handsOver()
{
    StoreFolder folder;
    {
        const auto store = folder.open();
        auto &messages = (*store)->messages();
        for (const qint64 number : {1, 2, 3})
            messages.put(here, entry(number), saying(QString::number(number)));
        const auto read = await(messages.handOver(here, {1, 9, 2}));
        QCOMPARE(read->size(), 2);
        QCOMPARE(read->at(0).number, 1);
        QCOMPARE(read->at(1).message.body, QStringLiteral("2"));
    }
    const auto store = folder.open();
    const auto entries = await((*store)->messages().list(here));
    QVERIFY(entries->at(0).isHandedOver);
    QVERIFY(entries->at(1).isHandedOver);
    QVERIFY(!entries->at(2).isHandedOver);
}

void TestMessageStore::takesBack()
{
    StoreFolder folder;
    const auto store = folder.open();
    auto &messages = (*store)->messages();
    messages.put(here, entry(1), saying(QStringLiteral("hello")));
    QVERIFY(await(messages.handOver(here, {1})).isOk());
    QVERIFY(await(messages.takeBack(here, {1})).isOk());
    QVERIFY(!await(messages.list(here))->first().isHandedOver);
}

void TestMessageStore::removes()
{
    StoreFolder folder;
    const auto store = folder.open();
    auto &messages = (*store)->messages();
    for (const qint64 number : {1, 2, 3})
        messages.put(here, entry(number), saying(QStringLiteral("hello")));
    QVERIFY(await(messages.remove(here, {1, 3, 99})).isOk());
    QCOMPARE(numbersOf(await(messages.list(here))), QList<qint64>({2}));
}

void TestMessageStore::instancesAreApart()
{
    StoreFolder folder;
    const auto store = folder.open();
    auto &messages = (*store)->messages();
    const InstanceId elsewhere(QStringLiteral("elsewhere"));
    messages.put(here, entry(1), saying(QStringLiteral("hello")));
    messages.put(elsewhere, entry(1, bob), saying(QStringLiteral("goodbye")));
    QVERIFY(await(messages.remove(elsewhere, {1})).isOk());
    QCOMPARE(await(messages.list(here))->size(), 1);
    QVERIFY(await(messages.list(elsewhere))->isEmpty());
}

void TestMessageStore::removingTheUserLeavesNothing()
{
    StoreFolder folder;
    const auto store = folder.open();
    auto &messages = (*store)->messages();
    messages.put(here, entry(1), saying(QStringLiteral("hello")));
    messages.put(here, entry(2, bob), saying(QStringLiteral("hello")));
    QVERIFY(await((*store)->accounts().remove(here, anna)).isOk());
    QCOMPARE(numbersOf(await(messages.list(here))), QList<qint64>({2}));
}

void TestMessageStore::tooLargeIsRefused()
{
    StoreFolder folder;
    const auto store = folder.open();
    const Message large = saying(QString(MessageStore::maximumSize, QLatin1Char('x')));
    const auto answer = await((*store)->messages().put(here, entry(1), large));
    QCOMPARE(answer.error().kind, ErrorKind::TooLarge);
}

void TestMessageStore::aNumberIsUsedOnce()
{
    StoreFolder folder;
    const auto store = folder.open();
    auto &messages = (*store)->messages();
    QVERIFY(await(messages.put(here, entry(1), saying(QStringLiteral("hello")))).isOk());
    const auto again = await(messages.put(here, entry(1), saying(QStringLiteral("again"))));
    QCOMPARE(again.error().kind, ErrorKind::StorageFailed);
    QCOMPARE(await(messages.handOver(here, {1}))->first().message.body, QStringLiteral("hello"));
}

void TestMessageStore::anOlderStoreIsBroughtUpToDate()
{
    StoreFolder folder;
    const Secret key(QByteArray(32, 'k'));
    const QString path = folder.path(QStringLiteral("old.db"));
    const auto builtIn = store::Migrator::builtIn();
    {
        const auto old = store::Database::create(path, key);
        QVERIFY(store::Migrator(builtIn.first(1)).migrate(**old).isOk());
        QVERIFY((*old)->execute("INSERT INTO contacts VALUES ('i', 'u', 'c', 'n', '')").isOk());
    }
    const auto database = store::Database::open(path, key);
    QVERIFY(store::Migrator(builtIn).migrate(**database).isOk());
    QCOMPARE((*database)->readNumber("SELECT count(*) FROM contacts").value(), 1);
    QCOMPARE((*database)->readNumber("SELECT count(*) FROM messages").value(), 0);
}

QTEST_GUILESS_MAIN(TestMessageStore)
#include "tst_messagestore.moc"
