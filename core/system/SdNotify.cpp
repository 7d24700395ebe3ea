// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/SdNotify.h"

#include <sys/socket.h>
#include <sys/un.h>

#include <cstring>
#include <ctime>

namespace spectrum::system
{

namespace
{

constexpr qsizetype maximumStatus = 256;

qint64 monotonicMicroseconds()
{
    timespec time{};
    ::clock_gettime(CLOCK_MONOTONIC, &time);
    return qint64(time.tv_sec) * 1'000'000 + time.tv_nsec / 1000;
}

} // namespace

SdNotify::Environment SdNotify::takeEnvironment()
{
    Environment environment;
    environment.socket = qgetenv("NOTIFY_SOCKET");
    const QByteArray process = qgetenv("WATCHDOG_PID");
    if (process.isEmpty() || process.toLongLong() == ::getpid())
        environment.watchdog =
            std::chrono::microseconds(std::max(qgetenv("WATCHDOG_USEC").toLongLong(), 0LL));
    qunsetenv("NOTIFY_SOCKET");
    qunsetenv("WATCHDOG_PID");
    qunsetenv("WATCHDOG_USEC");
    return environment;
}

SdNotify::SdNotify(Environment environment, Clock &clock, QObject *parent)
    : QObject(parent), m_environment(std::move(environment)), m_clock(clock)
{
    const QByteArray &socket = m_environment.socket;
    const bool isAddress = socket.startsWith('/') || socket.startsWith('@');
    if (!isAddress || size_t(socket.size()) >= sizeof(sockaddr_un::sun_path))
        return;
    m_socket.reset(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (m_environment.watchdog.count() > 0)
        feedWatchdog();
}

void SdNotify::notifyReady()
{
    send(QByteArrayLiteral("READY=1"));
}

void SdNotify::notifyReloading()
{
    // The manager compares the time with that of the READY=1 that follows.
    send(QByteArrayLiteral("RELOADING=1\nMONOTONIC_USEC=") + QByteArray::number(monotonicMicroseconds()));
}

void SdNotify::notifyStopping()
{
    send(QByteArrayLiteral("STOPPING=1"));
}

void SdNotify::notifyStatus(const QString &text)
{
    QByteArray status = text.left(maximumStatus).toUtf8();
    for (char &c : status) {
        if (uchar(c) < 0x20 || c == 0x7f)
            c = ' ';
    }
    send(QByteArrayLiteral("STATUS=") + status);
}

void SdNotify::feedWatchdog()
{
    send(QByteArrayLiteral("WATCHDOG=1"));
    const auto half = std::chrono::duration_cast<std::chrono::milliseconds>(m_environment.watchdog / 2);
    m_clock.schedule(std::max(half, std::chrono::milliseconds(1)), this, [this] { feedWatchdog(); });
}

void SdNotify::send(const QByteArray &message)
{
    if (!m_socket.isOpen())
        return;
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, m_environment.socket.constData(), size_t(m_environment.socket.size()));
    // An abstract address begins with a zero byte and counts its length.
    if (address.sun_path[0] == '@')
        address.sun_path[0] = '\0';
    const auto length = socklen_t(offsetof(sockaddr_un, sun_path) + size_t(m_environment.socket.size()));
    const ssize_t sent = ::sendto(m_socket.number(), message.constData(), size_t(message.size()),
                                  MSG_NOSIGNAL, reinterpret_cast<const sockaddr *>(&address), length);
    if (sent < 0)
        qWarning("The service manager could not be told: %s", strerror(errno));
}

} // namespace spectrum::system
