// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "route/Outbox.h"

#include <QMap>
#include <QRandomGenerator>
#include <QTest>

using namespace spectrum;
using core::Outbox;

namespace
{

SendMessage message(quint64 id)
{
    return {.request = RequestId{id}, .message = {.body = QStringLiteral("hello")}};
}

DeliveryChanged delivery(quint64 id, DeliveryState state)
{
    return {.request = RequestId{id}, .state = state};
}

RoomId room(const char *name)
{
    return RoomId(QString::fromLatin1(name));
}

const Error lost{ErrorKind::ConnectionLost, QStringLiteral("The connection was lost.")};

} // namespace

class OutboxTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void closesAnOrderOnce();
    void tellsTheAcceptanceOnce();
    void refusesTheWrongKindOfOutcome();
    void holdsTheLimit();
    void knowsAnIdThatIsUsedTwice();
    void matchesRoomsInOrder();
    void passesRoomEventsThatNobodyAskedFor();
    void failsWhatIsOpenInOrder();
    void withdrawsTheLastOrder();
    void listsUntilFinished();
    void finishesActionsAndInvitationsOnce();
    void keepsItsCountUnderRandomOrders_data();
    void keepsItsCountUnderRandomOrders();
};

void OutboxTest::closesAnOrderOnce()
{
    Outbox outbox;
    QCOMPARE(outbox.open(message(1), 0), Outbox::Admission::Accepted);
    QCOMPARE(outbox.size(), 1u);
    QCOMPARE(outbox.close(delivery(1, DeliveryState::Confirmed)), Outbox::Verdict::Expected);
    QCOMPARE(outbox.close(delivery(1, DeliveryState::Confirmed)), Outbox::Verdict::Unknown);
    QCOMPARE(outbox.close(delivery(1, DeliveryState::Failed)), Outbox::Verdict::Unknown);
    QCOMPARE(outbox.close(delivery(0, DeliveryState::Failed)), Outbox::Verdict::Unknown);
    QCOMPARE(outbox.size(), 0u);
}

void OutboxTest::tellsTheAcceptanceOnce()
{
    Outbox outbox;
    QCOMPARE(outbox.open(message(1), 0), Outbox::Admission::Accepted);
    QCOMPARE(outbox.close(delivery(1, DeliveryState::Accepted)), Outbox::Verdict::Expected);
    QCOMPARE(outbox.close(delivery(1, DeliveryState::Accepted)), Outbox::Verdict::Unknown);
    QCOMPARE(outbox.size(), 1u);
}

void OutboxTest::refusesTheWrongKindOfOutcome()
{
    Outbox outbox;
    QCOMPARE(outbox.open(message(1), 0), Outbox::Admission::Accepted);
    QCOMPARE(outbox.open(SetSubject{.request = RequestId{2}, .room = room("#a")}, 0),
             Outbox::Admission::Accepted);
    QCOMPARE(outbox.close(RequestFinished{RequestId{1}}), Outbox::Verdict::Unknown);
    QCOMPARE(outbox.close(delivery(2, DeliveryState::Confirmed)), Outbox::Verdict::Unknown);
    QCOMPARE(outbox.size(), 2u);
}

void OutboxTest::holdsTheLimit()
{
    Outbox outbox;
    QCOMPARE(outbox.open(message(1), 2), Outbox::Admission::Accepted);
    QCOMPARE(outbox.open(JoinRoom{.room = room("#a")}, 2), Outbox::Admission::Accepted);
    QCOMPARE(outbox.open(message(2), 2), Outbox::Admission::Full);
    QCOMPARE(outbox.open(JoinRoom{.room = room("#b")}, 2), Outbox::Admission::Full);
    // What has no outcome takes no room.
    QCOMPARE(outbox.open(SendMessage{}, 2), Outbox::Admission::Accepted);
    QCOMPARE(outbox.open(SetTyping{}, 2), Outbox::Admission::Accepted);
    QCOMPARE(outbox.size(), 2u);
}

void OutboxTest::knowsAnIdThatIsUsedTwice()
{
    Outbox outbox;
    QCOMPARE(outbox.open(message(5), 0), Outbox::Admission::Accepted);
    QCOMPARE(outbox.open(message(3), 0), Outbox::Admission::Accepted);
    QCOMPARE(outbox.open(message(5), 0), Outbox::Admission::Repeated);
    QCOMPARE(outbox.close(delivery(5, DeliveryState::Failed)), Outbox::Verdict::Expected);
    QCOMPARE(outbox.open(message(5), 0), Outbox::Admission::Accepted);
    QCOMPARE(outbox.close(delivery(3, DeliveryState::Failed)), Outbox::Verdict::Expected);
    QCOMPARE(outbox.close(delivery(5, DeliveryState::Failed)), Outbox::Verdict::Expected);
    QCOMPARE(outbox.size(), 0u);
}

void OutboxTest::matchesRoomsInOrder()
{
    Outbox outbox;
    QCOMPARE(outbox.open(JoinRoom{.room = room("#a")}, 0), Outbox::Admission::Accepted);
    QCOMPARE(outbox.open(LeaveRoom{.room = room("#a")}, 0), Outbox::Admission::Accepted);
    QCOMPARE(outbox.close(RoomJoined{.room = {.id = room("#a")}}), Outbox::Verdict::Expected);
    const std::vector<Event> failed = outbox.failAll(lost);
    QCOMPARE(failed.size(), 1u);
    QCOMPARE(std::get<RoomLeft>(failed[0]).room, room("#a"));
    QCOMPARE(std::get<RoomLeft>(failed[0]).error->kind, ErrorKind::ConnectionLost);
}

void OutboxTest::passesRoomEventsThatNobodyAskedFor()
{
    Outbox outbox;
    QCOMPARE(outbox.close(RoomJoined{.room = {.id = room("#a")}}), Outbox::Verdict::Expected);
    QCOMPARE(outbox.close(RoomLeft{.room = room("#a"), .reason = LeaveReason::Kicked}),
             Outbox::Verdict::Expected);
    QCOMPARE(outbox.size(), 0u);
}

void OutboxTest::failsWhatIsOpenInOrder()
{
    Outbox outbox;
    for (quint64 id = 1; id <= 3; ++id)
        QCOMPARE(outbox.open(message(id), 0), Outbox::Admission::Accepted);
    QCOMPARE(outbox.open(ListRooms{.request = RequestId{4}}, 0), Outbox::Admission::Accepted);
    QCOMPARE(outbox.close(delivery(2, DeliveryState::Confirmed)), Outbox::Verdict::Expected);
    const std::vector<Event> failed = outbox.failAll(lost);
    QCOMPARE(failed.size(), 3u);
    QCOMPARE(failed[0], Event(DeliveryChanged{RequestId{1}, DeliveryState::Failed, lost}));
    QCOMPARE(failed[1], Event(DeliveryChanged{RequestId{3}, DeliveryState::Failed, lost}));
    QCOMPARE(failed[2], Event(RequestFinished{RequestId{4}, lost}));
    QVERIFY(outbox.failAll(lost).empty());
}

void OutboxTest::withdrawsTheLastOrder()
{
    Outbox outbox;
    QCOMPARE(outbox.open(JoinRoom{.room = room("#a")}, 0), Outbox::Admission::Accepted);
    QVERIFY(outbox.withdraw(JoinRoom{.room = room("#a")}));
    QVERIFY(!outbox.withdraw(JoinRoom{.room = room("#a")}));
    QCOMPARE(outbox.open(message(1), 0), Outbox::Admission::Accepted);
    QVERIFY(outbox.withdraw(message(1)));
    QVERIFY(!outbox.withdraw(message(1)));
    QVERIFY(!outbox.withdraw(SetTyping{}));
    QCOMPARE(outbox.size(), 0u);
}

void OutboxTest::listsUntilFinished()
{
    Outbox outbox;
    QCOMPARE(outbox.open(ListRooms{.request = RequestId{1}}, 0), Outbox::Admission::Accepted);
    QCOMPARE(outbox.close(RoomsListed{.request = RequestId{1}}), Outbox::Verdict::Expected);
    QCOMPARE(outbox.close(RoomsListed{.request = RequestId{1}}), Outbox::Verdict::Expected);
    QCOMPARE(outbox.close(RequestFinished{RequestId{1}}), Outbox::Verdict::Expected);
    QCOMPARE(outbox.close(RoomsListed{.request = RequestId{1}}), Outbox::Verdict::Unknown);
}

void OutboxTest::finishesActionsAndInvitationsOnce()
{
    Outbox outbox;
    QCOMPARE(outbox.open(RunAction{.request = RequestId{1}}, 0), Outbox::Admission::Accepted);
    QCOMPARE(outbox.open(InviteToRoom{.request = RequestId{2}, .room = room("#a")}, 0),
             Outbox::Admission::Accepted);
    QCOMPARE(outbox.open(InviteToRoom{.request = RequestId{3}, .room = room("#a")}, 0),
             Outbox::Admission::Accepted);
    // What an action asks is no outcome.
    QCOMPARE(outbox.close(LoginStepRequired{}), Outbox::Verdict::Expected);
    QCOMPARE(outbox.size(), 3u);
    for (const RequestId id : {RequestId{1}, RequestId{2}}) {
        QCOMPARE(outbox.close(RequestFinished{id}), Outbox::Verdict::Expected);
        QCOMPARE(outbox.close(RequestFinished{id}), Outbox::Verdict::Unknown);
    }
    const std::vector<Event> failed = outbox.failAll(lost);
    QCOMPARE(failed.size(), 1u);
    QCOMPARE(failed.front(), Event(RequestFinished{RequestId{3}, lost}));
}

void OutboxTest::keepsItsCountUnderRandomOrders_data()
{
    QTest::addColumn<quint32>("seed");
    for (const quint32 seed : {1u, 2u, 3u, 20u, 77u, 4711u})
        QTest::addRow("seed %u", seed) << seed;
}

// Against the simplest model: a map of what is open.
void OutboxTest::keepsItsCountUnderRandomOrders()
{
    QFETCH(quint32, seed);
    QRandomGenerator random(seed);
    Outbox outbox;
    QMap<quint64, bool> open;
    quint64 lastId = 0;
    for (int step = 0; step < 20000; ++step) {
        const bool opens = random.bounded(100) < 52 && open.size() < 500;
        if (opens) {
            const quint64 id = random.bounded(20) == 0 ? quint64(random.bounded(1, 1000)) : ++lastId + 1000;
            const bool isRepeated = open.contains(id);
            QCOMPARE(outbox.open(message(id), 0),
                     isRepeated ? Outbox::Admission::Repeated : Outbox::Admission::Accepted);
            open.insert(id, true);
        } else if (!open.isEmpty()) {
            const int distance = random.bounded(4) == 0 ? int(random.bounded(quint32(open.size()))) : 0;
            const quint64 id = std::next(open.cbegin(), distance).key();
            QCOMPARE(outbox.close(delivery(id, DeliveryState::Confirmed)), Outbox::Verdict::Expected);
            QCOMPARE(outbox.close(delivery(id, DeliveryState::Confirmed)), Outbox::Verdict::Unknown);
            open.remove(id);
        }
        QCOMPARE(outbox.size(), size_t(open.size()));
    }
    QCOMPARE(outbox.failAll(lost).size(), size_t(open.size()));
}

QTEST_GUILESS_MAIN(OutboxTest)
#include "tst_outbox.moc"
