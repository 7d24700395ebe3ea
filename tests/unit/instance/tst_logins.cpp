// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Stage.h"

using namespace spectrum;
using namespace spectrum::testing;
using namespace std::chrono_literals;

class LoginsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refusesWhoIsNotRegistered();
    void passesAStoreFailureOn();
    void answersEveryCallWhileTheAccountIsLookedUp();
    void passesThePresenceOn();
    void acceptsAGivenAccountWhenTheNetworkDoes();
    void refusesAGivenAccountWhenTheNetworkDoes();
    void refusesAGivenAccountWhenTheNetworkIsAway();
    void refusesAGivenAccountWhenNothingHappens();
    void comparesTheSecretOfWhoIsOnline();
    void acceptsNobodyByNameAlone();
    void judgesASecondLoginAfterTheFirst();
    void takesTheSecondLoginWhenTheFirstWasWrong();
    void boundsWaitingLogins();
    void ordersALoginAfterALogout();
    void forgetsALoginThatIsTakenBack();
    void cancelsALookup();
    void pacesLogins();
    void leavesNothingBehind();
};

void LoginsTest::refusesWhoIsNotRegistered()
{
    Stage stage;
    QCOMPARE(kindOf(stage.instance->logIn(juliet, online)), ErrorKind::NotRegistered);
    QCOMPARE(stage.instance->sessions().size(), 0);
    QCOMPARE(stage.network->made, 0);
}

void LoginsTest::passesAStoreFailureOn()
{
    Stage stage;
    stage.book->failure = Error{ErrorKind::StorageFailed};
    QCOMPARE(kindOf(stage.instance->logIn(juliet, online)), ErrorKind::StorageFailed);
    QCOMPARE(stage.instance->sessions().size(), 0);
}

void LoginsTest::answersEveryCallWhileTheAccountIsLookedUp()
{
    Stage stage;
    stage.book->accounts.insert(juliet, accountOf(juliet, "secret"));
    stage.book->answersAtOnce = false;
    const auto first = stage.instance->logIn(juliet, online);
    const auto second = stage.instance->logIn(juliet, {.availability = Availability::Away});
    QVERIFY(!first.isFinished() && !second.isFinished());
    stage.book->answerAll();
    QVERIFY(answerOf(first) && answerOf(second));
    QCOMPARE(stage.network->made, 1);
    QCOMPARE(stage.network->last()->presences.last().availability, Availability::Away);
}

void LoginsTest::passesThePresenceOn()
{
    Stage stage;
    FakeSession *session = stage.bringOnline(juliet);
    QVERIFY(answerOf(stage.instance->logIn(juliet, {.availability = Availability::Busy})));
    QCOMPARE(stage.network->made, 1);
    QCOMPARE(session->presences.last().availability, Availability::Busy);
}

void LoginsTest::acceptsAGivenAccountWhenTheNetworkDoes()
{
    Stage stage;
    const auto answer = stage.instance->logInWith(accountOf(juliet, "secret", "Capulet"), online);
    QCOMPARE(stage.network->last()->account.name, QStringLiteral("capulet"));
    stage.network->last()->say(SessionState::Connecting);
    QVERIFY(!answer.isFinished());
    stage.network->last()->say(SessionState::Online);
    QVERIFY(answerOf(answer));
    QVERIFY(stage.book->accounts.isEmpty());
}

void LoginsTest::refusesAGivenAccountWhenTheNetworkDoes()
{
    Stage stage;
    const auto answer = stage.instance->logInWith(accountOf(juliet, "secret"), online);
    stage.network->last()->fail(ErrorKind::WrongCredentials);
    QCOMPARE(kindOf(answer), ErrorKind::WrongCredentials);
    QCOMPARE(stage.instance->sessions().size(), 0);
    QCOMPARE(kindOf(stage.instance->logInWith(accountOf(juliet, "x", "two words"), online)),
             ErrorKind::InvalidInput);
}

void LoginsTest::refusesAGivenAccountWhenTheNetworkIsAway()
{
    Stage stage;
    const auto answer = stage.instance->logInWith(accountOf(juliet, "secret"), online);
    FakeSession *session = stage.network->last();
    session->say(StateChanged{.state = SessionState::Waiting, .error = Error{ErrorKind::Unreachable}});
    QCOMPARE(kindOf(answer), ErrorKind::Unreachable);
    QCOMPARE(stage.instance->sessions().size(), 0);
}

void LoginsTest::refusesAGivenAccountWhenNothingHappens()
{
    Stage stage;
    const auto answer = stage.instance->logInWith(accountOf(juliet, "secret"), online);
    stage.clock.advance(core::Logins::answerTime);
    QCOMPARE(kindOf(answer), ErrorKind::TimedOut);
    QCOMPARE(stage.instance->sessions().size(), 0);
}

void LoginsTest::comparesTheSecretOfWhoIsOnline()
{
    Stage stage;
    QVERIFY(!stage.instance->logInWith(accountOf(juliet, "secret"), online).isFinished());
    FakeSession *session = stage.network->last();
    session->say(SessionState::Online);
    stage.frontend->told.clear();
    QCOMPARE(kindOf(stage.instance->logInWith(accountOf(juliet, "wrong"), {.text = QStringLiteral("ha")})),
             ErrorKind::WrongCredentials);
    QCOMPARE(session->presences.size(), 1);
    QVERIFY(stage.frontend->told.isEmpty());
    QVERIFY(answerOf(stage.instance->logInWith(accountOf(juliet, "secret"), online)));
    QCOMPARE(session->presences.size(), 2);
    // The same while the connection is lost for a moment.
    session->say(SessionState::Waiting);
    QCOMPARE(kindOf(stage.instance->logInWith(accountOf(juliet, "wrong"), online)),
             ErrorKind::WrongCredentials);
    QVERIFY(answerOf(stage.instance->logInWith(accountOf(juliet, "secret"), online)));
    QCOMPARE(stage.network->made, 1);
}

void LoginsTest::acceptsNobodyByNameAlone()
{
    Stage stage;
    QVERIFY(!stage.instance->logInWith(accountOf(juliet, ""), online).isFinished());
    stage.network->last()->say(SessionState::Online);
    QCOMPARE(kindOf(stage.instance->logInWith(accountOf(juliet, ""), online)), ErrorKind::WrongCredentials);
}

void LoginsTest::judgesASecondLoginAfterTheFirst()
{
    Stage stage;
    const auto first = stage.instance->logInWith(accountOf(juliet, "secret"), online);
    const auto second = stage.instance->logInWith(accountOf(juliet, "wrong"), online);
    const auto third = stage.instance->logInWith(accountOf(juliet, "secret"), online);
    QVERIFY(!second.isFinished() && !third.isFinished());
    stage.network->last()->say(SessionState::Online);
    QVERIFY(answerOf(first));
    QCOMPARE(kindOf(second), ErrorKind::WrongCredentials);
    QVERIFY(answerOf(third));
    QCOMPARE(stage.network->made, 1);
}

void LoginsTest::takesTheSecondLoginWhenTheFirstWasWrong()
{
    Stage stage;
    const auto first = stage.instance->logInWith(accountOf(juliet, "wrong"), online);
    const auto second = stage.instance->logInWith(accountOf(juliet, "secret"), online);
    stage.network->last()->fail(ErrorKind::WrongCredentials);
    QCOMPARE(kindOf(first), ErrorKind::WrongCredentials);
    QCOMPARE(stage.network->made, 2);
    QCOMPARE(stage.network->last()->account.secret.expose(), QByteArrayView("secret"));
    stage.network->last()->say(SessionState::Online);
    QVERIFY(answerOf(second));
}

void LoginsTest::boundsWaitingLogins()
{
    Stage stage;
    QList<QFuture<Result<void>>> answers;
    for (size_t i = 0; i < core::Logins::waitingLogins + 2; ++i)
        answers.append(stage.instance->logInWith(accountOf(juliet, "secret"), online));
    QCOMPARE(kindOf(answers.last()), ErrorKind::Overloaded);
    stage.network->last()->fail(ErrorKind::WrongCredentials);
    for (int i = 1; i < answers.size() && stage.network->last() != nullptr; ++i) {
        Stage::settle();
        if (FakeSession *session = stage.network->last())
            session->fail(ErrorKind::WrongCredentials);
    }
    for (const auto &answer : std::as_const(answers))
        QVERIFY(answer.isFinished());
}

void LoginsTest::ordersALoginAfterALogout()
{
    Stage stage;
    stage.network->leavesAtOnce = false;
    FakeSession *session = stage.bringOnline(juliet);
    stage.instance->logOut(juliet, {});
    const auto answer = stage.instance->logIn(juliet, online);
    QCOMPARE(stage.network->made, 1);
    session->say(SessionState::Offline);
    QVERIFY(answerOf(answer));
    QCOMPARE(stage.network->made, 2);
}

void LoginsTest::forgetsALoginThatIsTakenBack()
{
    Stage stage;
    stage.network->leavesAtOnce = false;
    FakeSession *session = stage.bringOnline(juliet);
    stage.instance->logOut(juliet, {});
    const auto answer = stage.instance->logIn(juliet, online);
    stage.instance->logOut(juliet, {});
    QCOMPARE(kindOf(answer), ErrorKind::NotConnected);
    session->say(SessionState::Offline);
    Stage::settle();
    QCOMPARE(stage.network->made, 1);
}

void LoginsTest::cancelsALookup()
{
    Stage stage;
    stage.book->accounts.insert(juliet, accountOf(juliet, "secret"));
    stage.book->answersAtOnce = false;
    const auto answer = stage.instance->logIn(juliet, online);
    stage.instance->logOut(juliet, {});
    QCOMPARE(kindOf(answer), ErrorKind::NotConnected);
    QCOMPARE(stage.frontend->all<StateChanged>().last().state, SessionState::Offline);
    stage.book->answerAll();
    Stage::settle();
    QCOMPARE(stage.network->made, 0);
}

void LoginsTest::pacesLogins()
{
    Stage stage;
    stage.settings.setGiven(QStringLiteral("pacing.logins_per_second"), {QStringLiteral("10")});
    stage.instance->reload(stage.settings);
    for (int i = 0; i < 100; ++i) {
        const UserId user(QString::number(i));
        stage.book->accounts.insert(user, accountOf(user, "x", QByteArray::number(i).constData()));
        QVERIFY(answerOf(stage.instance->logIn(user, online)));
    }
    QVERIFY(stage.network->made < 5);
    QCOMPARE(stage.instance->stateOf(UserId(QStringLiteral("99"))), SessionState::Connecting);
    stage.instance->logOut(UserId(QStringLiteral("50")), {});
    stage.clock.advance(1s);
    QVERIFY(stage.network->made < 20);
    stage.clock.advance(20s);
    QCOMPARE(stage.network->made, 99);
}

void LoginsTest::leavesNothingBehind()
{
    Stage stage;
    for (int round = 0; round < 3; ++round) {
        stage.bringOnline(juliet)->say(SessionState::Offline);
        QVERIFY(!stage.instance->logInWith(accountOf(romeo, "x"), online).isFinished());
        stage.network->last()->say(SessionState::Online);
        stage.instance->logOut(romeo, {});
        Stage::settle();
    }
    QCOMPARE(stage.clock.waiting(), 0);
    QVERIFY(stage.network->alive.isEmpty());
}

QTEST_GUILESS_MAIN(LoginsTest)
#include "tst_logins.moc"
