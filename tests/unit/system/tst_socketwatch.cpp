// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/SocketWatch.h"

#include <QAbstractEventDispatcher>
#include <QFile>
#include <QTemporaryFile>
#include <QTest>

#include <fcntl.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include <array>

using namespace std::chrono_literals;
using spectrum::system::FileDescriptor;
using spectrum::system::SocketWatch;

namespace
{

std::array<FileDescriptor, 2> socketPair()
{
    int ends[2] = {-1, -1};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends) != 0)
        qFatal("socketpair failed");
    return {FileDescriptor(ends[0]), FileDescriptor(ends[1])};
}

// A notifier that the test's own event loop knows nothing of.
class Notifier : public QSocketNotifier
{
public:
    using QSocketNotifier::Type;
    Notifier(int number, Type type, std::function<void()> action = {})
        : QSocketNotifier(type), m_action(std::move(action))
    {
        setSocket(number);
    }
    int count = 0;

protected:
    bool event(QEvent *event) override
    {
        if (event->type() != QEvent::SockAct)
            return QSocketNotifier::event(event);
        ++count;
        if (m_action)
            m_action();
        return true;
    }

private:
    std::function<void()> m_action;
};

} // namespace

class TestSocketWatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readAndWriteAreToldApart();
    void interestMayChangeAtAnyTime();
    void nothingComesAfterRemoval();
    void removalInsideAnEventIsHeeded();
    void descriptorsMayBeReused();
    void lateNewsOfAReusedDescriptorIsIgnored();
    void hangUpReachesAWriter();
    void regularFilesAreAlwaysReady();
    void aChildThatKeepsTheFileOpenDoesNotKeepItWatched();
    void urgentDataIsAnException();
    void wakeUpEndsAWait();
};

void TestSocketWatch::readAndWriteAreToldApart()
{
    const FileDescriptor wakeUp(::eventfd(0, EFD_CLOEXEC));
    SocketWatch watch(wakeUp.number());
    const auto ends = socketPair();
    Notifier reader(ends[0].number(), QSocketNotifier::Read);
    Notifier writer(ends[0].number(), QSocketNotifier::Write);
    watch.add(&reader);
    watch.add(&writer);
    watch.wait(0ns);
    QCOMPARE(watch.deliver(), 1);
    QCOMPARE(writer.count, 1);
    QCOMPARE(::write(ends[1].number(), "x", 1), ssize_t(1));
    watch.remove(&writer);
    watch.wait(0ns);
    QCOMPARE(watch.deliver(), 1);
    QCOMPARE(reader.count, 1);
}

void TestSocketWatch::interestMayChangeAtAnyTime()
{
    const FileDescriptor wakeUp(::eventfd(0, EFD_CLOEXEC));
    SocketWatch watch(wakeUp.number());
    const auto ends = socketPair();
    Notifier reader(ends[0].number(), QSocketNotifier::Read);
    Notifier writer(ends[0].number(), QSocketNotifier::Write);
    watch.add(&reader);
    for (int i = 0; i < 1000; ++i) {
        watch.add(&writer);
        if (i % 2 == 0) {
            watch.wait(0ns);
            QCOMPARE(watch.deliver(), 1);
        }
        watch.remove(&writer);
        if (i % 3 == 0) {
            watch.wait(0ns);
            QCOMPARE(watch.deliver(), 0);
        }
    }
    QCOMPARE(writer.count, 500);
    QCOMPARE(reader.count, 0);
}

void TestSocketWatch::nothingComesAfterRemoval()
{
    const FileDescriptor wakeUp(::eventfd(0, EFD_CLOEXEC));
    SocketWatch watch(wakeUp.number());
    const auto ends = socketPair();
    Notifier reader(ends[0].number(), QSocketNotifier::Read);
    watch.add(&reader);
    QCOMPARE(::write(ends[1].number(), "x", 1), ssize_t(1));
    watch.wait(0ns);
    QVERIFY(watch.hasReady());
    watch.remove(&reader);
    QCOMPARE(watch.deliver(), 0);
    watch.wait(0ns);
    QVERIFY(!watch.hasReady());
}

void TestSocketWatch::removalInsideAnEventIsHeeded()
{
    const FileDescriptor wakeUp(::eventfd(0, EFD_CLOEXEC));
    SocketWatch watch(wakeUp.number());
    const auto first = socketPair();
    const auto second = socketPair();
    Notifier *others[2] = {};
    Notifier a(first[0].number(), QSocketNotifier::Write, [&] { watch.remove(others[1]); });
    Notifier b(second[0].number(), QSocketNotifier::Write, [&] { watch.remove(others[0]); });
    others[0] = &a;
    others[1] = &b;
    watch.add(&a);
    watch.add(&b);
    watch.wait(0ns);
    QCOMPARE(watch.deliver(), 1);
    QCOMPARE(a.count + b.count, 1);
}

void TestSocketWatch::descriptorsMayBeReused()
{
    const FileDescriptor wakeUp(::eventfd(0, EFD_CLOEXEC));
    SocketWatch watch(wakeUp.number());
    auto ends = socketPair();
    const int number = ends[0].number();
    {
        Notifier reader(number, QSocketNotifier::Read);
        watch.add(&reader);
        watch.wait(0ns);
        watch.remove(&reader);
    }
    auto others = socketPair();
    // The old one is closed, and its number is given to the new one, all within one turn.
    QCOMPARE(::dup3(others[0].number(), number, O_CLOEXEC), number);
    Notifier reader(number, QSocketNotifier::Read);
    watch.add(&reader);
    QCOMPARE(::write(others[1].number(), "x", 1), ssize_t(1));
    watch.wait(0ns);
    QCOMPARE(watch.deliver(), 1);
    QCOMPARE(reader.count, 1);
}

void TestSocketWatch::lateNewsOfAReusedDescriptorIsIgnored()
{
    const FileDescriptor wakeUp(::eventfd(0, EFD_CLOEXEC));
    SocketWatch watch(wakeUp.number());
    const auto ends = socketPair();
    const int number = ends[0].number();
    const auto quiet = socketPair();
    Notifier before(number, QSocketNotifier::Read);
    Notifier after(number, QSocketNotifier::Read);
    watch.add(&before);
    QCOMPARE(::write(ends[1].number(), "x", 1), ssize_t(1));
    watch.wait(0ns);
    QVERIFY(watch.hasReady());
    watch.remove(&before);
    QCOMPARE(::dup3(quiet[0].number(), number, O_CLOEXEC), number);
    watch.add(&after);
    QCOMPARE(watch.deliver(), 0);
    QCOMPARE(after.count, 0);
}

void TestSocketWatch::hangUpReachesAWriter()
{
    const FileDescriptor wakeUp(::eventfd(0, EFD_CLOEXEC));
    SocketWatch watch(wakeUp.number());
    auto ends = socketPair();
    Notifier writer(ends[0].number(), QSocketNotifier::Write);
    watch.add(&writer);
    ends[1].reset();
    watch.wait(0ns);
    QCOMPARE(watch.deliver(), 1);
    QCOMPARE(writer.count, 1);
}

void TestSocketWatch::regularFilesAreAlwaysReady()
{
    const FileDescriptor wakeUp(::eventfd(0, EFD_CLOEXEC));
    SocketWatch watch(wakeUp.number());
    QTemporaryFile file;
    QVERIFY(file.open());
    Notifier reader(file.handle(), QSocketNotifier::Read);
    watch.add(&reader);
    for (int turn = 1; turn <= 3; ++turn) {
        watch.wait(std::nullopt); // must not wait
        QCOMPARE(watch.deliver(), 1);
        QCOMPARE(reader.count, turn);
    }
    watch.remove(&reader);
    QVERIFY(!watch.hasReady());
}

void TestSocketWatch::aChildThatKeepsTheFileOpenDoesNotKeepItWatched()
{
    const FileDescriptor wakeUp(::eventfd(0, EFD_CLOEXEC));
    SocketWatch watch(wakeUp.number());
    auto ends = socketPair();
    Notifier reader(ends[0].number(), QSocketNotifier::Read);
    watch.add(&reader);
    watch.wait(0ns);
    const FileDescriptor child(::dup(ends[0].number())); // as fork() leaves it in the child
    watch.remove(&reader);
    ends[0].reset();
    QCOMPARE(::write(ends[1].number(), "x", 1), ssize_t(1));
    // A watch that was left behind would end the wait at once and for ever.
    const auto before = std::chrono::steady_clock::now();
    watch.wait(20ms);
    QVERIFY(std::chrono::steady_clock::now() - before >= 20ms);
}

void TestSocketWatch::urgentDataIsAnException()
{
    const FileDescriptor wakeUp(::eventfd(0, EFD_CLOEXEC));
    SocketWatch watch(wakeUp.number());
    const auto ends = socketPair();
    Notifier exception(ends[0].number(), QSocketNotifier::Exception);
    watch.add(&exception);
    if (::send(ends[1].number(), "x", 1, MSG_OOB) != 1)
        return; // a kernel whose local sockets know no urgent data
    watch.wait(100ms);
    QCOMPARE(watch.deliver(), 1);
    QCOMPARE(exception.count, 1);
}

void TestSocketWatch::wakeUpEndsAWait()
{
    const FileDescriptor wakeUp(::eventfd(0, EFD_CLOEXEC));
    SocketWatch watch(wakeUp.number());
    for (int i = 0; i < 3; ++i) {
        QCOMPARE(::eventfd_write(wakeUp.number(), 1), 0);
        watch.wait(std::nullopt);
        QVERIFY(!watch.hasReady());
    }
}

QTEST_GUILESS_MAIN(TestSocketWatch)
#include "tst_socketwatch.moc"
