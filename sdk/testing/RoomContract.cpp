// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: LGPL-2.1-or-later
#include <spectrum/testing/RoomContract.h>

#include <spectrum/Dispatch.h>

#include <QtTest>

namespace spectrum::testing
{

using namespace std::chrono_literals;

namespace
{

bool hasPerson(const RoomJoined &joined, const QString &nickname)
{
    return std::any_of(joined.participants.cbegin(), joined.participants.cend(),
                       [&](const Participant &person) { return person.nickname == nickname; });
}

} // namespace

std::unique_ptr<OtherSide> RoomContract::openOtherSide()
{
    auto rooms = openOtherSideWithRooms();
    m_rooms = rooms.get();
    return rooms;
}

void RoomContract::carryOut(const Command &command)
{
    QVERIFY(dispatch(session(), command).isOk());
}

bool RoomContract::goIntoRoom()
{
    if (!goOnline())
        return false;
    carryOut(JoinRoom{.room = m_rooms->room(), .nickname = QStringLiteral("tester")});
    return waitUntil([this] { return recorder().all<RoomJoined>().size() == 1; });
}

void RoomContract::joinsAndSeesPeople()
{
    QVERIFY(goIntoRoom());
    const RoomJoined joined = recorder().all<RoomJoined>().front();
    QCOMPARE(joined.room.id.toString(), m_rooms->room().toString());
    QVERIFY(hasPerson(joined, joined.ownNickname));
    QVERIFY(hasPerson(joined, m_rooms->personInRoom()));
    settle(1s);
    QCOMPARE(recorder().all<RoomJoined>().size(), size_t(1));
    QVERIFY(recorder().all<RoomLeft>().empty());
}

void RoomContract::joinsAgain()
{
    QVERIFY(goIntoRoom());
    carryOut(JoinRoom{.room = m_rooms->room(), .nickname = QStringLiteral("tester")});
    QVERIFY(waitUntil([this] { return recorder().all<RoomJoined>().size() == 2; }));
    QVERIFY(hasPerson(recorder().all<RoomJoined>().back(), m_rooms->personInRoom()));
}

void RoomContract::talksInRoom()
{
    QFETCH(QString, text);
    QVERIFY(goIntoRoom());
    const RequestId request = order(Peer::room(m_rooms->room()), text);
    QVERIFY(waitForOutcomes({request}));
    QCOMPARE(recorder().deliveryOf(request).back().state, DeliveryState::Confirmed);
    QVERIFY(waitUntil([&] { return essence(m_rooms->heardInRoom()).size() >= essence({text}).size(); }));
    QCOMPARE(essence(m_rooms->heardInRoom()), essence({text}));

    m_rooms->sayInRoom(text);
    const auto received = [this] {
        QStringList bodies;
        for (const MessageReceived &event : recorder().all<MessageReceived>()) {
            const Message &message = event.message;
            if (message.peer == Peer::room(m_rooms->room()) && message.author == m_rooms->personInRoom())
                bodies << message.body;
        }
        return essence(bodies);
    };
    QVERIFY(waitUntil([&] { return received().size() >= essence({text}).size(); }));
    QCOMPARE(received(), essence({text}));
}

void RoomContract::doesNotHearItself()
{
    QVERIFY(goIntoRoom());
    const RequestId request = order(Peer::room(m_rooms->room()), QStringLiteral("hello all"));
    QVERIFY(waitForOutcomes({request}));
    settle(1s);
    QVERIFY(recorder().all<MessageReceived>().empty());
}

void RoomContract::changesSubject()
{
    QVERIFY(goIntoRoom());
    const RequestId request = nextRequest();
    carryOut(SetSubject{request, m_rooms->room(), QStringLiteral("Tests 🎉")});
    QVERIFY(waitForOutcomes({request}));
    const RequestFinished finished = recorder().all<RequestFinished>().back();
    if (!finished.error)
        QCOMPARE(recorder().all<SubjectChanged>().back().subject, QStringLiteral("Tests 🎉"));
}

void RoomContract::changesNickname()
{
    QVERIFY(goIntoRoom());
    const QString before = recorder().all<RoomJoined>().back().ownNickname;
    const RequestId taken = nextRequest();
    carryOut(SetNickname{taken, m_rooms->room(), m_rooms->personInRoom()});
    QVERIFY(waitForOutcomes({taken}));
    QVERIFY(recorder().all<RequestFinished>().back().error.has_value());
    QVERIFY(recorder().all<ParticipantRenamed>().empty());

    const RequestId request = nextRequest();
    carryOut(SetNickname{request, m_rooms->room(), QStringLiteral("renamed")});
    QVERIFY(waitForOutcomes({request}));
    if (recorder().all<RequestFinished>().back().error)
        return;
    const ParticipantRenamed renamed = recorder().all<ParticipantRenamed>().back();
    QCOMPARE(renamed.from, before);
    QCOMPARE(renamed.participant.nickname, QStringLiteral("renamed"));
}

void RoomContract::leavesRoom()
{
    QVERIFY(goIntoRoom());
    carryOut(LeaveRoom{m_rooms->room(), QStringLiteral("bye\r\nQUIT")});
    QVERIFY(waitUntil([this] { return !recorder().all<RoomLeft>().empty(); }));
    QCOMPARE(recorder().all<RoomLeft>().front().reason, LeaveReason::Left);
    QVERIFY(!recorder().all<RoomLeft>().front().error);
    settle(1s);
    QCOMPARE(recorder().all<RoomLeft>().size(), size_t(1));
    carryOut(JoinRoom{.room = m_rooms->room(), .nickname = QStringLiteral("tester")});
    QVERIFY(waitUntil([this] { return recorder().all<RoomJoined>().size() == 2; }));
}

void RoomContract::refusesRoom()
{
    QVERIFY(goOnline());
    carryOut(JoinRoom{.room = m_rooms->refusedRoom(), .nickname = QStringLiteral("tester")});
    QVERIFY(waitUntil([this] { return !recorder().all<RoomLeft>().empty(); }));
    QVERIFY(recorder().all<RoomLeft>().front().error.has_value());
    settle(1s);
    QCOMPARE(recorder().all<RoomLeft>().size(), size_t(1));
    QVERIFY(recorder().all<RoomJoined>().empty());
    QCOMPARE(recorder().state(), SessionState::Online);
}

void RoomContract::refusesOrdersForRoomsItIsNotIn()
{
    QVERIFY(goOnline());
    const RequestId message = order(Peer::room(m_rooms->room()), QStringLiteral("hello?"));
    const RequestId subject = nextRequest();
    carryOut(SetSubject{subject, m_rooms->room(), QStringLiteral("x")});
    QVERIFY(waitForOutcomes({message, subject}));
    QCOMPARE(recorder().deliveryOf(message).back().state, DeliveryState::Failed);
    QVERIFY(recorder().all<RequestFinished>().back().error.has_value());
    carryOut(LeaveRoom{.room = m_rooms->room()});
    QVERIFY(waitUntil([this] { return !recorder().all<RoomLeft>().empty(); }));
}

void RoomContract::listsRooms()
{
    QVERIFY(goOnline());
    const RequestId request = nextRequest();
    carryOut(ListRooms{request, 10});
    QVERIFY(waitForOutcomes({request}));
    for (const RoomsListed &list : recorder().all<RoomsListed>())
        QCOMPARE(list.request, request);
}

void RoomContract::withstandsHostileOrders()
{
    QVERIFY(goIntoRoom());
    QList<RequestId> requests;
    for (const QString &name : hostileNames()) {
        carryOut(JoinRoom{RoomId(name), name, Secret(name.toUtf8())});
        requests << nextRequest();
        carryOut(SetSubject{requests.constLast(), m_rooms->room(), name});
        requests << nextRequest();
        carryOut(SetSubject{requests.constLast(), RoomId(name), name});
        requests << order(Peer::room(RoomId(name)), name);
        carryOut(LeaveRoom{RoomId(name), name});
    }
    QVERIFY(waitForOutcomes(requests));
    const RequestId last = order(Peer::room(m_rooms->room()), QStringLiteral("still here"));
    QVERIFY(waitForOutcomes({last}));
    QVERIFY(waitUntil([this] { return m_rooms->heardInRoom().contains(QStringLiteral("still here")); }));
    for (const StateChanged &change : recorder().all<StateChanged>())
        QVERIFY(change.state == SessionState::Connecting || change.state == SessionState::Online);
}

// A room that was joined is either left or joined anew; it is never just forgotten.
void RoomContract::accountsForRoomsAfterACut()
{
    QVERIFY(goIntoRoom());
    other().cut();
    QVERIFY(waitUntil([this] { return recorder().all<StateChanged>().size() > 3; }));
    QVERIFY(waitUntil(
        [this] { return recorder().all<RoomJoined>().size() == 2 || !recorder().all<RoomLeft>().empty(); }));
}

} // namespace spectrum::testing
