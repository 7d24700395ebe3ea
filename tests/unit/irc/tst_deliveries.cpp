// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include <support/irc/IrcRun.h>

using namespace spectrum;
using namespace std::chrono_literals;
using spectrum::testing::contactPeer;
using spectrum::testing::IrcRun;
using spectrum::testing::roomPeer;

class TestDeliveries : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void confirmsByPing();
    void sharesPings();
    void asksForManyWithoutWaiting();
    void confirmsByEcho();
    void failsTheRightMessage();
    void failsLongMessagesOnce();
    void failsOnLoss();
    void refusesWhenTooManyAreOpen();
    void floodControlDelays();
    void floodControlHasAnEnd();
};

void TestDeliveries::confirmsByPing()
{
    IrcRun run;
    QVERIFY(run.goOnline());
    const RequestId request = run.send(contactPeer("peer"), QStringLiteral("hello"));
    QCOMPARE(run.lastDelivery(request).state, DeliveryState::Accepted);
    QVERIFY(run.waitForOutcome(request));
    QCOMPARE(run.lastDelivery(request).state, DeliveryState::Confirmed);
    QCOMPARE(run.server.textsTo("peer"), QByteArrayList{"hello"});
}

void TestDeliveries::sharesPings()
{
    IrcRun run;
    QVERIFY(run.goOnline());
    QList<RequestId> requests;
    for (int i = 0; i < 40; ++i)
        requests << run.send(contactPeer("peer"), QString::number(i));
    QVERIFY(run.waitForOutcome(requests.constFirst()));
    QCOMPARE(run.recorder.outcomesOf(requests.constLast()), 0);
    run.host.advance(2s);
    QVERIFY(run.waitForOutcome(requests.constLast()));
    const auto pings = std::count_if(run.server.lines().begin(), run.server.lines().end(),
                                     [](const QByteArray &line) { return line.startsWith("PING"); });
    QCOMPARE(pings, 2);
}

void TestDeliveries::asksForManyWithoutWaiting()
{
    IrcRun run;
    QVERIFY(run.goOnline());
    QVERIFY(run.waitForOutcome(run.send(contactPeer("peer"), QStringLiteral("first"))));
    // Too soon for another PING, so this one waits for the clock, which stands still.
    const RequestId waiting = run.send(contactPeer("peer"), QStringLiteral("waiting"));
    QVERIFY(run.synchronise());
    QCOMPARE(run.recorder.outcomesOf(waiting), 0);
    for (int i = 0; i < 10; ++i)
        run.send(contactPeer("peer"), QString::number(i));
    QVERIFY(run.waitForOutcome(waiting));
    QCOMPARE(run.lastDelivery(waiting).state, DeliveryState::Confirmed);
}

void TestDeliveries::confirmsByEcho()
{
    IrcRun run;
    run.server.setCapabilities("echo-message");
    QVERIFY(run.goOnline());
    const RequestId request = run.send(contactPeer("peer"), QStringLiteral("one\ntwo"));
    QVERIFY(run.recorder.deliveryOf(request).empty());
    QVERIFY(run.waitForOutcome(request));
    QCOMPARE(run.recorder.deliveryOf(request).front().state, DeliveryState::Accepted);
    QCOMPARE(run.lastDelivery(request).state, DeliveryState::Confirmed);
    QVERIFY(run.recorder.all<MessageReceived>().empty());
    // What another client of the same user says is not an echo.
    run.server.send(":tester!u@h PRIVMSG peer :elsewhere");
    QVERIFY(run.waitForEvents<MessageReceived>(1));
    QCOMPARE(run.recorder.all<MessageReceived>().front().message.origin, Origin::Self);
    QCOMPARE(run.recorder.all<MessageReceived>().front().message.peer, contactPeer("peer"));
}

void TestDeliveries::failsTheRightMessage()
{
    IrcRun run;
    QVERIFY(run.goOnline());
    const RequestId before = run.send(contactPeer("peer"), QStringLiteral("1"));
    const RequestId nobody = run.send(contactPeer("Nobody"), QStringLiteral("2"));
    const RequestId after = run.send(contactPeer("peer"), QStringLiteral("3"));
    QVERIFY(run.waitForOutcome(nobody));
    QCOMPARE(run.lastDelivery(nobody).state, DeliveryState::Failed);
    QCOMPARE(run.lastDelivery(nobody).error->kind, ErrorKind::NotFound);
    run.host.advance(2s);
    QVERIFY(run.waitForOutcome(before));
    QVERIFY(run.waitForOutcome(after));
    QCOMPARE(run.lastDelivery(before).state, DeliveryState::Confirmed);
    QCOMPARE(run.lastDelivery(after).state, DeliveryState::Confirmed);
}

void TestDeliveries::failsLongMessagesOnce()
{
    IrcRun run;
    QVERIFY(run.goOnline());
    const RequestId request = run.send(contactPeer("nobody"), QStringLiteral("a\nb\nc"));
    const RequestId later = run.send(contactPeer("nobody"), QStringLiteral("d"));
    QVERIFY(run.waitForOutcome(request));
    QVERIFY(run.waitForOutcome(later));
    run.host.advance(4s);
    QVERIFY(run.synchronise());
    QCOMPARE(run.recorder.outcomesOf(request), 1);
    QCOMPARE(run.recorder.outcomesOf(later), 1);
    QCOMPARE(run.lastDelivery(later).state, DeliveryState::Failed);
}

void TestDeliveries::failsOnLoss()
{
    IrcRun run;
    QVERIFY(run.goOnline());
    run.server.setHook([&](const QByteArray &line) { return line.startsWith("PING"); });
    const RequestId request = run.send(contactPeer("peer"), QStringLiteral("lost?"));
    QVERIFY(QTest::qWaitFor([&] { return !run.server.textsTo("peer").isEmpty(); }));
    run.server.cut();
    QVERIFY(run.waitForOutcome(request));
    QCOMPARE(run.lastDelivery(request).state, DeliveryState::Failed);
    QCOMPARE(run.lastDelivery(request).error->kind, ErrorKind::ConnectionLost);
}

void TestDeliveries::refusesWhenTooManyAreOpen()
{
    IrcRun run;
    QVERIFY(run.goOnline());
    run.server.setHook([&](const QByteArray &line) { return line.startsWith("PING"); });
    for (int i = 0; i < 4096; ++i)
        run.send(contactPeer("peer"), QStringLiteral("x"));
    const RequestId request = run.send(contactPeer("peer"), QStringLiteral("one too many"));
    QCOMPARE(run.lastDelivery(request).state, DeliveryState::Failed);
    QCOMPARE(run.lastDelivery(request).error->kind, ErrorKind::Overloaded);
}

void TestDeliveries::floodControlDelays()
{
    IrcRun run;
    run.settings.setGiven(QStringLiteral("irc.flood_rate"), {QStringLiteral("2")});
    QVERIFY(run.goOnline());
    run.host.advance(60s);
    QList<RequestId> requests;
    for (int i = 0; i < 20; ++i)
        requests << run.send(contactPeer("peer"), QString::number(i));
    QVERIFY(run.synchronise());
    const qsizetype atOnce = run.server.textsTo("peer").size();
    QVERIFY(atOnce >= 3 && atOnce <= 5);
    QVERIFY(run.recorder.deliveryOf(requests.constLast()).empty());
    for (int i = 0; i < 20; ++i) {
        run.host.advance(3s);
        QVERIFY(run.synchronise());
    }
    for (const RequestId request : std::as_const(requests))
        QCOMPARE(run.lastDelivery(request).state, DeliveryState::Confirmed);
    QCOMPARE(run.server.textsTo("peer").constLast(), "19");
}

void TestDeliveries::floodControlHasAnEnd()
{
    IrcRun run;
    run.settings.setGiven(QStringLiteral("irc.flood_rate"), {QStringLiteral("1")});
    QVERIFY(run.goOnline());
    RequestId last = RequestId::None;
    for (int i = 0; i < 600; ++i)
        last = run.send(contactPeer("peer"), QString::number(i));
    QCOMPARE(run.lastDelivery(last).error->kind, ErrorKind::Overloaded);
    run.server.cut();
    QVERIFY(run.waitFor(SessionState::Waiting));
    for (quint64 i = 1; i <= 600; ++i)
        QCOMPARE(run.recorder.outcomesOf(RequestId(i)), 1);
}

QTEST_GUILESS_MAIN(TestDeliveries)
#include "tst_deliveries.moc"
