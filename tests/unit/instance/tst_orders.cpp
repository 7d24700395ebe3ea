// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// The promise of FrontendHost::execute(): exactly one outcome for each order, whatever the session does.
#include "Stage.h"

#include <spectrum/Dispatch.h>

#include <QRandomGenerator>
#include <QRegularExpression>

#include <map>

using namespace spectrum;
using namespace spectrum::testing;
using namespace std::chrono_literals;

class OrdersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void haveOneOutcomeEach_data();
    void haveOneOutcomeEach();

private:
    void give(Stage &stage);
    void answer(FakeSession &session);
    void changeState(Stage &stage, FakeSession *session);
    void count(const Event &event);

    QRandomGenerator random;
    std::map<quint64, int> outcomes;
    std::map<QString, int> openRooms;
};

void OrdersTest::haveOneOutcomeEach_data()
{
    QTest::addColumn<quint32>("seed");
    for (const quint32 seed : {1u, 2u, 3u, 5u, 8u, 13u, 1789u, 20261122u})
        QTest::addRow("seed %u", seed) << seed;
}

void OrdersTest::give(Stage &stage)
{
    const RequestId id = stage.instance->nextRequest();
    const RoomId room(QStringLiteral("#%1").arg(random.bounded(3)));
    switch (random.bounded(6)) {
    case 0:
        ++openRooms[room.toString()];
        stage.instance->execute(juliet, JoinRoom{.room = room});
        return;
    case 1:
        ++openRooms[room.toString()];
        stage.instance->execute(juliet, LeaveRoom{.room = room});
        return;
    case 2:
        outcomes[quint64(id)] = 0;
        stage.instance->execute(juliet, ListRooms{.request = id});
        return;
    case 3:
        outcomes[quint64(id)] = 0;
        stage.instance->execute(juliet, SetNickname{.request = id, .room = room});
        return;
    default:
        outcomes[quint64(id)] = 0;
        stage.instance->execute(juliet, SendMessage{.request = id});
    }
}

// Now and then twice, too late or for an order that never was.
void OrdersTest::answer(FakeSession &session)
{
    if (session.orders.isEmpty())
        return;
    const Command command = random.bounded(4) == 0 ? session.orders.last() : session.orders.first();
    if (random.bounded(5) != 0)
        session.orders.removeOne(command);
    const RequestId id = random.bounded(10) == 0 ? RequestId{random.bounded(1u, 100u)} : requestOf(command);
    if (std::holds_alternative<SendMessage>(command)) {
        const auto states = {DeliveryState::Accepted, DeliveryState::Confirmed, DeliveryState::Failed};
        session.say(DeliveryChanged{.request = id, .state = *(states.begin() + random.bounded(3))});
    } else if (const auto *join = std::get_if<JoinRoom>(&command)) {
        session.orders.removeOne(command);
        session.say(RoomJoined{.room = {.id = join->room}});
    } else if (const auto *leave = std::get_if<LeaveRoom>(&command)) {
        session.orders.removeOne(command);
        session.say(RoomLeft{.room = leave->room});
    } else {
        session.say(RequestFinished{.request = id});
    }
}

void OrdersTest::changeState(Stage &stage, FakeSession *session)
{
    const int choice = int(random.bounded(8));
    if (session == nullptr || choice == 0)
        stage.instance->logIn(juliet, online);
    else if (choice == 1)
        stage.instance->logOut(juliet, {});
    else if (choice == 2)
        session->fail(ErrorKind::WrongCredentials);
    else if (choice == 3)
        session->say(SessionState::Offline);
    else if (choice == 4)
        session->say(SessionState::Waiting);
    else if (choice == 5)
        stage.clock.advance(3s);
    else
        session->say(SessionState::Online);
    if (random.bounded(3) == 0)
        Stage::settle();
}

void OrdersTest::count(const Event &event)
{
    const auto countRequest = [this](RequestId id) {
        QVERIFY2(outcomes.contains(quint64(id)), "an outcome for an order that was never given");
        ++outcomes[quint64(id)];
    };
    if (const auto *delivery = std::get_if<DeliveryChanged>(&event)) {
        if (delivery->state != DeliveryState::Accepted)
            countRequest(delivery->request);
    } else if (const auto *finished = std::get_if<RequestFinished>(&event)) {
        countRequest(finished->request);
    } else if (const auto *joined = std::get_if<RoomJoined>(&event)) {
        --openRooms[joined->room.id.toString()];
    } else if (const auto *left = std::get_if<RoomLeft>(&event)) {
        --openRooms[left->room.toString()];
    }
}

void OrdersTest::haveOneOutcomeEach()
{
    QFETCH(quint32, seed);
    random.seed(seed);
    outcomes.clear();
    openRooms.clear();
    QTest::failOnWarning(QRegularExpression(QStringLiteral("^QObject")));
    Stage stage;
    stage.network->leavesAtOnce = false;
    stage.book->accounts.insert(juliet, accountOf(juliet, "x"));
    stage.frontend->onEvent = [this](const UserId &, const Event &event) { count(event); };

    for (int step = 0; step < 5000; ++step) {
        stage.frontend->told.clear();
        stage.book->answersAtOnce = random.bounded(4) != 0;
        FakeSession *session = stage.network->last();
        const quint32 choice = random.bounded(20);
        if (choice < 10)
            give(stage);
        else if (choice < 18 && session != nullptr)
            answer(*session);
        else
            changeState(stage, session);
        if (random.bounded(8) == 0)
            stage.book->answerAll();
        if (QTest::currentTestFailed())
            return;
    }
    stage.instance->stop();
    stage.clock.advance(10s);
    QVERIFY(outcomes.size() > 500);
    for (const auto &[id, count] : outcomes)
        QVERIFY2(count == 1, qPrintable(QStringLiteral("order %1 had %2 outcomes").arg(id).arg(count)));
    for (const auto &[room, open] : openRooms)
        QVERIFY2(open == 0, qPrintable(QStringLiteral("room %1 is off by %2").arg(room).arg(open)));
}

QTEST_GUILESS_MAIN(OrdersTest)
#include "tst_orders.moc"
