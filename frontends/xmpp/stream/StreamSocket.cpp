// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "StreamSocket.h"

#include "FlushQueue.h"
#include "WireLog.h"

#include <QHostAddress>
#include <QPointer>
#include <QSslSocket>

#include <array>
#include <chrono>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

namespace spectrum::xmpp
{

namespace
{

// One for all sockets: what is read is used up before the next read.
std::array<char, 65536> readBuffer;

// How much of what nobody wants to read any more is read, so that the other side can finish its sentence.
constexpr qint64 maximumThrownAway = 16 * 1024 * 1024;

// A socket that only ever speaks in the clear does not load the TLS library.
QTcpSocket *makeSocket(Encryption encryption, QObject *parent)
{
    return encryption == Encryption::Tls ? new QSslSocket(parent) : new QTcpSocket(parent);
}

} // namespace

StreamSocket::StreamSocket(Encryption encryption, qsizetype maximumQueue, QObject *parent)
    : Channel(parent),
      m_socket(makeSocket(encryption, this)),
      m_maximumQueue(maximumQueue),
      m_isTls(encryption == Encryption::Tls)
{
    connect(m_socket, &QTcpSocket::connected, this, &StreamSocket::handleConnected);
    connect(m_socket, &QTcpSocket::readyRead, this, &StreamSocket::read);
    connect(m_socket, &QTcpSocket::bytesWritten, this, [this] {
        // Under TLS this says that bytes were encrypted, not that they are anywhere.
        if (!isTlsStarted())
            handleWritten();
    });
    connect(m_socket, &QTcpSocket::errorOccurred, this, &StreamSocket::handleClosed);
    connect(m_socket, &QTcpSocket::disconnected, this, &StreamSocket::handleClosed);
    if (auto *tls = qobject_cast<QSslSocket *>(m_socket)) {
        connect(tls, &QSslSocket::encrypted, this, &StreamSocket::ready);
        connect(tls, &QSslSocket::encryptedBytesWritten, this, &StreamSocket::handleWritten);
        connect(tls, &QSslSocket::sslErrors, this, [this](const QList<QSslError> &errors) {
            QStringList reasons;
            for (const QSslError &error : errors)
                reasons.append(error.errorString());
            handleTlsErrors(reasons);
        });
    }
}

StreamSocket::~StreamSocket()
{
    if (m_isQueued || m_isUnacknowledged)
        FlushQueue::instance().forget(*this);
    m_socket->disconnect(this);
}

void StreamSocket::connectTo(const QString &host, quint16 port)
{
    m_socket->connectToHost(host, port);
}

void StreamSocket::startClientTls(const QSslConfiguration &configuration, const QString &peerName)
{
    auto *tls = static_cast<QSslSocket *>(m_socket);
    tls->setSslConfiguration(configuration);
    tls->setPeerVerifyName(peerName);
    tls->startClientEncryption();
}

bool StreamSocket::adopt(qintptr descriptor)
{
    if (!m_socket->setSocketDescriptor(descriptor))
        return false;
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_socket->setSocketOption(QAbstractSocket::KeepAliveOption, 1);
    return true;
}

void StreamSocket::startServerTls(const QSslConfiguration &configuration)
{
    auto *tls = static_cast<QSslSocket *>(m_socket);
    // What belongs before the handshake goes in the clear, whatever the socket still has to send.
    writeGathered();
    tls->setSslConfiguration(configuration);
    tls->startServerEncryption();
}

void StreamSocket::pauseReading()
{
    m_isReadingPaused = true;
    m_socket->setReadBufferSize(qint64(readBuffer.size()));
}

void StreamSocket::resumeReading()
{
    m_isReadingPaused = false;
    m_socket->setReadBufferSize(0);
    // What has come in meanwhile is not announced again.
    read();
}

void StreamSocket::send(QByteArrayView bytes)
{
    if (!m_isOver && isWireLogged())
        logSent(bytes);
    queue(bytes);
}

void StreamSocket::queue(QByteArrayView bytes)
{
    if (m_isOver)
        return;
    m_out.append(bytes.data(), bytes.size());
    if (m_maximumQueue > 0 && m_out.size() + m_socket->bytesToWrite() > m_maximumQueue) {
        fail({ErrorKind::Overloaded, QStringLiteral("The other side does not read what it is sent.")});
        return;
    }
    if (!m_isQueued) {
        m_isQueued = true;
        FlushQueue::instance().add(*this);
    }
}

void StreamSocket::flush()
{
    if (m_isQueued) {
        m_isQueued = false;
        FlushQueue::instance().remove(*this);
    }
    // While the other side is slow, what is gathered stays here, where it is whole and can be taken back.
    if (bytesOnTheirWay() == 0)
        writeGathered();
}

void StreamSocket::writeGathered()
{
    if (m_out.isEmpty() || m_socket->state() != QAbstractSocket::ConnectedState)
        return;
    // Straight to the kernel where nothing needs encrypting; Qt keeps what it did not take.
    const auto descriptor = static_cast<int>(m_socket->socketDescriptor());
    const ssize_t taken =
        m_isTls ? 0
                : ::send(descriptor, m_out.constData(), size_t(m_out.size()), MSG_NOSIGNAL | MSG_DONTWAIT);
    const qsizetype sent = qMax<qsizetype>(0, taken);
    if (sent < m_out.size())
        m_socket->write(m_out.constData() + sent, m_out.size() - sent);
    // Keeps the memory for the next turn while the stream is busy, gives it back when it was a burst.
    if (m_out.capacity() > (m_isTls ? 65536 : 1024 * 1024))
        m_out = {};
    else
        m_out.resize(0);
    m_socket->flush();
}

qint64 StreamSocket::bytesOnTheirWay() const
{
    const qint64 bytes = m_socket->bytesToWrite();
    return m_isTls ? bytes + static_cast<QSslSocket *>(m_socket)->encryptedBytesToWrite() : bytes;
}

bool StreamSocket::closeAfterFlush()
{
    const bool isShakingHands = isTlsStarted() && !isEncrypted();
    if (m_isOver || isShakingHands || m_socket->state() != QAbstractSocket::ConnectedState) {
        abort();
        return false;
    }
    m_isOver = true;
    m_isLeaving = true;
    flush();
    shutWriteSide();
    return m_isLeaving;
}

void StreamSocket::shutWriteSide()
{
    if (m_out.isEmpty() && bytesOnTheirWay() == 0)
        ::shutdown(static_cast<int>(m_socket->socketDescriptor()), SHUT_WR);
}

void StreamSocket::finishLeaving()
{
    if (!std::exchange(m_isLeaving, false))
        return;
    m_socket->abort();
    Q_EMIT left();
}

void StreamSocket::handleWritten()
{
    if (bytesOnTheirWay() > 0)
        return;
    if (!m_out.isEmpty())
        flush();
    // What was flushed here is not announced again when it has left.
    if (m_isLeaving)
        shutWriteSide();
}

void StreamSocket::abort()
{
    m_isOver = true;
    m_isLeaving = false;
    m_socket->abort();
}

QString StreamSocket::peerAddress() const
{
    return m_socket->peerAddress().toString();
}

bool StreamSocket::isEncrypted() const
{
    const auto *tls = qobject_cast<const QSslSocket *>(m_socket);
    return tls && tls->isEncrypted();
}

bool StreamSocket::isTlsStarted() const
{
    const auto *tls = qobject_cast<const QSslSocket *>(m_socket);
    return tls && tls->mode() != QSslSocket::UnencryptedMode;
}

QString StreamSocket::errorText() const
{
    return m_socket->errorString();
}

void StreamSocket::acknowledge()
{
    overlook();
    // An odd value would have every later read send a packet of its own before the bytes are looked at.
    const int once = 2;
    ::setsockopt(int(m_socket->socketDescriptor()), IPPROTO_TCP, TCP_QUICKACK, &once, sizeof once);
}

void StreamSocket::read()
{
    if (!std::exchange(m_isUnacknowledged, true))
        FlushQueue::instance().addUnacknowledged(*this);
    const QPointer<StreamSocket> self(this);
    // Whoever hears the bytes may delete the socket, or close it.
    while (self && m_socket->isOpen() && (!m_isReadingPaused || m_isOver)) {
        const qint64 size = m_socket->read(readBuffer.data(), qint64(readBuffer.size()));
        if (size <= 0)
            return;
        if (m_isOver) {
            m_thrownAway += size;
            if (m_thrownAway > maximumThrownAway)
                return finishLeaving();
            continue;
        }
        Q_EMIT received(QByteArray::fromRawData(readBuffer.data(), size));
    }
}

void StreamSocket::handleConnected()
{
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    m_socket->setSocketOption(QAbstractSocket::KeepAliveOption, 1);
    Q_EMIT opened();
}

void StreamSocket::handleTlsErrors(const QStringList &reasons)
{
    fail({ErrorKind::Untrusted, QStringLiteral("The server's certificate is not trusted."),
          reasons.join(QStringLiteral("; "))});
}

void StreamSocket::handleClosed()
{
    if (m_isLeaving) {
        finishLeaving();
        return;
    }
    // The other side had said that before it went.
    const QPointer<StreamSocket> self(this);
    if (std::exchange(m_isReadingPaused, false))
        read();
    if (!self || m_isOver)
        return;
    using Trouble = QAbstractSocket::SocketError;
    const Trouble error = m_socket->error();
    const bool isUnreachable = error == Trouble::ConnectionRefusedError ||
                               error == Trouble::HostNotFoundError || error == Trouble::NetworkError ||
                               error == Trouble::SocketTimeoutError;
    fail({isUnreachable ? ErrorKind::Unreachable : ErrorKind::ConnectionLost,
          QStringLiteral("The connection ended."), m_socket->errorString()});
}

void StreamSocket::fail(Error error)
{
    if (m_isOver)
        return;
    m_isOver = true;
    m_socket->abort();
    Q_EMIT closed(error);
}

} // namespace spectrum::xmpp
