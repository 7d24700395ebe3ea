// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Stage.h"

#include <QSignalSpy>

using namespace spectrum;
using namespace spectrum::testing;
using namespace std::chrono_literals;

class InstanceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsWhyAModuleRefusesTheSettings();
    void reportsReadyOnce();
    void stopsWhenAllHaveLeft();
    void stopsInTimeWhateverHappens();
    void stopsAtOnceWhenAskedTwice();
    void stopsDuringALoginStorm();
    void letsNobodyInWhileItStops();
    void givesEveryRequestItsOwnId();
    void survivesAnEndWithSessions();
};

void InstanceTest::tellsWhyAModuleRefusesTheSettings()
{
    MockClock clock;
    FakeNetworkModule networkModule;
    FakeFrontendModule frontendModule;
    frontendModule.refusal = Error{ErrorKind::InvalidInput, QStringLiteral("service.port is in use.")};
    const auto made = core::Instance::create({.id = InstanceId(QStringLiteral("a")),
                                              .settings = {},
                                              .networkModule = networkModule,
                                              .frontendModule = frontendModule,
                                              .networkName = {},
                                              .contactList = core::ContactKeeper::List::OfHost,
                                              .book = std::make_unique<FakeBook>(),
                                              .clock = clock});
    QVERIFY(!made);
    QCOMPARE(made.error().userText, QStringLiteral("service.port is in use."));
}

void InstanceTest::reportsReadyOnce()
{
    Stage stage;
    QSignalSpy ready(stage.instance.get(), &core::Instance::ready);
    stage.frontendModule.host->reportReady();
    stage.frontendModule.host->reportReady();
    QCOMPARE(ready.count(), 1);
}

void InstanceTest::stopsWhenAllHaveLeft()
{
    Stage stage;
    stage.network->leavesAtOnce = false;
    FakeSession *first = stage.bringOnline(juliet);
    FakeSession *second = stage.bringOnline(romeo);
    QSignalSpy stopped(stage.instance.get(), &core::Instance::stopped);
    stage.instance->stop();
    QVERIFY(stage.frontend->isStopping);
    QVERIFY(first->isLoggedOut && second->isLoggedOut);
    first->say(SessionState::Offline);
    QCOMPARE(stopped.count(), 0);
    second->say(SessionState::Offline);
    QCOMPARE(stopped.count(), 1);
    stage.clock.advance(1min);
    QCOMPARE(stopped.count(), 1);
}

void InstanceTest::stopsInTimeWhateverHappens()
{
    Stage stage;
    stage.network->leavesAtOnce = false;
    stage.frontend->stopsAtOnce = false;
    stage.bringOnline(juliet);
    stage.instance->execute(juliet, SendMessage{.request = RequestId{1}});
    QSignalSpy stopped(stage.instance.get(), &core::Instance::stopped);
    stage.instance->stop();
    stage.clock.advance(core::Instance::stopTime - 1ms);
    QCOMPARE(stopped.count(), 0);
    stage.clock.advance(1ms);
    QCOMPARE(stopped.count(), 1);
    QCOMPARE(stage.instance->sessions().size(), 0);
    QCOMPARE(stage.frontend->all<DeliveryChanged>().size(), 1);
}

void InstanceTest::stopsAtOnceWhenAskedTwice()
{
    Stage stage;
    stage.network->leavesAtOnce = false;
    stage.frontend->stopsAtOnce = false;
    stage.bringOnline(juliet);
    QSignalSpy stopped(stage.instance.get(), &core::Instance::stopped);
    stage.instance->stop();
    stage.instance->stop();
    QCOMPARE(stopped.count(), 1);
}

void InstanceTest::stopsDuringALoginStorm()
{
    Stage stage;
    stage.settings.setGiven(QStringLiteral("pacing.logins_per_second"), {QStringLiteral("100")});
    stage.instance->reload(stage.settings);
    for (int i = 0; i < 1000; ++i) {
        const UserId user(QString::number(i));
        stage.book->accounts.insert(user, accountOf(user, "x", QByteArray::number(i).constData()));
        stage.book->answersAtOnce = i % 2 == 0;
        stage.instance->logIn(user, online);
    }
    stage.clock.advance(2s);
    QSignalSpy stopped(stage.instance.get(), &core::Instance::stopped);
    stage.instance->stop();
    QCOMPARE(stopped.count(), 1);
    stage.book->answerAll();
    Stage::settle();
    stage.clock.advance(1min);
    QVERIFY(stage.network->alive.isEmpty());
    QCOMPARE(stage.instance->sessions().size(), 0);
}

void InstanceTest::letsNobodyInWhileItStops()
{
    Stage stage;
    stage.frontend->stopsAtOnce = false;
    stage.instance->stop();
    QCOMPARE(kindOf(stage.instance->logIn(juliet, online)), ErrorKind::NotConnected);
    QCOMPARE(kindOf(stage.instance->logInWith(accountOf(juliet, "x"), online)), ErrorKind::NotConnected);
}

void InstanceTest::givesEveryRequestItsOwnId()
{
    Stage stage;
    const RequestId first = stage.instance->nextRequest();
    QVERIFY(first != RequestId::None);
    QVERIFY(stage.instance->nextRequest() != first);
}

void InstanceTest::survivesAnEndWithSessions()
{
    Stage stage;
    stage.bringOnline(juliet);
    stage.book->answersAtOnce = false;
    stage.instance->logIn(romeo, online);
    stage.instance.reset();
    Stage::settle();
}

QTEST_GUILESS_MAIN(InstanceTest)
#include "tst_instance.moc"
