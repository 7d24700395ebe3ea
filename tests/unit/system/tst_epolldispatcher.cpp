// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/EpollDispatcher.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QThread>
#include <QTimer>

#include <sys/eventfd.h>
#include <sys/resource.h>
#include <sys/socket.h>

#include <array>
#include <ctime>
#include <vector>

using spectrum::system::EpollDispatcher;
using spectrum::system::FileDescriptor;

namespace
{

std::array<FileDescriptor, 2> socketPair()
{
    int ends[2] = {-1, -1};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends) != 0)
        qFatal("socketpair failed");
    return {FileDescriptor(ends[0]), FileDescriptor(ends[1])};
}

double cpuMicroseconds()
{
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) * 1e6 + double(time.tv_nsec) / 1e3;
}

} // namespace

class TestEpollDispatcher : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isInstalled();
    void postedEventsAreSentBeforeTheWait();
    void wakesUpFromAnotherThread();
    void manyWakeUpsFromThreadsAreNotLost();
    void quitFromAnotherThreadEndsTheLoop();
    void zeroTimersFireOncePerTurn();
    void zeroTimersDoNotStarveSockets();
    void timersFireInOrder();
    void timerOfEachTypeFiresInTime_data();
    void timerOfEachTypeFiresInTime();
    void remainingTimeIsKnown();
    void timersMoveToAnotherThread();
    void activeTimerDoesNotFireInItsNestedLoop();
    void nestedLoopsEndInTheirOrder();
    void nestedLoopDeliversWhatTheOuterHasNot();
    void excludedSocketsWait();
    void excludedTimersWait();
    void waitForMoreEventsReturnsAfterPostedOnes();
    void aboutToBlockComesOncePerTurn();
    void whatAboutToBlockPostsIsNotDelayed();
    void deferredDeleteWorks();
    void tcpTrafficArrivesWhole();
    void runsInAThreadOfItsOwn();
    void idleSocketsCostNothing();
};

void TestEpollDispatcher::isInstalled()
{
    QVERIFY(qobject_cast<EpollDispatcher *>(QAbstractEventDispatcher::instance()));
}

void TestEpollDispatcher::postedEventsAreSentBeforeTheWait()
{
    QEventLoop loop;
    QStringList order;
    QMetaObject::invokeMethod(
        this, [&] { order.append(QStringLiteral("first")); }, Qt::QueuedConnection);
    QMetaObject::invokeMethod(
        this,
        [&] {
            order.append(QStringLiteral("second"));
            QMetaObject::invokeMethod(
                &loop,
                [&] {
                    order.append(QStringLiteral("third"));
                    loop.quit();
                },
                Qt::QueuedConnection);
        },
        Qt::QueuedConnection);
    loop.exec();
    QCOMPARE(order,
             QStringList({QStringLiteral("first"), QStringLiteral("second"), QStringLiteral("third")}));
}

void TestEpollDispatcher::wakesUpFromAnotherThread()
{
    QEventLoop loop;
    const std::unique_ptr<QThread> thread(
        QThread::create([&] { QMetaObject::invokeMethod(&loop, &QEventLoop::quit, Qt::QueuedConnection); }));
    thread->start();
    loop.exec();
    QVERIFY(thread->wait());
}

void TestEpollDispatcher::manyWakeUpsFromThreadsAreNotLost()
{
    constexpr int each = 5000;
    QEventLoop loop;
    int received = 0;
    std::vector<std::unique_ptr<QThread>> threads;
    for (int i = 0; i < 3; ++i) {
        threads.emplace_back(QThread::create([&] {
            for (int j = 0; j < each; ++j) {
                QMetaObject::invokeMethod(
                    &loop,
                    [&] {
                        if (++received == 3 * each)
                            loop.quit();
                    },
                    Qt::QueuedConnection);
                if (j % 64 == 0)
                    QThread::yieldCurrentThread();
            }
        }));
        threads.back()->start();
    }
    loop.exec();
    QCOMPARE(received, 3 * each);
    for (const auto &thread : threads)
        QVERIFY(thread->wait());
}

void TestEpollDispatcher::quitFromAnotherThreadEndsTheLoop()
{
    for (int i = 0; i < 500; ++i) {
        QEventLoop loop;
        const std::unique_ptr<QThread> thread(QThread::create([&] { loop.exit(i); }));
        QTimer::singleShot(0, &loop, [&] { thread->start(); });
        QCOMPARE(loop.exec(), i);
        QVERIFY(thread->wait());
    }
}

void TestEpollDispatcher::zeroTimersFireOncePerTurn()
{
    int first = 0;
    int second = 0;
    QTimer a;
    QTimer b;
    connect(&a, &QTimer::timeout, this, [&] { ++first; });
    connect(&b, &QTimer::timeout, this, [&] { ++second; });
    a.start(0);
    b.start(0);
    for (int turn = 1; turn <= 5; ++turn) {
        QVERIFY(QAbstractEventDispatcher::instance()->processEvents(QEventLoop::AllEvents));
        QCOMPARE(first, turn);
        QCOMPARE(second, turn);
    }
}

void TestEpollDispatcher::zeroTimersDoNotStarveSockets()
{
    const auto ends = socketPair();
    QSocketNotifier notifier(ends[0].number(), QSocketNotifier::Read);
    QEventLoop loop;
    connect(&notifier, &QSocketNotifier::activated, &loop, &QEventLoop::quit);
    QTimer busy;
    busy.start(0);
    QTimer::singleShot(1, &loop, [&] { QCOMPARE(::write(ends[1].number(), "x", 1), ssize_t(1)); });
    loop.exec();
}

void TestEpollDispatcher::timersFireInOrder()
{
    QEventLoop loop;
    QList<int> order;
    for (const int delay : {30, 10, 20, 0, 5}) {
        QTimer::singleShot(std::chrono::milliseconds(delay), Qt::PreciseTimer, &loop, [&, delay] {
            order.append(delay);
            if (delay == 30)
                loop.quit();
        });
    }
    loop.exec();
    QCOMPARE(order, QList<int>({0, 5, 10, 20, 30}));
}

void TestEpollDispatcher::timerOfEachTypeFiresInTime_data()
{
    QTest::addColumn<Qt::TimerType>("type");
    QTest::addColumn<int>("interval");
    QTest::addColumn<int>("latest");
    QTest::newRow("precise") << Qt::PreciseTimer << 50 << 90;
    QTest::newRow("coarse") << Qt::CoarseTimer << 200 << 250;
    QTest::newRow("very coarse") << Qt::VeryCoarseTimer << 1000 << 2100;
}

void TestEpollDispatcher::timerOfEachTypeFiresInTime()
{
    QFETCH(Qt::TimerType, type);
    QFETCH(int, interval);
    QFETCH(int, latest);
    QEventLoop loop;
    QElapsedTimer elapsed;
    elapsed.start();
    QTimer::singleShot(std::chrono::milliseconds(interval), type, &loop, &QEventLoop::quit);
    loop.exec();
    QVERIFY2(elapsed.elapsed() >= interval, qPrintable(QString::number(elapsed.elapsed())));
    QVERIFY2(elapsed.elapsed() <= latest, qPrintable(QString::number(elapsed.elapsed())));
}

void TestEpollDispatcher::remainingTimeIsKnown()
{
    QTimer timer;
    timer.setTimerType(Qt::PreciseTimer);
    timer.start(1000);
    QVERIFY(timer.remainingTime() > 900 && timer.remainingTime() <= 1000);
    const auto timers = QAbstractEventDispatcher::instance()->registeredTimers(&timer);
    QCOMPARE(timers.size(), 1);
    QCOMPARE(timers.first().interval, 1000);
    timer.stop();
    QCOMPARE(timer.remainingTime(), -1);
    QVERIFY(QAbstractEventDispatcher::instance()->registeredTimers(&timer).isEmpty());
}

void TestEpollDispatcher::timersMoveToAnotherThread()
{
    QThread thread;
    thread.setEventDispatcher(new EpollDispatcher);
    thread.start();
    auto *timer = new QTimer;
    QThread *firedIn = nullptr;
    connect(
        timer, &QTimer::timeout, timer,
        [&] {
            firedIn = QThread::currentThread();
            thread.quit();
        },
        Qt::DirectConnection);
    connect(&thread, &QThread::finished, timer, &QObject::deleteLater);
    timer->start(5);
    timer->moveToThread(&thread);
    QVERIFY(thread.wait(5000));
    QCOMPARE(firedIn, &thread);
}

void TestEpollDispatcher::activeTimerDoesNotFireInItsNestedLoop()
{
    int fired = 0;
    int depth = 0;
    int deepest = 0;
    QTimer timer;
    QEventLoop outer;
    connect(&timer, &QTimer::timeout, this, [&] {
        deepest = std::max(deepest, ++depth);
        if (++fired < 3) {
            QEventLoop inner;
            QTimer::singleShot(10, &inner, &QEventLoop::quit);
            inner.exec();
        } else {
            outer.quit();
        }
        --depth;
    });
    timer.start(0);
    outer.exec();
    QCOMPARE(deepest, 1);
    QCOMPARE(fired, 3);
}

void TestEpollDispatcher::nestedLoopsEndInTheirOrder()
{
    QEventLoop outer;
    QStringList order;
    QTimer::singleShot(0, this, [&] {
        QEventLoop inner;
        QTimer::singleShot(0, &inner, [&] { outer.quit(); });
        QTimer::singleShot(5, &inner, [&] {
            order.append(QStringLiteral("inner"));
            inner.quit();
        });
        inner.exec();
    });
    outer.exec();
    order.append(QStringLiteral("outer"));
    QCOMPARE(order, QStringList({QStringLiteral("inner"), QStringLiteral("outer")}));
}

void TestEpollDispatcher::nestedLoopDeliversWhatTheOuterHasNot()
{
    const auto first = socketPair();
    const auto second = socketPair();
    QCOMPARE(::write(first[1].number(), "x", 1), ssize_t(1));
    QCOMPARE(::write(second[1].number(), "x", 1), ssize_t(1));
    QEventLoop outer;
    int delivered = 0;
    const auto handle = [&](const FileDescriptor &end) {
        char byte = 0;
        if (::read(end.number(), &byte, 1) != 1)
            return;
        if (++delivered == 2)
            return;
        QEventLoop inner;
        QTimer::singleShot(10, &inner, &QEventLoop::quit);
        inner.exec();
        // The other socket was news of the same turn, and did not have to wait for this one.
        QCOMPARE(delivered, 2);
        outer.quit();
    };
    QSocketNotifier a(first[0].number(), QSocketNotifier::Read);
    QSocketNotifier b(second[0].number(), QSocketNotifier::Read);
    connect(&a, &QSocketNotifier::activated, this, [&] { handle(first[0]); });
    connect(&b, &QSocketNotifier::activated, this, [&] { handle(second[0]); });
    outer.exec();
    QCOMPARE(delivered, 2);
}

void TestEpollDispatcher::excludedSocketsWait()
{
    const auto ends = socketPair();
    QCOMPARE(::write(ends[1].number(), "x", 1), ssize_t(1));
    int delivered = 0;
    QSocketNotifier notifier(ends[0].number(), QSocketNotifier::Read);
    connect(&notifier, &QSocketNotifier::activated, this, [&] {
        ++delivered;
        notifier.setEnabled(false);
    });

    QEventLoop loop;
    int turns = 0;
    connect(QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::awake, &loop, [&] { ++turns; });
    QTimer::singleShot(30, &loop, &QEventLoop::quit);
    loop.exec(QEventLoop::ExcludeSocketNotifiers);
    QCOMPARE(delivered, 0);
    QVERIFY2(turns < 10, "the loop must wait although a socket is ready");

    const std::unique_ptr<QThread> thread(
        QThread::create([&] { QMetaObject::invokeMethod(&loop, &QEventLoop::quit, Qt::QueuedConnection); }));
    thread->start();
    loop.exec(QEventLoop::ExcludeSocketNotifiers);
    QVERIFY(thread->wait());

    QCoreApplication::processEvents();
    QCOMPARE(delivered, 1);
}

void TestEpollDispatcher::excludedTimersWait()
{
    int fired = 0;
    QTimer timer;
    connect(&timer, &QTimer::timeout, this, [&] { ++fired; });
    timer.start(0);
    QCoreApplication::processEvents(QEventLoop::X11ExcludeTimers);
    QCOMPARE(fired, 0);
    QCoreApplication::processEvents();
    QCOMPARE(fired, 1);
}

void TestEpollDispatcher::waitForMoreEventsReturnsAfterPostedOnes()
{
    bool isSent = false;
    QMetaObject::invokeMethod(
        this, [&] { isSent = true; }, Qt::QueuedConnection);
    QVERIFY(QAbstractEventDispatcher::instance()->processEvents(QEventLoop::WaitForMoreEvents));
    QVERIFY(isSent);
}

void TestEpollDispatcher::aboutToBlockComesOncePerTurn()
{
    QAbstractEventDispatcher *dispatcher = QAbstractEventDispatcher::instance();
    QSignalSpy awake(dispatcher, &QAbstractEventDispatcher::awake);
    QSignalSpy blocking(dispatcher, &QAbstractEventDispatcher::aboutToBlock);
    QTimer busy; // there is always more to do
    busy.start(0);
    for (int turn = 1; turn <= 3; ++turn) {
        dispatcher->processEvents(QEventLoop::WaitForMoreEvents | QEventLoop::EventLoopExec);
        QCOMPARE(awake.count(), turn);
        QCOMPARE(blocking.count(), turn);
    }
}

void TestEpollDispatcher::whatAboutToBlockPostsIsNotDelayed()
{
    QEventLoop loop;
    bool isPosted = false;
    const auto connection =
        connect(QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::aboutToBlock, &loop, [&] {
            if (!std::exchange(isPosted, true))
                QMetaObject::invokeMethod(&loop, &QEventLoop::quit, Qt::QueuedConnection);
        });
    loop.exec(); // would wait for ever
    disconnect(connection);
    QVERIFY(isPosted);
}

void TestEpollDispatcher::deferredDeleteWorks()
{
    QEventLoop loop;
    auto *object = new QObject;
    connect(object, &QObject::destroyed, &loop, &QEventLoop::quit);
    QTimer::singleShot(0, object, &QObject::deleteLater);
    loop.exec();
}

void TestEpollDispatcher::tcpTrafficArrivesWhole()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    QByteArray echoed;
    connect(&server, &QTcpServer::newConnection, this, [&] {
        QTcpSocket *peer = server.nextPendingConnection();
        connect(peer, &QTcpSocket::readyRead, peer, [peer] { peer->write(peer->readAll()); });
    });
    QByteArray sent;
    for (int i = 0; sent.size() < 4'000'000; ++i)
        sent += QByteArray::number(i) + ' ';
    QTcpSocket client;
    client.connectToHost(server.serverAddress(), server.serverPort());
    connect(&client, &QTcpSocket::connected, this, [&] { client.write(sent); });
    connect(&client, &QTcpSocket::readyRead, this, [&] { echoed += client.readAll(); });
    QTRY_COMPARE_WITH_TIMEOUT(echoed.size(), sent.size(), 20000);
    QVERIFY(echoed == sent);
    QSignalSpy closed(&client, &QTcpSocket::disconnected);
    client.disconnectFromHost();
    QTRY_COMPARE(closed.count(), 1);
}

void TestEpollDispatcher::runsInAThreadOfItsOwn()
{
    QThread thread;
    thread.setEventDispatcher(new EpollDispatcher);
    thread.start();
    QObject object;
    object.moveToThread(&thread);
    int sum = 0;
    for (int i = 1; i <= 100; ++i)
        QMetaObject::invokeMethod(
            &object, [&sum, i] { sum += i; }, Qt::QueuedConnection);
    QMetaObject::invokeMethod(
        &object, [] { QThread::currentThread()->quit(); }, Qt::QueuedConnection);
    QVERIFY(thread.wait(5000));
    QCOMPARE(sum, 5050);
}

// A ping-pong on one socket may not cost more when thousands of others are watched.
void TestEpollDispatcher::idleSocketsCostNothing()
{
    const auto ends = socketPair();
    QEventLoop loop;
    int rounds = 0;
    QSocketNotifier notifier(ends[0].number(), QSocketNotifier::Read);
    connect(&notifier, &QSocketNotifier::activated, this, [&] {
        char byte = 0;
        QCOMPARE(::read(ends[0].number(), &byte, 1), ssize_t(1));
        if (--rounds == 0)
            loop.quit();
        else
            QCOMPARE(::write(ends[1].number(), "x", 1), ssize_t(1));
    });
    const auto cost = [&] {
        rounds = 3000;
        const double before = cpuMicroseconds();
        if (::write(ends[1].number(), "x", 1) != 1)
            return 0.0;
        loop.exec();
        return (cpuMicroseconds() - before) / 3000;
    };
    const double alone = cost();

    rlimit limit{};
    QCOMPARE(::getrlimit(RLIMIT_NOFILE, &limit), 0);
    limit.rlim_cur = limit.rlim_max;
    QCOMPARE(::setrlimit(RLIMIT_NOFILE, &limit), 0);
    const size_t idle = std::min<size_t>(4000, size_t(limit.rlim_cur / 2));
    std::vector<FileDescriptor> sockets;
    std::vector<std::unique_ptr<QSocketNotifier>> notifiers;
    for (size_t i = 0; i < idle; ++i) {
        sockets.emplace_back(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
        notifiers.push_back(
            std::make_unique<QSocketNotifier>(sockets.back().number(), QSocketNotifier::Read));
    }
    QCoreApplication::processEvents();
    const double crowded = cost();
    qInfo("a round trip: %.1f us alone, %.1f us beside %zu idle sockets", alone, crowded, idle);
    QVERIFY2(crowded < 3 * alone + 20, "the cost must not depend on idle sockets");
}

int main(int argc, char **argv)
{
    EpollDispatcher::install();
    QCoreApplication application(argc, argv);
    TestEpollDispatcher test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_epolldispatcher.moc"
