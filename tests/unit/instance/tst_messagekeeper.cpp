// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Stage.h"

#include "support/FakeMessageBook.h"

using namespace spectrum;
using namespace spectrum::testing;
using namespace std::chrono_literals;

namespace
{

const ContactId carl(QStringLiteral("carl"));

struct WaitingStage : Stage {
    explicit WaitingStage(std::shared_ptr<FakeMessageBook::Shelf> shelf = {})
        : Stage(core::ContactKeeper::List::OfNetwork, [&](Stage &stage, core::Instance::Parts &parts) {
              auto made = std::make_unique<FakeMessageBook>(shelf);
              stage.settings.setDefault(QStringLiteral("outbox.maximum_age"), {QStringLiteral("3600")});
              stage.settings.setDefault(QStringLiteral("outbox.messages_per_user"), {QStringLiteral("20")});
              stage.settings.setDefault(QStringLiteral("outbox.messages"), {QStringLiteral("30")});
              parts.settings = stage.settings;
              stage.messages = made.get();
              parts.messages = std::move(made);
          })
    {
    }

    RequestId sendNamed(const UserId &user, const QString &body, const char *id)
    {
        const RequestId request = instance->nextRequest();
        Message message{.peer = Peer::contact(carl), .body = body};
        message.id = MessageId(QString::fromLatin1(id));
        instance->execute(user, SendMessage{request, message});
        return request;
    }

    RequestId send(const UserId &user, const QString &body, MessageKind kind = MessageKind::Normal)
    {
        const RequestId request = instance->nextRequest();
        Message message{.peer = Peer::contact(carl), .kind = kind, .body = body};
        instance->execute(user, SendMessage{request, message});
        return request;
    }

    [[nodiscard]] QStringList sent() const
    {
        QStringList bodies;
        for (const Command &command : network->last()->orders) {
            if (const auto *order = std::get_if<SendMessage>(&command))
                bodies.append(order->message.body);
        }
        return bodies;
    }

    // Every message that the session has and has not answered arrives.
    void confirmAll()
    {
        for (const Command &command : std::exchange(network->last()->orders, {})) {
            if (const auto *order = std::get_if<SendMessage>(&command))
                network->last()->say(DeliveryChanged{order->request, DeliveryState::Confirmed, {}});
        }
    }

    [[nodiscard]] QList<ErrorKind> failures() const
    {
        QList<ErrorKind> kinds;
        for (const DeliveryChanged &change : frontend->all<DeliveryChanged>()) {
            if (change.state == DeliveryState::Failed)
                kinds.append(change.error->kind);
        }
        return kinds;
    }
};

} // namespace

class TestMessageKeeper : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anOnlineSessionGetsItAtOnce();
    void waitsForTheReconnect();
    void waitsForTheFirstLogin();
    void whoeverHasNoAccountWaitsForNothing();
    void anUnprovenLoginKeepsNothing();
    void theOrderIsKept();
    void aMessageThatFollowsWaitsItsTurn();
    void atMostSoManyAreAtTheNetwork();
    void theMarkIsKeptBeforeTheNetworkGetsIt();
    void aCutWhileMarkingSendsNothing();
    void whatTheNetworkNeverGotWaitsAgain();
    void whatTheNetworkMayHaveFails();
    void tooOldComesBack();
    void aRefusedLoginBringsAllBack();
    void aLogoutKeepsThem();
    void aRemovedAccountBringsAllBack();
    void whatIsSentAgainIsSentOnce();
    void tooManyAreRefused();
    void whatCannotBeKeptComesBack();
    void attentionDoesNotWait();
    void aMessageWithoutNoteDoesNotWait();
    void anotherProcessSendsThem();
    void anotherProcessDoesNotSendTwice();
    void anotherProcessFindsThemTooOld();
    void inMemoryTheyEndWithTheProcess();
};

void TestMessageKeeper::anOnlineSessionGetsItAtOnce()
{
    WaitingStage stage;
    FakeSession *session = stage.bringOnline(romeo);
    stage.send(romeo, QStringLiteral("hello"));
    QCOMPARE(session->orders.size(), 1);
    QCOMPARE(stage.messages->puts, 0);
}

void TestMessageKeeper::waitsForTheReconnect()
{
    WaitingStage stage;
    FakeSession *session = stage.bringOnline(romeo);
    session->say(SessionState::Waiting);
    const RequestId request = stage.send(romeo, QStringLiteral("hello"));
    session->say(SessionState::Connecting);
    stage.send(romeo, QStringLiteral("again"));
    QVERIFY(session->orders.isEmpty());
    QCOMPARE(stage.messages->puts, 2);
    session->say(SessionState::Online);
    Stage::settle();
    QCOMPARE(stage.sent(), QStringList({QStringLiteral("hello"), QStringLiteral("again")}));
    QVERIFY(std::get<SendMessage>(session->orders.first()).message.sentAt.isValid());
    QVERIFY(stage.frontend->all<DeliveryChanged>().isEmpty());
    stage.confirmAll();
    Stage::settle();
    QCOMPARE(stage.frontend->all<DeliveryChanged>().first().request, request);
    QCOMPARE(stage.frontend->all<DeliveryChanged>().size(), 2);
    QVERIFY(stage.messages->shelf->isEmpty());
    // Nothing is left that costs anything.
    stage.send(romeo, QStringLiteral("now"));
    QCOMPARE(session->orders.size(), 1);
    QCOMPARE(stage.messages->puts, 2);
}

void TestMessageKeeper::waitsForTheFirstLogin()
{
    WaitingStage stage;
    stage.book->accounts.insert(romeo, accountOf(romeo, "secret", "romeo"));
    stage.instance->logIn(romeo, online);
    stage.send(romeo, QStringLiteral("hello"));
    FakeSession *session = stage.network->last();
    session->say(SessionState::Waiting);
    stage.send(romeo, QStringLiteral("again"));
    session->say(SessionState::Online);
    Stage::settle();
    QCOMPARE(stage.sent(), QStringList({QStringLiteral("hello"), QStringLiteral("again")}));
}

void TestMessageKeeper::whoeverHasNoAccountWaitsForNothing()
{
    WaitingStage stage;
    stage.send(romeo, QStringLiteral("nobody is logged in"));
    QCOMPARE(stage.failures(), QList<ErrorKind>({ErrorKind::NotConnected}));
    stage.book->answersAtOnce = false;
    stage.instance->logIn(juliet, online);
    stage.send(juliet, QStringLiteral("not registered"));
    stage.book->answerAll();
    Stage::settle();
    QCOMPARE(stage.failures(), QList<ErrorKind>({ErrorKind::NotConnected, ErrorKind::NotRegistered}));
    QVERIFY(stage.messages->shelf->isEmpty());
}

void TestMessageKeeper::anUnprovenLoginKeepsNothing()
{
    WaitingStage stage;
    stage.instance->logInWith(accountOf(romeo, "guess", "romeo"), online);
    stage.send(romeo, QStringLiteral("hello"));
    QCOMPARE(stage.messages->puts, 0);
    stage.network->last()->say(SessionState::Online);
    stage.network->last()->say(SessionState::Waiting);
    stage.send(romeo, QStringLiteral("hello"));
    QCOMPARE(stage.messages->puts, 1);
}

void TestMessageKeeper::theOrderIsKept()
{
    WaitingStage stage;
    FakeSession *session = stage.bringOnline(romeo);
    session->say(SessionState::Waiting);
    QStringList wanted;
    for (int number = 0; number < 20; ++number) {
        wanted.append(QString::number(number));
        stage.send(romeo, wanted.last());
    }
    session->say(SessionState::Online);
    QStringList seen;
    for (int turn = 0; turn < 5; ++turn) {
        Stage::settle();
        seen += stage.sent();
        stage.confirmAll();
    }
    QCOMPARE(seen, wanted);
}

void TestMessageKeeper::aMessageThatFollowsWaitsItsTurn()
{
    WaitingStage stage;
    FakeSession *session = stage.bringOnline(romeo);
    session->say(SessionState::Waiting);
    stage.send(romeo, QStringLiteral("first"));
    stage.messages->answersAtOnce = false;
    session->say(SessionState::Online);
    stage.send(romeo, QStringLiteral("second"));
    QVERIFY(session->orders.isEmpty());
    stage.messages->answersAtOnce = true;
    stage.messages->answerAll();
    Stage::settle();
    QCOMPARE(stage.sent(), QStringList({QStringLiteral("first"), QStringLiteral("second")}));
}

void TestMessageKeeper::atMostSoManyAreAtTheNetwork()
{
    WaitingStage stage;
    FakeSession *session = stage.bringOnline(romeo);
    session->say(SessionState::Waiting);
    for (int number = 0; number < 20; ++number)
        stage.send(romeo, QString::number(number));
    session->say(SessionState::Online);
    Stage::settle();
    QCOMPARE(session->orders.size(), core::MessageKeeper::maximumHandedOver);
}

void TestMessageKeeper::theMarkIsKeptBeforeTheNetworkGetsIt()
{
    WaitingStage stage;
    FakeSession *session = stage.bringOnline(romeo);
    session->say(SessionState::Waiting);
    stage.send(romeo, QStringLiteral("hello"));
    stage.messages->answersAtOnce = false;
    session->say(SessionState::Online);
    Stage::settle();
    QVERIFY(session->orders.isEmpty());
    QVERIFY(!stage.messages->shelf->first().entry.isHandedOver);
    session->onOrder = [&](const Command &) { QVERIFY(stage.messages->shelf->first().entry.isHandedOver); };
    stage.messages->answerAll();
    Stage::settle();
    QCOMPARE(session->orders.size(), 1);
}

void TestMessageKeeper::aCutWhileMarkingSendsNothing()
{
    WaitingStage stage;
    FakeSession *session = stage.bringOnline(romeo);
    session->say(SessionState::Waiting);
    stage.send(romeo, QStringLiteral("hello"));
    stage.messages->answersAtOnce = false;
    session->say(SessionState::Online);
    session->say(SessionState::Waiting);
    stage.messages->answersAtOnce = true;
    stage.messages->answerAll();
    Stage::settle();
    QVERIFY(session->orders.isEmpty());
    QVERIFY(!stage.messages->shelf->first().entry.isHandedOver);
    session->say(SessionState::Online);
    Stage::settle();
    QCOMPARE(stage.sent(), QStringList({QStringLiteral("hello")}));
}

void TestMessageKeeper::whatTheNetworkNeverGotWaitsAgain()
{
    WaitingStage stage;
    FakeSession *session = stage.bringOnline(romeo);
    session->say(SessionState::Waiting);
    const RequestId request = stage.send(romeo, QStringLiteral("hello"));
    session->say(SessionState::Online);
    Stage::settle();
    session->orders.clear();
    session->say(DeliveryChanged{request, DeliveryState::Failed, Error{ErrorKind::NotConnected}});
    session->say(SessionState::Waiting);
    Stage::settle();
    QVERIFY(stage.failures().isEmpty());
    QVERIFY(!stage.messages->shelf->first().entry.isHandedOver);
    session->say(SessionState::Online);
    Stage::settle();
    QCOMPARE(stage.sent(), QStringList({QStringLiteral("hello")}));
}

void TestMessageKeeper::whatTheNetworkMayHaveFails()
{
    WaitingStage stage;
    FakeSession *session = stage.bringOnline(romeo);
    session->say(SessionState::Waiting);
    const RequestId request = stage.send(romeo, QStringLiteral("hello"));
    session->say(SessionState::Online);
    Stage::settle();
    session->say(DeliveryChanged{request, DeliveryState::Failed, Error{ErrorKind::ConnectionLost}});
    QCOMPARE(stage.failures(), QList<ErrorKind>({ErrorKind::ConnectionLost}));
    QVERIFY(stage.messages->shelf->isEmpty());
}

void TestMessageKeeper::tooOldComesBack()
{
    WaitingStage stage;
    stage.bringOnline(romeo)->say(SessionState::Waiting);
    stage.send(romeo, QStringLiteral("hello"));
    stage.clock.advance(30min);
    stage.send(romeo, QStringLiteral("again"));
    stage.clock.advance(29min);
    QVERIFY(stage.failures().isEmpty());
    stage.clock.advance(1min);
    QCOMPARE(stage.failures(), QList<ErrorKind>({ErrorKind::TimedOut}));
    stage.clock.advance(30min);
    QCOMPARE(stage.failures().size(), 2);
    QVERIFY(stage.messages->shelf->isEmpty());
}

void TestMessageKeeper::aRefusedLoginBringsAllBack()
{
    WaitingStage stage;
    FakeSession *session = stage.bringOnline(romeo);
    session->say(SessionState::Waiting);
    stage.send(romeo, QStringLiteral("hello"));
    session->fail(ErrorKind::WrongCredentials);
    QCOMPARE(stage.failures(), QList<ErrorKind>({ErrorKind::WrongCredentials}));
}

void TestMessageKeeper::aLogoutKeepsThem()
{
    WaitingStage stage;
    stage.bringOnline(romeo)->say(SessionState::Waiting);
    stage.send(romeo, QStringLiteral("hello"));
    stage.instance->logOut(romeo, {});
    Stage::settle();
    QVERIFY(stage.failures().isEmpty());
    stage.bringOnline(romeo);
    Stage::settle();
    QCOMPARE(stage.sent(), QStringList({QStringLiteral("hello")}));
}

void TestMessageKeeper::aRemovedAccountBringsAllBack()
{
    WaitingStage stage;
    stage.bringOnline(romeo)->say(SessionState::Waiting);
    stage.send(romeo, QStringLiteral("hello"));
    QVERIFY(answerOf(stage.instance->unregisterAccount(romeo)).isOk());
    QCOMPARE(stage.failures(), QList<ErrorKind>({ErrorKind::NotRegistered}));
    QVERIFY(stage.messages->shelf->isEmpty());
}

void TestMessageKeeper::whatIsSentAgainIsSentOnce()
{
    WaitingStage stage;
    FakeSession *session = stage.bringOnline(romeo);
    session->say(SessionState::Waiting);
    const RequestId first = stage.sendNamed(romeo, QStringLiteral("hello"), "m1");
    const RequestId again = stage.sendNamed(romeo, QStringLiteral("hello"), "m1");
    stage.sendNamed(romeo, QStringLiteral("hello"), "m2");
    stage.sendNamed(romeo, QStringLiteral("other"), "m1");
    QCOMPARE(stage.messages->puts, 3);
    session->say(SessionState::Online);
    Stage::settle();
    QCOMPARE(stage.sent(),
             QStringList({QStringLiteral("hello"), QStringLiteral("hello"), QStringLiteral("other")}));
    stage.confirmAll();
    QSet<quint64> confirmed;
    for (const DeliveryChanged &change : stage.frontend->all<DeliveryChanged>()) {
        QCOMPARE(change.state, DeliveryState::Confirmed);
        QVERIFY(!confirmed.contains(quint64(change.request)));
        confirmed.insert(quint64(change.request));
    }
    QCOMPARE(confirmed.size(), 4);
    QVERIFY(confirmed.contains(quint64(first)) && confirmed.contains(quint64(again)));
}

void TestMessageKeeper::tooManyAreRefused()
{
    WaitingStage stage;
    stage.bringOnline(romeo)->say(SessionState::Waiting);
    stage.bringOnline(juliet)->say(SessionState::Waiting);
    for (int number = 0; number < 25; ++number)
        stage.send(romeo, QStringLiteral("hello"));
    QCOMPARE(stage.failures(), QList<ErrorKind>(5, ErrorKind::Overloaded));
    for (int number = 0; number < 15; ++number)
        stage.send(juliet, QStringLiteral("hello"));
    QCOMPARE(stage.failures(), QList<ErrorKind>(10, ErrorKind::Overloaded));
    QCOMPARE(stage.messages->shelf->size(), 30);
}

void TestMessageKeeper::whatCannotBeKeptComesBack()
{
    WaitingStage stage;
    stage.bringOnline(romeo)->say(SessionState::Waiting);
    stage.messages->failure = Error{ErrorKind::StorageFailed};
    stage.send(romeo, QStringLiteral("hello"));
    QCOMPARE(stage.failures(), QList<ErrorKind>({ErrorKind::StorageFailed}));
}

void TestMessageKeeper::attentionDoesNotWait()
{
    WaitingStage stage;
    FakeSession *session = stage.bringOnline(romeo);
    session->say(SessionState::Waiting);
    stage.send(romeo, {}, MessageKind::Attention);
    QCOMPARE(stage.messages->puts, 0);
    QCOMPARE(session->orders.size(), 1); // which says itself that it is not connected
}

void TestMessageKeeper::aMessageWithoutNoteDoesNotWait()
{
    WaitingStage stage;
    stage.bringOnline(romeo)->say(SessionState::Waiting);
    stage.frontend->note.clear();
    stage.send(romeo, QStringLiteral("hello"));
    QCOMPARE(stage.messages->puts, 0);
}

void TestMessageKeeper::anotherProcessSendsThem()
{
    const auto shelf = std::make_shared<FakeMessageBook::Shelf>();
    {
        WaitingStage stage(shelf);
        stage.bringOnline(romeo)->say(SessionState::Waiting);
        stage.send(romeo, QStringLiteral("first"));
        stage.send(romeo, QStringLiteral("second"));
    }
    WaitingStage stage(shelf);
    QCOMPARE(stage.frontend->restored.size(), 2);
    QCOMPARE(stage.frontend->restored.first().user, romeo);
    QCOMPARE(stage.frontend->restored.first().note, QByteArray("note 1"));
    stage.bringOnline(romeo);
    Stage::settle();
    QCOMPARE(stage.sent(), QStringList({QStringLiteral("first"), QStringLiteral("second")}));
    stage.confirmAll();
    const QList<DeliveryChanged> changes = stage.frontend->all<DeliveryChanged>();
    QCOMPARE(changes.size(), 2);
    QCOMPARE(changes.first().request, stage.frontend->restored.first().request);
    QVERIFY(shelf->isEmpty());
}

void TestMessageKeeper::anotherProcessDoesNotSendTwice()
{
    const auto shelf = std::make_shared<FakeMessageBook::Shelf>();
    {
        WaitingStage stage(shelf);
        FakeSession *session = stage.bringOnline(romeo);
        session->say(SessionState::Waiting);
        stage.send(romeo, QStringLiteral("first"));
        session->say(SessionState::Online);
        Stage::settle();
        QCOMPARE(session->orders.size(), 1);
    }
    WaitingStage stage(shelf);
    QCOMPARE(stage.failures(), QList<ErrorKind>({ErrorKind::ConnectionLost}));
    QVERIFY(shelf->isEmpty());
    stage.bringOnline(romeo);
    Stage::settle();
    QVERIFY(stage.sent().isEmpty());
}

void TestMessageKeeper::anotherProcessFindsThemTooOld()
{
    const auto shelf = std::make_shared<FakeMessageBook::Shelf>();
    {
        WaitingStage stage(shelf);
        stage.bringOnline(romeo)->say(SessionState::Waiting);
        stage.send(romeo, QStringLiteral("first"));
        stage.send(romeo, QStringLiteral("second"));
    }
    (*shelf)[1].entry.since = (*shelf)[1].entry.since.addSecs(-7200);
    (*shelf)[2].entry.since = (*shelf)[2].entry.since.addSecs(-1800);
    WaitingStage stage(shelf);
    QCOMPARE(stage.failures(), QList<ErrorKind>({ErrorKind::TimedOut}));
    stage.clock.advance(30min);
    QCOMPARE(stage.failures().size(), 2);
}

void TestMessageKeeper::inMemoryTheyEndWithTheProcess()
{
    WaitingStage stage;
    stage.messages->durable = false;
    stage.bringOnline(romeo)->say(SessionState::Waiting);
    stage.send(romeo, QStringLiteral("hello"));
    stage.instance->stop();
    QCOMPARE(stage.failures(), QList<ErrorKind>({ErrorKind::NotConnected}));
}

QTEST_GUILESS_MAIN(TestMessageKeeper)
#include "tst_messagekeeper.moc"
