// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "StreamSocket.h"

#include "FlushQueue.h"

#include <QHostAddress>
#include <QSslSocket>

namespace spectrum::xmpp
{

namespace
{

// A socket that only ever speaks in the clear does not load the TLS library.
QTcpSocket *makeSocket(Encryption encryption, QObject *parent)
{
    return encryption == Encryption::Tls ? new QSslSocket(parent) : new QTcpSocket(parent);
}

} // namespace

StreamSocket::StreamSocket(Encryption encryption, qsizetype maximumQueue, QObject *parent)
    : QObject(parent), m_socket(makeSocket(encryption, this)), m_maximumQueue(maximumQueue)
{
    connect(m_socket, &QTcpSocket::connected, this, &StreamSocket::handleConnected);
    connect(m_socket, &QTcpSocket::readyRead, this, [this] { Q_EMIT received(m_socket->readAll()); });
    connect(m_socket, &QTcpSocket::errorOccurred, this, &StreamSocket::handleClosed);
    connect(m_socket, &QTcpSocket::disconnected, this, &StreamSocket::handleClosed);
    if (auto *tls = qobject_cast<QSslSocket *>(m_socket)) {
        connect(tls, &QSslSocket::encrypted, this, &StreamSocket::encrypted);
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
    if (m_isQueued)
        FlushQueue::instance().remove(*this);
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
    flush();
    tls->setSslConfiguration(configuration);
    tls->startServerEncryption();
}

void StreamSocket::send(QByteArrayView bytes)
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
    if (m_out.isEmpty() || m_socket->state() != QAbstractSocket::ConnectedState)
        return;
    m_socket->write(m_out);
    // Keeps the memory for the next turn while the stream is busy, gives it back when it was a burst.
    if (m_out.capacity() > 65536)
        m_out = {};
    else
        m_out.resize(0);
    m_socket->flush();
}

void StreamSocket::closeAfterFlush()
{
    flush();
    m_isOver = true;
    m_socket->disconnectFromHost();
}

void StreamSocket::abort()
{
    m_isOver = true;
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

QString StreamSocket::errorText() const
{
    return m_socket->errorString();
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
    using Trouble = QAbstractSocket::SocketError;
    const Trouble error = m_socket->error();
    const bool isUnreachable = error == Trouble::ConnectionRefusedError || error == Trouble::HostNotFoundError
                               || error == Trouble::NetworkError || error == Trouble::SocketTimeoutError;
    fail({isUnreachable ? ErrorKind::Unreachable : ErrorKind::ConnectionLost, QStringLiteral("The connection ended."),
          m_socket->errorString()});
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
