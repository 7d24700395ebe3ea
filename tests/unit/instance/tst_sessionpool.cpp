// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Stage.h"

#include <QRegularExpression>

#include <thread>

using namespace spectrum;
using namespace spectrum::testing;
using namespace std::chrono_literals;

class SessionPoolTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsStates();
    void removesAFailedSessionAndSaysWhy();
    void failsOpenOrdersBeforeTheEnd();
    void refusesOrdersOfUsersWithoutASession();
    void holdsOrdersUntilThereIsASession();
    void holdsOnlySoMany();
    void refusesAMessageBeforeThereIsASession();
    void leavesPolitelyAndThenHard();
    void ignoresEventsAfterTheEnd();
    void ignoresOtherThreads();
    void survivesAModuleThatThrows();
    void survivesAModuleThatMakesNothing();
    void letsASessionEndFromInsideItsOwnCall();
    void letsTheFrontendLogInFromInsideTheEnd();
    void isSmall();
};

void SessionPoolTest::countsStates()
{
    Stage stage;
    FakeSession *session = stage.bringOnline(juliet);
    stage.bringOnline(romeo);
    const core::SessionPool &pool = stage.instance->sessions();
    QCOMPARE(pool.count(SessionState::Online), 2);
    session->say(SessionState::Waiting);
    QCOMPARE(pool.count(SessionState::Online), 1);
    QCOMPARE(pool.count(SessionState::Waiting), 1);
    QCOMPARE(stage.instance->stateOf(juliet), SessionState::Waiting);
    session->say(SessionState::Offline);
    QCOMPARE(pool.size(), 1);
    QCOMPARE(pool.count(SessionState::Waiting), 0);
    QCOMPARE(stage.instance->stateOf(juliet), SessionState::Offline);
}

void SessionPoolTest::removesAFailedSessionAndSaysWhy()
{
    Stage stage;
    stage.bringOnline(juliet)->fail(ErrorKind::Banned);
    QCOMPARE(stage.instance->sessions().size(), 0);
    QCOMPARE(stage.frontend->all<StateChanged>().last().state, SessionState::Failed);
    QCOMPARE(stage.frontend->all<StateChanged>().last().error->kind, ErrorKind::Banned);
    Stage::settle();
    QVERIFY(stage.network->alive.isEmpty());
    stage.clock.advance(1h);
    QCOMPARE(stage.network->made, 1);
}

void SessionPoolTest::failsOpenOrdersBeforeTheEnd()
{
    Stage stage;
    FakeSession *session = stage.bringOnline(juliet);
    stage.frontend->told.clear();
    stage.instance->execute(juliet, SendMessage{.request = RequestId{1}});
    stage.instance->execute(juliet, JoinRoom{.room = RoomId(QStringLiteral("#a"))});
    session->say(SessionState::Offline);
    QCOMPARE(stage.frontend->told.size(), 3);
    const auto failed = std::get<DeliveryChanged>(stage.frontend->told[0].event);
    QCOMPARE(failed.state, DeliveryState::Failed);
    QCOMPARE(failed.error->kind, ErrorKind::ConnectionLost);
    QVERIFY(!failed.error->userText.isEmpty());
    QVERIFY(std::get<RoomLeft>(stage.frontend->told[1].event).error);
    QCOMPARE(std::get<StateChanged>(stage.frontend->told[2].event).state, SessionState::Offline);
}

void SessionPoolTest::refusesOrdersOfUsersWithoutASession()
{
    Stage stage;
    stage.instance->execute(juliet, SendMessage{.request = RequestId{1}});
    stage.instance->execute(juliet, SetSubject{.request = RequestId{2}});
    stage.instance->execute(juliet, LeaveRoom{.room = RoomId(QStringLiteral("#a"))});
    stage.instance->execute(juliet, SetTyping{});
    stage.instance->execute(juliet, SendMessage{});
    QCOMPARE(stage.frontend->told.size(), 3);
    QCOMPARE(stage.frontend->all<DeliveryChanged>().at(0).error->kind, ErrorKind::NotConnected);
    QCOMPARE(stage.frontend->all<RequestFinished>().at(0).error->kind, ErrorKind::NotConnected);
    QCOMPARE(stage.frontend->all<RoomLeft>().at(0).error->kind, ErrorKind::NotConnected);
}

void SessionPoolTest::holdsOrdersUntilThereIsASession()
{
    Stage stage;
    stage.book->accounts.insert(juliet, accountOf(juliet, "secret"));
    stage.book->answersAtOnce = false;
    stage.instance->logIn(juliet, online);
    stage.instance->execute(juliet, JoinRoom{.room = RoomId(QStringLiteral("#a"))});
    QVERIFY(stage.frontend->told.isEmpty());
    stage.book->answerAll();
    Stage::settle();
    QCOMPARE(stage.network->last()->orders.size(), 1);
    QVERIFY(std::holds_alternative<JoinRoom>(stage.network->last()->orders[0]));
}

void SessionPoolTest::holdsOnlySoMany()
{
    Stage stage;
    stage.book->answersAtOnce = false;
    stage.instance->logIn(juliet, online);
    for (size_t i = 0; i <= core::SessionPool::heldCommands; ++i)
        stage.instance->execute(juliet, ListRooms{.request = RequestId{i + 1}});
    QCOMPARE(stage.frontend->all<RequestFinished>().size(), 1);
    QCOMPARE(stage.frontend->all<RequestFinished>().at(0).error->kind, ErrorKind::Overloaded);
    // There is no account: each that was held is refused too.
    stage.book->answerAll();
    Stage::settle();
    QCOMPARE(size_t(stage.frontend->all<RequestFinished>().size()), core::SessionPool::heldCommands + 1);
}

void SessionPoolTest::refusesAMessageBeforeThereIsASession()
{
    Stage stage;
    stage.book->answersAtOnce = false;
    stage.instance->logIn(juliet, online);
    stage.instance->execute(juliet, SendMessage{.request = RequestId{1}});
    QCOMPARE(stage.frontend->all<DeliveryChanged>().at(0).error->kind, ErrorKind::NotConnected);
}

void SessionPoolTest::leavesPolitelyAndThenHard()
{
    Stage stage;
    stage.network->leavesAtOnce = false;
    FakeSession *session = stage.bringOnline(juliet);
    stage.instance->execute(juliet, SendMessage{.request = RequestId{1}});
    stage.instance->logOut(juliet, QStringLiteral("bye"));
    QVERIFY(session->isLoggedOut);
    stage.instance->execute(juliet, SendMessage{.request = RequestId{2}});
    QCOMPARE(stage.frontend->all<DeliveryChanged>().at(0).request, RequestId{2});
    stage.clock.advance(4999ms);
    QCOMPARE(stage.instance->sessions().size(), 1);
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("did not log out in time")));
    stage.clock.advance(1ms);
    QCOMPARE(stage.instance->sessions().size(), 0);
    QCOMPARE(stage.frontend->all<DeliveryChanged>().at(1).request, RequestId{1});
    QCOMPARE(stage.frontend->all<StateChanged>().last().state, SessionState::Offline);
    Stage::settle();
    QVERIFY(stage.network->alive.isEmpty());
}

void SessionPoolTest::ignoresEventsAfterTheEnd()
{
    Stage stage;
    FakeSession *session = stage.bringOnline(juliet);
    session->say(SessionState::Offline);
    stage.frontend->told.clear();
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("after the end of the session")));
    session->say(MessageReceived{});
    session->say(SessionState::Online);
    session->say(SessionState::Offline);
    QVERIFY(stage.frontend->told.isEmpty());
    QCOMPARE(stage.instance->router().counts().misconducts, 3u);
    QCOMPARE(stage.instance->sessions().size(), 0);
}

void SessionPoolTest::ignoresOtherThreads()
{
    Stage stage;
    FakeSession *session = stage.bringOnline(juliet);
    stage.frontend->told.clear();
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("from another thread: ignored")));
    std::thread([session] {
        session->say(MessageReceived{});
        session->say(SessionState::Offline);
    }).join();
    QVERIFY(stage.frontend->told.isEmpty());
    QCOMPARE(stage.instance->sessions().threadMisconducts(), 2u);
    QCOMPARE(stage.instance->stateOf(juliet), SessionState::Online);
}

void SessionPoolTest::survivesAModuleThatThrows()
{
    Stage stage;
    stage.bringOnline(romeo);
    stage.network->onLogIn = [](FakeSession &) { throw 42; };
    stage.book->accounts.insert(juliet, accountOf(juliet, "secret"));
    QVERIFY(answerOf(stage.instance->logIn(juliet, online)));
    QCOMPARE(stage.frontend->all<StateChanged>().last().state, SessionState::Failed);
    QCOMPARE(stage.frontend->all<StateChanged>().last().error->kind, ErrorKind::Internal);
    QCOMPARE(stage.instance->sessions().size(), 1);
    QCOMPARE(stage.instance->stateOf(romeo), SessionState::Online);
}

void SessionPoolTest::survivesAModuleThatMakesNothing()
{
    Stage stage;
    stage.network->makesNothing = true;
    QCOMPARE(kindOf(stage.instance->logInWith(accountOf(juliet, "x"), online)), ErrorKind::Internal);
    QCOMPARE(stage.instance->sessions().size(), 0);
}

void SessionPoolTest::letsASessionEndFromInsideItsOwnCall()
{
    Stage stage;
    FakeSession *session = stage.bringOnline(juliet);
    session->onOrder = [session](const Command &) {
        session->fail(ErrorKind::ConnectionLost);
        session->orders.clear(); // still alive
    };
    stage.instance->execute(juliet, SendMessage{.request = RequestId{1}});
    QCOMPARE(stage.frontend->all<DeliveryChanged>().size(), 1);
    Stage::settle();
    QVERIFY(stage.network->alive.isEmpty());
}

void SessionPoolTest::letsTheFrontendLogInFromInsideTheEnd()
{
    Stage stage;
    FakeSession *session = stage.bringOnline(juliet);
    stage.frontend->onEvent = [&](const UserId &user, const Event &event) {
        const auto *change = std::get_if<StateChanged>(&event);
        if (change != nullptr && change->state == SessionState::Failed)
            stage.instance->logIn(user, online);
    };
    session->fail(ErrorKind::Conflict);
    Stage::settle();
    QCOMPARE(stage.network->made, 2);
    stage.network->last()->say(SessionState::Online);
    QCOMPARE(stage.instance->stateOf(juliet), SessionState::Online);
}

void SessionPoolTest::isSmall()
{
    QVERIFY2(sizeof(core::UserSession) <= 320, qPrintable(QString::number(sizeof(core::UserSession))));
}

QTEST_GUILESS_MAIN(SessionPoolTest)
#include "tst_sessionpool.moc"
