// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "route/WaitingOutbox.h"

#include <QTest>

using namespace spectrum;
using spectrum::core::WaitingOutbox;
using Stage = WaitingOutbox::Stage;
using Numbers = std::vector<qint64>;
using namespace std::chrono_literals;

namespace
{

const UserId romeo(QStringLiteral("romeo"));
const UserId juliet(QStringLiteral("juliet"));

Clock::Moment at(std::chrono::seconds time)
{
    return Clock::Moment(time);
}

WaitingOutbox::Item item(const UserId &user, quint64 request, std::chrono::seconds deadline = 60s)
{
    return {.user = user, .request = RequestId{request}, .deadline = at(deadline), .size = 10};
}

} // namespace

class TestWaitingOutbox : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsWhatItHolds();
    void givesTheFirstInTheirOrder();
    void findsWhatTheNetworkHas();
    void onlyWhatWaitsIsOverdue();
    void twinsAreOfOneUser();
};

void TestWaitingOutbox::countsWhatItHolds()
{
    WaitingOutbox outbox;
    outbox.add(5, item(romeo, 1));
    outbox.add(3, item(juliet, 2));
    QCOMPARE(outbox.size(), 2);
    QCOMPARE(outbox.bytes(), 20);
    QCOMPARE(outbox.lastNumber(), 5);
    QCOMPARE(outbox.count(romeo), 1);
    QCOMPARE(outbox.users().size(), size_t(2));
    QVERIFY(outbox.take(5).has_value());
    QVERIFY(!outbox.take(5).has_value());
    QCOMPARE(outbox.count(romeo), 0);
    QCOMPARE(outbox.bytes(), 10);
    QCOMPARE(outbox.users().size(), size_t(1));
    QCOMPARE(outbox.lastNumber(), 5);
}

void TestWaitingOutbox::givesTheFirstInTheirOrder()
{
    WaitingOutbox outbox;
    for (qint64 number = 1; number <= 5; ++number)
        outbox.add(number, item(romeo, quint64(number)));
    QCOMPARE(outbox.nextOf(romeo, 2), Numbers({1, 2}));
    outbox.setStage(1, Stage::HandedOver);
    QCOMPARE(outbox.nextOf(romeo, 2), Numbers({2}));
    outbox.setStage(2, Stage::Marking);
    QVERIFY(outbox.nextOf(romeo, 5).empty());
    outbox.setStage(2, Stage::Accepted);
    QVERIFY(outbox.nextOf(romeo, 2).empty());
    QVERIFY(outbox.nextOf(juliet, 2).empty());
    QVERIFY(outbox.isAnyUnsent(romeo));
    for (qint64 number = 3; number <= 5; ++number)
        outbox.setStage(number, Stage::HandedOver);
    QVERIFY(!outbox.isAnyUnsent(romeo));
}

void TestWaitingOutbox::findsWhatTheNetworkHas()
{
    WaitingOutbox outbox;
    outbox.add(1, item(romeo, 7));
    QVERIFY(!outbox.findAtNetwork(romeo, RequestId{7}));
    outbox.setStage(1, Stage::HandedOver);
    QCOMPARE(outbox.findAtNetwork(romeo, RequestId{7}), std::optional<qint64>(1));
    QVERIFY(!outbox.findAtNetwork(juliet, RequestId{7}));
    QCOMPARE(outbox.numbersIn(Stage::HandedOver), Numbers({1}));
}

void TestWaitingOutbox::onlyWhatWaitsIsOverdue()
{
    WaitingOutbox outbox;
    outbox.add(1, item(romeo, 1, 60s));
    outbox.add(2, item(romeo, 2, 30s));
    QCOMPARE(outbox.nextDeadline(), std::optional(at(30s)));
    QVERIFY(!outbox.findOverdue(at(29s)));
    QCOMPARE(outbox.findOverdue(at(30s)), std::optional<qint64>(2));
    outbox.setStage(2, Stage::Marking);
    QVERIFY(!outbox.findOverdue(at(59s)));
    outbox.setStage(2, Stage::Waiting);
    QCOMPARE(outbox.findOverdue(at(59s)), std::optional<qint64>(2));
    QVERIFY(outbox.take(2) && outbox.take(1));
    QVERIFY(!outbox.nextDeadline());
}

void TestWaitingOutbox::twinsAreOfOneUser()
{
    WaitingOutbox outbox;
    WaitingOutbox::Item first = item(romeo, 1);
    first.print = 99;
    outbox.add(1, first);
    QVERIFY(!outbox.addTwin(juliet, 99, RequestId{2}));
    QVERIFY(!outbox.addTwin(romeo, 0, RequestId{2}));
    QVERIFY(outbox.addTwin(romeo, 99, RequestId{2}));
    outbox.setStage(1, Stage::HandedOver);
    QVERIFY(!outbox.addTwin(romeo, 99, RequestId{3}));
    QCOMPARE(outbox.take(1)->twins, std::vector<RequestId>({RequestId{2}}));
}

QTEST_GUILESS_MAIN(TestWaitingOutbox)
#include "tst_waitingoutbox.moc"
