// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/SdNotify.h"

#include "support/MockClock.h"

#include <QTemporaryDir>
#include <QTest>

#include <sys/socket.h>
#include <sys/un.h>

#include <cstring>

using namespace std::chrono_literals;
using spectrum::system::FileDescriptor;
using spectrum::system::SdNotify;
using spectrum::testing::MockClock;

namespace
{

// Plays the service manager.
class Listener
{
public:
    explicit Listener(const QByteArray &path)
        : m_socket(::socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0))
    {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        std::memcpy(address.sun_path, path.constData(), size_t(path.size()));
        if (address.sun_path[0] == '@')
            address.sun_path[0] = '\0';
        const auto length = socklen_t(offsetof(sockaddr_un, sun_path) + size_t(path.size()));
        if (::bind(m_socket.number(), reinterpret_cast<const sockaddr *>(&address), length) != 0)
            qFatal("bind failed");
    }

    QByteArray receive()
    {
        char bytes[4096];
        const ssize_t size = ::recv(m_socket.number(), bytes, sizeof bytes, 0);
        return size > 0 ? QByteArray(bytes, size) : QByteArray();
    }

private:
    FileDescriptor m_socket;
};

} // namespace

class TestSdNotify : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsTheManager_data();
    void tellsTheManager();
    void watchdogIsFedByTheClock();
    void doesNothingAlone();
    void aManagerThatDoesNotReadBlocksNobody();
    void takesTheEnvironment();
};

void TestSdNotify::tellsTheManager_data()
{
    QTest::addColumn<bool>("isAbstract");
    QTest::newRow("path") << false;
    QTest::newRow("abstract") << true;
}

void TestSdNotify::tellsTheManager()
{
    QFETCH(bool, isAbstract);
    QTemporaryDir folder;
    const QByteArray path = (isAbstract ? QStringLiteral("@spectrum2-test-%1").arg(::getpid())
                                        : folder.filePath(QStringLiteral("notify")))
                                .toUtf8();
    Listener listener(path);
    MockClock clock;
    SdNotify notify({.socket = path}, clock);
    notify.notifyReady();
    QCOMPARE(listener.receive(), "READY=1");
    notify.notifyStatus(QStringLiteral("two\nlines"));
    QCOMPARE(listener.receive(), "STATUS=two lines");
    notify.notifyReloading();
    QVERIFY(listener.receive().startsWith("RELOADING=1\nMONOTONIC_USEC="));
    notify.notifyStopping();
    QCOMPARE(listener.receive(), "STOPPING=1");
}

void TestSdNotify::watchdogIsFedByTheClock()
{
    QTemporaryDir folder;
    const QByteArray path = folder.filePath(QStringLiteral("notify")).toUtf8();
    Listener listener(path);
    MockClock clock;
    SdNotify notify({.socket = path, .watchdog = 10s}, clock);
    QCOMPARE(listener.receive(), "WATCHDOG=1");
    clock.advance(4999ms);
    QCOMPARE(listener.receive(), "");
    clock.advance(1ms);
    QCOMPARE(listener.receive(), "WATCHDOG=1");
}

void TestSdNotify::doesNothingAlone()
{
    MockClock clock;
    SdNotify notify({.watchdog = 10s}, clock);
    notify.notifyReady();
    QCOMPARE(clock.waiting(), 0);
}

void TestSdNotify::aManagerThatDoesNotReadBlocksNobody()
{
    QTemporaryDir folder;
    const QByteArray path = folder.filePath(QStringLiteral("notify")).toUtf8();
    Listener listener(path);
    MockClock clock;
    SdNotify notify({.socket = path}, clock);
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("service manager")));
    for (int i = 0; i < 2000; ++i)
        notify.notifyStatus(QString(200, QLatin1Char('x')));
}

void TestSdNotify::takesTheEnvironment()
{
    qputenv("NOTIFY_SOCKET", "/run/x");
    qputenv("WATCHDOG_USEC", "3000000");
    qputenv("WATCHDOG_PID", "1");
    const auto ofAnother = SdNotify::takeEnvironment();
    QCOMPARE(ofAnother.socket, "/run/x");
    QCOMPARE(ofAnother.watchdog.count(), 0);
    QVERIFY(!qEnvironmentVariableIsSet("NOTIFY_SOCKET"));
    QVERIFY(!qEnvironmentVariableIsSet("WATCHDOG_USEC"));
    qputenv("WATCHDOG_USEC", "3000000");
    qputenv("WATCHDOG_PID", QByteArray::number(::getpid()));
    QCOMPARE(SdNotify::takeEnvironment().watchdog, 3s);
}

QTEST_GUILESS_MAIN(TestSdNotify)
#include "tst_sdnotify.moc"
