// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "PlainWire.h"

#include <QCoreApplication>
#include <QEvent>
#include <QHostInfo>

#include <array>
#include <chrono>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace spectrum::irc
{

namespace
{

// One for all sockets: what is read is used up before the next read.
std::array<char, 65536> readBuffer;

Error unreachable(const QString &detail)
{
    return {ErrorKind::Unreachable, QStringLiteral("The IRC server cannot be reached."), detail};
}

// The system's form of an address; the size is 0 for a family that it has not.
socklen_t toSystem(const QHostAddress &address, quint16 port, sockaddr_storage &storage)
{
    storage = {};
    if (address.protocol() == QAbstractSocket::IPv4Protocol) {
        auto *v4 = reinterpret_cast<sockaddr_in *>(&storage);
        v4->sin_family = AF_INET;
        v4->sin_port = htons(port);
        v4->sin_addr.s_addr = htonl(address.toIPv4Address());
        return sizeof(sockaddr_in);
    }
    if (address.protocol() == QAbstractSocket::IPv6Protocol) {
        auto *v6 = reinterpret_cast<sockaddr_in6 *>(&storage);
        const Q_IPV6ADDR bytes = address.toIPv6Address();
        v6->sin6_family = AF_INET6;
        v6->sin6_port = htons(port);
        std::copy(std::begin(bytes.c), std::end(bytes.c), std::begin(v6->sin6_addr.s6_addr));
        v6->sin6_scope_id = address.scopeId().toUInt();
        return sizeof(sockaddr_in6);
    }
    return 0;
}

} // namespace

// Hears of readiness without the cost of a signal connection.
class PlainWire::Notifier final : public QSocketNotifier
{
public:
    Notifier(PlainWire &wire, int descriptor, Type type) : QSocketNotifier(descriptor, type), m_wire(wire) {}

protected:
    bool event(QEvent *event) override
    {
        if (event->type() != QEvent::SockAct)
            return QSocketNotifier::event(event);
        m_wire.handleReady(type());
        return true;
    }

private:
    PlainWire &m_wire;
};

PlainWire::PlainWire(WireListener &listener) : m_listener(listener) {}

PlainWire::~PlainWire()
{
    close();
}

void PlainWire::close()
{
    m_attempt.reset();
    for (std::unique_ptr<Notifier> *notifier : {&m_reader, &m_writer}) {
        if (*notifier) {
            // Perhaps this is called from its event.
            (*notifier)->setEnabled(false);
            notifier->release()->deleteLater();
        }
    }
    if (m_descriptor >= 0)
        ::close(std::exchange(m_descriptor, -1));
}

void PlainWire::open(const ServerAddress &server)
{
    m_attempt = std::make_shared<Attempt>();
    m_attempt->port = server.port;
    const QHostAddress literal(server.host);
    if (literal.isNull()) {
        lookUp(server.host);
        return;
    }
    m_attempt->addresses.append(literal);
    connectNext();
}

void PlainWire::lookUp(const QString &host)
{
    const std::weak_ptr<Attempt> guard = m_attempt;
    QHostInfo::lookupHost(host, QCoreApplication::instance(), [this, guard](const QHostInfo &found) {
        const std::shared_ptr<Attempt> attempt = guard.lock();
        if (!attempt)
            return;
        attempt->addresses = found.addresses();
        attempt->lastError = unreachable(found.errorString());
        connectNext();
    });
}

void PlainWire::connectNext()
{
    const std::shared_ptr<Attempt> attempt = m_attempt;
    while (!attempt->addresses.isEmpty()) {
        if (startConnecting(attempt->addresses.takeFirst()))
            return;
    }
    close();
    m_listener.wireClosed(attempt->lastError);
}

bool PlainWire::startConnecting(const QHostAddress &address)
{
    sockaddr_storage storage;
    const socklen_t size = toSystem(address, m_attempt->port, storage);
    m_descriptor = ::socket(storage.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (m_descriptor < 0 || size == 0) {
        m_attempt->lastError = unreachable(qt_error_string(errno));
        return false;
    }
    // Writes are gathered already, so waiting for more would only delay them.
    const int on = 1;
    ::setsockopt(m_descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    const int result = ::connect(m_descriptor, reinterpret_cast<const sockaddr *>(&storage), size);
    if (result != 0 && errno != EINPROGRESS) {
        m_attempt->lastError = unreachable(qt_error_string(errno));
        ::close(std::exchange(m_descriptor, -1));
        return false;
    }
    watchWriting();
    return true;
}

void PlainWire::watchWriting()
{
    if (!m_writer)
        m_writer = std::make_unique<Notifier>(*this, m_descriptor, QSocketNotifier::Write);
}

void PlainWire::handleReady(QSocketNotifier::Type type)
{
    if (m_descriptor < 0)
        return;
    if (type == QSocketNotifier::Read) {
        read();
        return;
    }
    m_writer->setEnabled(false);
    m_writer.release()->deleteLater();
    if (m_attempt)
        finishConnecting();
    else
        m_listener.wireDrained();
}

void PlainWire::finishConnecting()
{
    int code = 0;
    socklen_t size = sizeof code;
    if (::getsockopt(m_descriptor, SOL_SOCKET, SO_ERROR, &code, &size) != 0)
        code = errno;
    if (code != 0) {
        m_attempt->lastError = unreachable(qt_error_string(code));
        ::close(std::exchange(m_descriptor, -1));
        connectNext();
        return;
    }
    m_attempt.reset();
    m_reader = std::make_unique<Notifier>(*this, m_descriptor, QSocketNotifier::Read);
    m_listener.wireOpened();
}

// A server that does not set TCP_NODELAY holds its next line back until this one is acknowledged, and the kernel
// takes 40 ms over that when there is nothing to send back. Asking for it costs a system call and a packet, so a
// busy process does so only now and then: its streams do not stand still for long.
void PlainWire::acknowledgeAtOnce()
{
    static std::chrono::steady_clock::time_point windowStart;
    static int asked = 0;
    const auto now = std::chrono::steady_clock::now();
    if (now - windowStart >= std::chrono::milliseconds(1)) {
        windowStart = now;
        asked = 0;
    }
    if (++asked > 2)
        return;
    const int on = 1;
    ::setsockopt(m_descriptor, IPPROTO_TCP, TCP_QUICKACK, &on, sizeof on);
}

void PlainWire::read()
{
    const ssize_t size = ::recv(m_descriptor, readBuffer.data(), readBuffer.size(), 0);
    if (size > 0) {
        acknowledgeAtOnce();
        m_listener.wireReceived({readBuffer.data(), size});
    } else if (size == 0) {
        fail(ErrorKind::ConnectionLost, 0);
    } else if (errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR) {
        fail(ErrorKind::ConnectionLost, errno);
    }
}

qsizetype PlainWire::write(QByteArrayView bytes)
{
    if (m_descriptor < 0 || m_attempt)
        return 0;
    const ssize_t written = ::send(m_descriptor, bytes.data(), size_t(bytes.size()), MSG_NOSIGNAL);
    if (written < bytes.size() && (written >= 0 || errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR))
        watchWriting();
    // A broken connection is noticed by the reader, which is called for it in any case.
    return written < 0 ? 0 : written;
}

void PlainWire::fail(ErrorKind kind, int code)
{
    close();
    m_listener.wireClosed({kind, QStringLiteral("The connection to the IRC server was lost."),
                           code == 0 ? QStringLiteral("closed by the server") : qt_error_string(code)});
}

} // namespace spectrum::irc
