// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "route/Router.h"

#include "support/FakeFrontend.h"
#include "support/FakeNetwork.h"

#include <QRegularExpression>
#include <QTest>

#include <stdexcept>

using namespace spectrum;
using core::Lane;
using core::Router;

namespace
{

// A session without any ability.
class PlainSession final : public Session
{
public:
    void logIn(const Presence &) override {}
    void logOut(const QString &) override {}
    void sendMessage(const SendMessage &) override { throw std::runtime_error("broken"); }
    void setPresence(const Presence &) override {}
};

struct Sink final : EventSink {
    void handleEvent(Event &&event) override { router->deliver(*lane, event); }
    Router *router = nullptr;
    Lane *lane = nullptr;
};

} // namespace

class RouterTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        router = std::make_unique<Router>(InstanceId(QStringLiteral("chat.example.org")));
        frontend = std::make_unique<testing::FakeFrontend>();
        router->setFrontend(frontend.get());
        lane = std::make_unique<Lane>(Lane{.user = UserId(QStringLiteral("juliet"))});
        sink.router = router.get();
        sink.lane = lane.get();
        session = std::make_unique<testing::FakeSession>(network, Account{}, sink);
    }
    void cleanup() { session.reset(); }

    void carriesBothWays();
    void dropsWhatNobodyAskedFor();
    void tellsARepeatedMessageOnce();
    void refusesOverTheLimit();
    void refusesWhatTheNetworkCannotDo();
    void catchesAnException();
    void keepsTheOutcomeThatCameBeforeAnException();
    void survivesWithoutAFrontend();

private:
    testing::FakeNetwork network;
    std::unique_ptr<Router> router;
    std::unique_ptr<testing::FakeFrontend> frontend;
    std::unique_ptr<Lane> lane;
    std::unique_ptr<testing::FakeSession> session;
    Sink sink;
};

void RouterTest::carriesBothWays()
{
    router->carryOut(*lane, *session, SendMessage{.request = RequestId{1}});
    QCOMPARE(session->orders.size(), 1);
    session->say(DeliveryChanged{.request = RequestId{1}, .state = DeliveryState::Confirmed});
    session->say(MessageReceived{.message = {.body = QStringLiteral("hello")}});
    QCOMPARE(frontend->told.size(), 2);
    QCOMPARE(frontend->told[0].user, UserId(QStringLiteral("juliet")));
    QCOMPARE(frontend->all<MessageReceived>().at(0).message.body, QStringLiteral("hello"));
    QCOMPARE(router->counts().commands, 1u);
    QCOMPARE(router->counts().events, 2u);
}

void RouterTest::dropsWhatNobodyAskedFor()
{
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("juliet.*not open: ignored")));
    session->say(DeliveryChanged{.request = RequestId{9}, .state = DeliveryState::Failed});
    session->say(RequestFinished{.request = RequestId{9}});
    QVERIFY(frontend->told.isEmpty());
    QCOMPARE(router->counts().misconducts, 2u);
}

void RouterTest::tellsARepeatedMessageOnce()
{
    const MessageReceived received{
        .message = {.body = QStringLiteral("a"), .id = MessageId(QStringLiteral("1"))}};
    session->say(received);
    session->say(received);
    QCOMPARE(frontend->told.size(), 1);
    QCOMPARE(router->counts().repeatedMessages, 1u);
}

void RouterTest::refusesOverTheLimit()
{
    router->setOrderLimit(1);
    router->carryOut(*lane, *session, SendMessage{.request = RequestId{1}});
    router->carryOut(*lane, *session, SendMessage{.request = RequestId{2}});
    router->carryOut(*lane, *session, JoinRoom{.room = RoomId(QStringLiteral("#a"))});
    QCOMPARE(session->orders.size(), 1);
    QCOMPARE(frontend->all<DeliveryChanged>().at(0).request, RequestId{2});
    QCOMPARE(frontend->all<DeliveryChanged>().at(0).error->kind, ErrorKind::Overloaded);
    QCOMPARE(frontend->all<RoomLeft>().at(0).error->kind, ErrorKind::Overloaded);
}

void RouterTest::refusesWhatTheNetworkCannotDo()
{
    PlainSession plain;
    router->carryOut(*lane, plain, JoinRoom{.room = RoomId(QStringLiteral("#a"))});
    router->carryOut(*lane, plain, ListRooms{.request = RequestId{1}});
    QCOMPARE(frontend->all<RoomLeft>().at(0).error->kind, ErrorKind::Unsupported);
    QCOMPARE(frontend->all<RequestFinished>().at(0).error->kind, ErrorKind::Unsupported);
    QCOMPARE(lane->outbox.size(), 0u);
}

void RouterTest::catchesAnException()
{
    PlainSession plain;
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("an exception left the module")));
    router->carryOut(*lane, plain, SendMessage{.request = RequestId{1}});
    QCOMPARE(frontend->told.size(), 1);
    QCOMPARE(frontend->all<DeliveryChanged>().at(0).error->kind, ErrorKind::Internal);
}

void RouterTest::keepsTheOutcomeThatCameBeforeAnException()
{
    session->onOrder = [this](const Command &) {
        session->say(DeliveryChanged{.request = RequestId{1}, .state = DeliveryState::Confirmed});
        throw std::runtime_error("late");
    };
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("an exception left the module")));
    router->carryOut(*lane, *session, SendMessage{.request = RequestId{1}});
    QCOMPARE(frontend->told.size(), 1);
    QCOMPARE(frontend->all<DeliveryChanged>().at(0).state, DeliveryState::Confirmed);
}

void RouterTest::survivesWithoutAFrontend()
{
    router->setFrontend(nullptr);
    session->say(MessageReceived{});
    router->carryOut(*lane, *session, SendMessage{.request = RequestId{1}});
    router->failOpenOrders(*lane, {ErrorKind::ConnectionLost});
    QCOMPARE(lane->outbox.size(), 0u);
}

QTEST_GUILESS_MAIN(RouterTest)
#include "tst_router.moc"
