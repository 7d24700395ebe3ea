// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Stage.h"

using namespace spectrum;
using namespace spectrum::testing;

namespace
{

void acceptEverybody(FakeSession &session)
{
    session.say(SessionState::Online);
}

} // namespace

class RegistrarTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsTheNetworksSpelling();
    void wantsWhatIsRequired();
    void fillsDefaults();
    void answersWhenItIsOnTheDisk();
    void storesNothingOnAnError();
    void guardsNamesWithoutASecret();
    void guardsNamesThatAreJustBeingRegistered();
    void letsASecretProveTheName();
    void letsTheOwnerChange();
    void usesANewSecretAtOnce();
    void leavesAnUnchangedSessionAlone();
    void removesAfterLoggingOut();
    void removesWhenTheFrontendIsReady();
    void waitsForTheFrontendNotForEver();
    void knowsWhoIsNotRegistered();
    void letsNobodyInWhileItRemoves();
    void keepsTheSessionThatProvedTheAccount();
    void storesNothingThatTheNetworkRefuses();
    void keepsTheOldAccountWhenTheNewOneIsRefused();
    void storesWhenTheNetworkIsNotReached();
    void storesWhenTheNetworkIsSlow();
    void givesEachProofItsTime();
    void takesWhoComesWhileTheNetworkIsSlow();
    void storesWhenTheNetworkHasAQuestion();
    void endsTheSessionOfAnAccountThatCouldNotBeKept();
    void triesAWrongPasswordOnce();
};

void RegistrarTest::keepsTheNetworksSpelling()
{
    Stage stage;
    stage.network->onLogIn = acceptEverybody;
    QVERIFY(answerOf(stage.instance->registerAccount(accountOf(juliet, "secret", "CAPULET"))));
    const auto summary = answerOf(stage.instance->findAccount(juliet));
    QVERIFY(summary && *summary);
    QCOMPARE((*summary)->name, QStringLiteral("capulet"));
    QVERIFY(!answerOf(stage.instance->findAccount(romeo)).value());
}

void RegistrarTest::wantsWhatIsRequired()
{
    Stage stage;
    QCOMPARE(kindOf(stage.instance->registerAccount(accountOf(juliet, "x", "two words"))),
             ErrorKind::InvalidInput);
    QCOMPARE(kindOf(stage.instance->registerAccount(accountOf(juliet, "x", ""))), ErrorKind::InvalidInput);
    stage.network->fields.append(
        {.key = QStringLiteral("password"), .type = FieldType::Secret, .isRequired = true});
    QCOMPARE(kindOf(stage.instance->registerAccount(accountOf(juliet, ""))), ErrorKind::InvalidInput);
    stage.network->fields.append({.key = QStringLiteral("server"), .isRequired = true});
    QCOMPARE(kindOf(stage.instance->registerAccount(accountOf(juliet, "x"))), ErrorKind::InvalidInput);
    QVERIFY(stage.book->accounts.isEmpty());
}

void RegistrarTest::fillsDefaults()
{
    Stage stage;
    stage.network->onLogIn = acceptEverybody;
    stage.network->fields.append({.key = QStringLiteral("server"),
                                  .isRequired = true,
                                  .defaultValue = QStringLiteral("chat.example.net")});
    QVERIFY(answerOf(stage.instance->registerAccount(accountOf(juliet, "x"))));
    QCOMPARE(stage.book->accounts[juliet].options.value(QStringLiteral("server")),
             QStringLiteral("chat.example.net"));
}

void RegistrarTest::answersWhenItIsOnTheDisk()
{
    Stage stage;
    stage.network->onLogIn = acceptEverybody;
    stage.book->answersAtOnce = false;
    const auto answer = stage.instance->registerAccount(accountOf(juliet, "x"));
    stage.book->answerAll();
    Stage::settle();
    QVERIFY(!answer.isFinished());
    QCOMPARE(kindOf(stage.instance->registerAccount(accountOf(juliet, "x"))), ErrorKind::Conflict);
    stage.book->answerAll();
    QVERIFY(answerOf(answer));
}

void RegistrarTest::storesNothingOnAnError()
{
    Stage stage;
    stage.network->onLogIn = acceptEverybody;
    stage.book->failure = Error{ErrorKind::StorageFailed};
    QCOMPARE(kindOf(stage.instance->registerAccount(accountOf(juliet, "x"))), ErrorKind::StorageFailed);
    stage.book->failure.reset();
    QVERIFY(!answerOf(stage.instance->findAccount(juliet)).value());
    QVERIFY(answerOf(stage.instance->registerAccount(accountOf(juliet, "x"))));
}

void RegistrarTest::guardsNamesWithoutASecret()
{
    Stage stage;
    QVERIFY(answerOf(stage.instance->registerAccount(accountOf(juliet, "", "Nick"))));
    QCOMPARE(kindOf(stage.instance->registerAccount(accountOf(romeo, "", "nICK"))), ErrorKind::Conflict);
    QVERIFY(!stage.book->accounts.contains(romeo));
}

void RegistrarTest::guardsNamesThatAreJustBeingRegistered()
{
    Stage stage;
    stage.book->answersAtOnce = false;
    const auto first = stage.instance->registerAccount(accountOf(juliet, ""));
    QCOMPARE(kindOf(stage.instance->registerAccount(accountOf(romeo, ""))), ErrorKind::Conflict);
    stage.book->answerAll();
    Stage::settle();
    stage.book->answerAll();
    QVERIFY(answerOf(first));
}

void RegistrarTest::letsASecretProveTheName()
{
    Stage stage;
    stage.network->onLogIn = acceptEverybody;
    QVERIFY(answerOf(stage.instance->registerAccount(accountOf(juliet, "secret"))));
    QVERIFY(answerOf(stage.instance->registerAccount(accountOf(romeo, "secret"))));
}

void RegistrarTest::letsTheOwnerChange()
{
    Stage stage;
    QVERIFY(answerOf(stage.instance->registerAccount(accountOf(juliet, ""))));
    QVERIFY(answerOf(stage.instance->registerAccount(accountOf(juliet, ""))));
    QVERIFY(answerOf(stage.instance->registerAccount(accountOf(juliet, "", "other"))));
    QVERIFY(answerOf(stage.instance->registerAccount(accountOf(romeo, "", "capulet"))));
}

void RegistrarTest::usesANewSecretAtOnce()
{
    Stage stage;
    stage.network->onLogIn = acceptEverybody;
    FakeSession *session = stage.bringOnline(juliet, "old");
    QVERIFY(answerOf(stage.instance->registerAccount(accountOf(juliet, "new", "juliet"))));
    Q_UNUSED(session);
    QCOMPARE(stage.network->made, 2);
    QCOMPARE(stage.network->last()->account.secret.expose(), QByteArrayView("new"));
    QCOMPARE(stage.network->last()->presences.first().availability, Availability::Online);
}

void RegistrarTest::leavesAnUnchangedSessionAlone()
{
    Stage stage;
    stage.network->onLogIn = acceptEverybody;
    stage.bringOnline(juliet, "old");
    QVERIFY(answerOf(stage.instance->registerAccount(accountOf(juliet, "old", "juliet"))));
    QCOMPARE(stage.network->made, 1);
    QCOMPARE(stage.instance->stateOf(juliet), SessionState::Online);
}

void RegistrarTest::removesAfterLoggingOut()
{
    Stage stage;
    stage.network->leavesAtOnce = false;
    FakeSession *session = stage.bringOnline(juliet);
    session->say(ContactChanged{.contact = {.id = ContactId(QStringLiteral("nurse"))}});
    const auto answer = stage.instance->unregisterAccount(juliet);
    Stage::settle();
    QVERIFY(session->isLoggedOut);
    QVERIFY(!answer.isFinished());
    QVERIFY(stage.book->accounts.contains(juliet));
    session->say(SessionState::Offline);
    QVERIFY(answerOf(answer));
    QVERIFY(stage.book->accounts.isEmpty());
    QVERIFY(stage.book->contacts.isEmpty());
}

void RegistrarTest::removesWhenTheFrontendIsReady()
{
    Stage stage;
    FakeSession *session = stage.bringOnline(juliet);
    stage.frontend->isPreparedAtOnce = false;
    const auto answer = stage.instance->unregisterAccount(juliet);
    Stage::settle();
    QCOMPARE(stage.frontend->preparing, QList<UserId>{juliet});
    QVERIFY(!session->isLoggedOut);
    QVERIFY(stage.book->accounts.contains(juliet));
    QVERIFY(stage.frontend->removed.isEmpty());
    stage.frontend->promises.front().finish();
    QVERIFY(answerOf(answer));
    QVERIFY(stage.book->accounts.isEmpty());
    QCOMPARE(stage.frontend->removed, QList<UserId>{juliet});
    stage.clock.advance(core::Farewell::patience);
    QCOMPARE(stage.frontend->removed.size(), 1);
}

void RegistrarTest::waitsForTheFrontendNotForEver()
{
    Stage stage;
    stage.bringOnline(juliet);
    stage.frontend->isPreparedAtOnce = false;
    const auto answer = stage.instance->unregisterAccount(juliet);
    stage.clock.advance(core::Farewell::patience - std::chrono::milliseconds(1));
    Stage::settle();
    QVERIFY(!answer.isFinished());
    stage.clock.advance(std::chrono::milliseconds(1));
    QVERIFY(answerOf(answer));
    QVERIFY(stage.book->accounts.isEmpty());
    // Too late.
    stage.frontend->promises.front().finish();
    Stage::settle();
    QCOMPARE(stage.frontend->removed, QList<UserId>{juliet});
}

void RegistrarTest::knowsWhoIsNotRegistered()
{
    Stage stage;
    QCOMPARE(kindOf(stage.instance->unregisterAccount(juliet)), ErrorKind::NotRegistered);
    QVERIFY(stage.frontend->preparing.isEmpty());
}

void RegistrarTest::letsNobodyInWhileItRemoves()
{
    Stage stage;
    stage.network->onLogIn = acceptEverybody;
    stage.bringOnline(juliet);
    stage.book->answersAtOnce = false;
    const auto answer = stage.instance->unregisterAccount(juliet);
    stage.book->answerAll();
    Stage::settle();
    QCOMPARE(kindOf(stage.instance->logIn(juliet, online)), ErrorKind::NotRegistered);
    stage.book->answerAll();
    QVERIFY(answerOf(answer));
    stage.book->answersAtOnce = true;
    QVERIFY(answerOf(stage.instance->registerAccount(accountOf(juliet, "x"))));
    QVERIFY(answerOf(stage.instance->logIn(juliet, online)));
}

void RegistrarTest::keepsTheSessionThatProvedTheAccount()
{
    Stage stage;
    const auto answer = stage.instance->registerAccount(accountOf(juliet, "x"));
    Stage::settle();
    QVERIFY(!answer.isFinished());
    QVERIFY(stage.book->accounts.isEmpty());
    stage.network->last()->say(SessionState::Online);
    QVERIFY(answerOf(answer));
    QVERIFY(stage.book->accounts.contains(juliet));
    QVERIFY(answerOf(stage.instance->logIn(juliet, online)));
    QCOMPARE(stage.network->made, 1);
    QCOMPARE(stage.instance->stateOf(juliet), SessionState::Online);
}

void RegistrarTest::storesNothingThatTheNetworkRefuses()
{
    Stage stage;
    const auto answer = stage.instance->registerAccount(accountOf(juliet, "wrong"));
    stage.network->last()->say(
        StateChanged{.state = SessionState::Failed,
                     .error = Error{ErrorKind::WrongCredentials, QStringLiteral("No such password.")}});
    const Result<void> result = answerOf(answer);
    QCOMPARE(result.error().kind, ErrorKind::WrongCredentials);
    QCOMPARE(result.error().userText, QStringLiteral("No such password."));
    QVERIFY(stage.book->accounts.isEmpty());
    QCOMPARE(stage.instance->stateOf(juliet), SessionState::Offline);
}

void RegistrarTest::keepsTheOldAccountWhenTheNewOneIsRefused()
{
    Stage stage;
    stage.bringOnline(juliet, "old");
    stage.network->onLogIn = [](FakeSession &session) {
        if (session.account.secret.expose() == QByteArrayView("old"))
            session.say(SessionState::Online);
        else
            session.fail(ErrorKind::WrongCredentials);
    };
    QCOMPARE(kindOf(stage.instance->registerAccount(accountOf(juliet, "wrong", "juliet"))),
             ErrorKind::WrongCredentials);
    QCOMPARE(stage.book->accounts[juliet].secret.expose(), QByteArrayView("old"));
    QCOMPARE(stage.instance->stateOf(juliet), SessionState::Online);
    QCOMPARE(stage.network->last()->account.secret.expose(), QByteArrayView("old"));
    QCOMPARE(stage.network->made, 3);
}

void RegistrarTest::storesWhenTheNetworkIsNotReached()
{
    Stage stage;
    const auto answer = stage.instance->registerAccount(accountOf(juliet, "x"));
    stage.network->last()->say(
        StateChanged{.state = SessionState::Waiting, .error = Error{ErrorKind::Unreachable}});
    QVERIFY(answerOf(answer));
    QVERIFY(stage.book->accounts.contains(juliet));
    QCOMPARE(stage.instance->stateOf(juliet), SessionState::Waiting);
}

void RegistrarTest::storesWhenTheNetworkIsSlow()
{
    Stage stage;
    const auto answer = stage.instance->registerAccount(accountOf(juliet, "x"));
    stage.clock.advance(core::Logins::proofTime - std::chrono::milliseconds(1));
    Stage::settle();
    QVERIFY(!answer.isFinished());
    stage.clock.advance(std::chrono::milliseconds(1));
    QVERIFY(answerOf(answer));
    QVERIFY(stage.book->accounts.contains(juliet));
    // It goes on like any other, for as long as it takes.
    stage.clock.advance(std::chrono::minutes(5));
    stage.network->last()->say(SessionState::Online);
    QCOMPARE(stage.instance->stateOf(juliet), SessionState::Online);
    QCOMPARE(stage.network->made, 1);
}

// Whose turn comes late has as much time as others.
void RegistrarTest::givesEachProofItsTime()
{
    Stage stage;
    stage.settings.setGiven(QStringLiteral("pacing.logins_per_second"), {QStringLiteral("1")});
    stage.instance->reload(stage.settings);
    QList<QFuture<Result<void>>> answers;
    for (int number = 0; number < 20; ++number) {
        const QString name = QStringLiteral("n%1").arg(number);
        answers.append(stage.instance->registerAccount(accountOf(UserId(name), "x", qPrintable(name))));
    }
    stage.clock.advance(std::chrono::seconds(19));
    Stage::settle();
    QCOMPARE(stage.network->made, 20);
    QVERIFY(!answers.last().isFinished());
    stage.clock.advance(core::Logins::proofTime - std::chrono::seconds(1));
    stage.network->last()->fail(ErrorKind::WrongCredentials);
    QCOMPARE(kindOf(answers.last()), ErrorKind::WrongCredentials);
    QVERIFY(answerOf(answers.first()));
    QCOMPARE(stage.book->accounts.size(), 19);
}

// Who comes meanwhile belongs to the session that goes on.
void RegistrarTest::takesWhoComesWhileTheNetworkIsSlow()
{
    Stage stage;
    const auto answer = stage.instance->registerAccount(accountOf(juliet, "x"));
    const auto login = stage.instance->logIn(juliet, {.availability = Availability::Away});
    QVERIFY(!login.isFinished());
    stage.clock.advance(core::Logins::proofTime);
    QVERIFY(answerOf(answer));
    QVERIFY(answerOf(login));
    QCOMPARE(stage.network->made, 1);
    QCOMPARE(stage.network->last()->presences.last().availability, Availability::Away);
}

void RegistrarTest::storesWhenTheNetworkHasAQuestion()
{
    Stage stage;
    const auto answer = stage.instance->registerAccount(accountOf(juliet, "x"));
    stage.network->last()->say(LoginStepRequired{.step = {.number = 1}});
    QVERIFY(answerOf(answer));
    QVERIFY(stage.book->accounts.contains(juliet));
    stage.instance->execute(juliet, AnswerLoginStep{.number = 1});
    QCOMPARE(stage.network->last()->orders.size(), 1);
}

void RegistrarTest::endsTheSessionOfAnAccountThatCouldNotBeKept()
{
    Stage stage;
    const auto answer = stage.instance->registerAccount(accountOf(juliet, "x"));
    Stage::settle();
    stage.book->failure = Error{ErrorKind::StorageFailed};
    stage.network->last()->say(SessionState::Online);
    QCOMPARE(kindOf(answer), ErrorKind::StorageFailed);
    QCOMPARE(stage.instance->stateOf(juliet), SessionState::Offline);
}

void RegistrarTest::triesAWrongPasswordOnce()
{
    Stage stage;
    stage.network->onLogIn = [](FakeSession &session) { session.fail(ErrorKind::WrongCredentials); };
    QCOMPARE(kindOf(stage.instance->registerAccount(accountOf(juliet, "x"))), ErrorKind::WrongCredentials);
    stage.clock.advance(std::chrono::hours(1));
    QCOMPARE(stage.network->made, 1);
}

QTEST_GUILESS_MAIN(RegistrarTest)
#include "tst_registrar.moc"
