// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "OpenOrders.h"

#include <QTest>

using namespace spectrum;
using namespace spectrum::xmpp;

class OpenOrdersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesAMessageOnce();
    void reflectsOnce();
    void restoresFromANote();
    void restoresFromANoteWithoutText();
    void refusesForeignNotes();
    void finishesAnOrderOnce();
};

namespace
{
constexpr auto first = static_cast<RequestId>(1);
constexpr auto second = static_cast<RequestId>(2);

OpenMessage toBob()
{
    return {.sender = QStringLiteral("ann@im.example/desk"),
            .recipient = QStringLiteral("bob@irc.example"),
            .stanzaId = QStringLiteral("a1"),
            .wantsReceipt = true,
            .body = QStringLiteral("Are you there?")};
}

OpenMessage toTea()
{
    OpenMessage message = toBob();
    message.room = RoomId(QStringLiteral("#tea"));
    message.body = QStringLiteral("Milk?");
    return message;
}
} // namespace

void OpenOrdersTest::takesAMessageOnce()
{
    OpenOrders orders;
    orders.addMessage(first, toBob());
    QCOMPARE(orders.messageCount(), size_t(1));
    QVERIFY(!orders.takeMessage(second));
    const auto taken = orders.takeMessage(first);
    QVERIFY(taken && taken->unpack().stanzaId == QLatin1String("a1"));
    QVERIFY(!orders.takeMessage(first));
    QCOMPARE(orders.messageCount(), size_t(0));
}

// It stays open: it can still fail, and the sender's receipt is due at its end.
void OpenOrdersTest::reflectsOnce()
{
    OpenOrders orders;
    orders.addMessage(first, toTea());
    const auto seen = orders.reflectMessage(first);
    QVERIFY(seen && seen->room == RoomId(QStringLiteral("#tea")) && seen->body == QLatin1String("Milk?"));
    QVERIFY(!orders.reflectMessage(first));
    const auto taken = orders.takeMessage(first);
    QVERIFY(taken && !taken->isUnseenInRoom() && taken->isAwaited());
    QCOMPARE(taken->unpack().sender, toTea().sender);

    orders.addMessage(second, toBob());
    QVERIFY(!orders.reflectMessage(second));
}

void OpenOrdersTest::restoresFromANote()
{
    OpenOrders orders;
    orders.addMessage(first, toBob());
    orders.addMessage(second, toTea());
    QVERIFY(orders.noteOf(second).isEmpty());
    OpenOrders later;
    QVERIFY(later.restoreMessage(second, orders.noteOf(first)));
    const auto taken = later.takeMessage(second);
    QVERIFY(taken);
    const OpenMessage message = taken->unpack();
    QCOMPARE(message.sender, toBob().sender);
    QCOMPARE(message.recipient, toBob().recipient);
    QCOMPARE(message.stanzaId, toBob().stanzaId);
    QVERIFY(message.wantsReceipt);
    QCOMPARE(message.body, toBob().body);
}

// As they were written before they had one.
void OpenOrdersTest::restoresFromANoteWithoutText()
{
    OpenOrders orders;
    orders.addMessage(first, toBob());
    QByteArray note = orders.noteOf(first);
    note.chop(qsizetype(sizeof(quint32)) + 2 * toBob().body.size());
    note[0] = 1;
    QVERIFY(orders.restoreMessage(second, note));
    const auto taken = orders.takeMessage(second);
    QVERIFY(taken);
    QCOMPARE(taken->unpack().stanzaId, toBob().stanzaId);
    QVERIFY(taken->unpack().body.isEmpty());
}

void OpenOrdersTest::refusesForeignNotes()
{
    OpenOrders orders;
    orders.addMessage(first, toBob());
    const QByteArray note = orders.noteOf(first);
    for (qsizetype length = 0; length < note.size(); ++length)
        QVERIFY2(!orders.restoreMessage(second, note.first(length)), qPrintable(QString::number(length)));
    QByteArray newer = note;
    newer[0] = 9;
    QVERIFY(!orders.restoreMessage(second, newer));
    QVERIFY(!orders.restoreMessage(second, QByteArray(100, '\xff')));
    QCOMPARE(orders.messageCount(), size_t(1));
}

void OpenOrdersTest::finishesAnOrderOnce()
{
    OpenOrders orders;
    int finished = 0;
    QList<Room> found;
    orders.addOrder(first, [&](const std::optional<Error> &error, const QList<Room> &rooms) {
        QVERIFY(!error);
        ++finished;
        found = rooms;
    });
    orders.addRooms(first, {Room{.id = RoomId(QStringLiteral("#tea"))}});
    orders.addRooms(second, {Room{.id = RoomId(QStringLiteral("#coffee"))}});
    orders.addRooms(first, {Room{.id = RoomId(QStringLiteral("#milk"))}});
    orders.finishOrder(second, std::nullopt);
    QCOMPARE(finished, 0);
    orders.finishOrder(first, std::nullopt);
    orders.finishOrder(first, std::nullopt);
    QCOMPARE(finished, 1);
    QCOMPARE(found.size(), 2);
}

QTEST_GUILESS_MAIN(OpenOrdersTest)
#include "tst_openorders.moc"
