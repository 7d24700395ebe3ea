// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "isolate/FrameLink.h"

#include <spectrum/Codec.h>
#include <spectrum/Secret.h>

#include <QAbstractEventDispatcher>
#include <QDeadlineTimer>
#include <QtEndian>

#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <cerrno>

namespace spectrum::core
{

namespace
{

constexpr qsizetype headerSize = 9;
constexpr qsizetype readSize = 64 * 1024;
// A frame of the codec, and what goes with it.
constexpr qsizetype maximumBody = codec::maximumFrameSize + 1024;
constexpr qsizetype keptCapacity = 256 * 1024;

} // namespace

bool FrameLink::makePair(system::FileDescriptor &ours, system::FileDescriptor &theirs)
{
    int pair[2] = {-1, -1};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, pair) != 0)
        return false;
    ours.reset(pair[0]);
    theirs.reset(pair[1]);
    return true;
}

FrameLink::FrameLink(system::FileDescriptor socket, Receiver receiver)
    : m_socket(std::move(socket)), m_receiver(std::move(receiver))
{
    m_readable = std::make_unique<QSocketNotifier>(m_socket.number(), QSocketNotifier::Read);
    m_writable = std::make_unique<QSocketNotifier>(m_socket.number(), QSocketNotifier::Write);
    m_writable->setEnabled(false);
    connect(m_readable.get(), &QSocketNotifier::activated, this, &FrameLink::receive);
    connect(m_writable.get(), &QSocketNotifier::activated, this, &FrameLink::flush);
    connect(QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::aboutToBlock, this, [this] {
        if (!m_output.isEmpty() && !m_writable->isEnabled())
            flush();
    });
}

FrameLink::~FrameLink()
{
    close();
}

bool FrameLink::send(quint8 kind, quint32 session, QByteArrayView body)
{
    if (!isOpen())
        return false;
    if (body.size() > maximumBody || m_output.size() - m_written + body.size() > maximumQueue) {
        fail();
        return false;
    }
    char header[headerSize];
    qToLittleEndian(static_cast<quint32>(body.size()), header);
    header[4] = static_cast<char>(kind);
    qToLittleEndian(session, header + 5);
    m_output.append(header, headerSize);
    m_output.append(body);
    return true;
}

bool FrameLink::sendSecret(quint8 kind, quint32 session, QByteArray &&body)
{
    // Growing would leave a copy behind in freed memory.
    m_output.reserve(m_output.size() + headerSize + body.size());
    m_hasSecret = true;
    const bool isSent = send(kind, session, body);
    codec::wipeFrame(body);
    flush();
    return isSent;
}

void FrameLink::flush()
{
    while (isOpen() && m_written < m_output.size()) {
        const ssize_t count = ::send(m_socket.number(), m_output.constData() + m_written,
                                     static_cast<size_t>(m_output.size() - m_written), MSG_NOSIGNAL);
        if (count > 0) {
            m_written += count;
            continue;
        }
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
            m_writable->setEnabled(true);
            return;
        }
        fail();
        return;
    }
    if (!isOpen())
        return;
    m_writable->setEnabled(false);
    if (m_hasSecret)
        wipeMemory(m_output.data(), static_cast<size_t>(m_output.size()));
    m_hasSecret = false;
    m_written = 0;
    if (m_output.capacity() > keptCapacity)
        m_output = {};
    else
        m_output.resize(0);
}

bool FrameLink::hasInput() const
{
    int count = 0;
    return !m_input.isEmpty() || (isOpen() && ::ioctl(m_socket.number(), FIONREAD, &count) == 0 && count > 0);
}

void FrameLink::waitForFrames(std::chrono::milliseconds patience, const std::function<bool()> &isDone)
{
    const QDeadlineTimer deadline(patience);
    flush();
    while (isOpen() && !isDone() && !deadline.hasExpired()) {
        pollfd wait{m_socket.number(), POLLIN, 0};
        if (m_output.size() > m_written)
            wait.events |= POLLOUT;
        ::poll(&wait, 1, static_cast<int>(deadline.remainingTime()));
        if (wait.revents & POLLOUT)
            flush();
        if (wait.revents & (POLLIN | POLLHUP | POLLERR))
            receive();
    }
}

void FrameLink::close()
{
    // It may be inside a notifier's own signal.
    for (std::unique_ptr<QSocketNotifier> *notifier : {&m_readable, &m_writable}) {
        if (!*notifier)
            continue;
        (*notifier)->setEnabled(false);
        notifier->release()->deleteLater();
    }
    m_socket.reset();
    wipeMemory(m_output.data(), m_hasSecret ? static_cast<size_t>(m_output.size()) : 0);
    m_output.clear();
    m_written = 0;
}

void FrameLink::fail()
{
    if (!isOpen())
        return;
    close();
    QMetaObject::invokeMethod(this, &FrameLink::closed, Qt::QueuedConnection);
}

// False: the other end is gone.
bool FrameLink::fill()
{
    const qsizetype size = m_input.size();
    m_input.resize(size + readSize);
    ssize_t count = 0;
    do {
        count = ::recv(m_socket.number(), m_input.data() + size, static_cast<size_t>(readSize), 0);
    } while (count < 0 && errno == EINTR);
    const bool isLater = count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
    m_input.resize(size + qMax<qsizetype>(0, count));
    return count > 0 || isLater;
}

void FrameLink::receive()
{
    m_isContinuing = false;
    if (!isOpen() || m_isDelivering)
        return;
    m_isDelivering = true;
    // Nothing more is taken in before what is here was handed out: the kernel makes the other end wait. What
    // was said before the end still counts.
    const bool isAlive = hasWholeFrame() || fill();
    const qsizetype used = deliver();
    m_isDelivering = false;
    if (used < 0) {
        fail();
        return;
    }
    m_input.remove(0, used);
    if (m_input.isEmpty() && m_input.capacity() > keptCapacity)
        m_input = {};
    if (!isAlive && used == 0)
        fail();
    else if (isOpen() && (used > 0 || !isAlive) && !m_input.isEmpty() && !m_isContinuing) {
        m_isContinuing = true;
        QMetaObject::invokeMethod(this, &FrameLink::receive, Qt::QueuedConnection);
    }
}

bool FrameLink::hasWholeFrame() const
{
    return m_input.size() >= headerSize &&
           m_input.size() - headerSize >= qFromLittleEndian<quint32>(m_input.constData());
}

// Returns how many bytes are done with; -1 = nonsense.
qsizetype FrameLink::deliver()
{
    qsizetype at = 0;
    for (int count = 0; count < framesInOneTurn && m_input.size() - at >= headerSize; ++count) {
        const char *header = m_input.constData() + at;
        const auto length = qFromLittleEndian<quint32>(header);
        if (length > static_cast<quint32>(maximumBody))
            return -1;
        if (m_input.size() - at - headerSize < static_cast<qsizetype>(length))
            break;
        at += headerSize + static_cast<qsizetype>(length);
        m_receiver({.kind = static_cast<quint8>(header[4]),
                    .session = qFromLittleEndian<quint32>(header + 5),
                    .body = QByteArrayView(header + headerSize, static_cast<qsizetype>(length))});
        if (!isOpen())
            break;
    }
    return at;
}

} // namespace spectrum::core
