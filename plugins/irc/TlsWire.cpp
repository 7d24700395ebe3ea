// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "TlsWire.h"

#include <array>

namespace spectrum::irc
{

namespace
{
constexpr qint64 mostUnsent = 65536;
} // namespace

TlsWire::TlsWire(WireListener &listener, const QSslConfiguration &configuration) : m_listener(listener)
{
    m_socket.setSslConfiguration(configuration);
    m_socket.setReadBufferSize(mostUnsent);
    QObject::connect(&m_socket, &QSslSocket::encrypted, &m_socket, [this] {
        m_isOpen = true;
        m_listener.wireOpened();
    });
    QObject::connect(&m_socket, &QSslSocket::readyRead, &m_socket, [this] { read(); });
    QObject::connect(&m_socket, &QSslSocket::encryptedBytesWritten, &m_socket, [this] { handleDrain(); });
    QObject::connect(&m_socket, &QSslSocket::sslErrors, &m_socket,
                     [this](const QList<QSslError> &errors) { handleVerificationFailure(errors); });
    QObject::connect(&m_socket, &QSslSocket::disconnected, &m_socket, [this] { handleEnd(); });
    QObject::connect(&m_socket, &QSslSocket::errorOccurred, &m_socket, [this] { handleEnd(); });
}

TlsWire::~TlsWire()
{
    close();
}

void TlsWire::open(const ServerAddress &server)
{
    m_socket.connectToHostEncrypted(server.host, server.port);
    m_socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
}

void TlsWire::close()
{
    if (!std::exchange(m_isClosed, true)) {
        // Says good-bye in TLS and sends what is left, as far as the system takes it at once.
        m_socket.disconnectFromHost();
    }
}

void TlsWire::read()
{
    std::array<char, 16384> buffer;
    while (!m_isClosed && m_isOpen) {
        const qint64 size = m_socket.read(buffer.data(), buffer.size());
        if (size <= 0)
            return;
        m_listener.wireReceived({buffer.data(), size});
    }
}

qsizetype TlsWire::write(QByteArrayView bytes)
{
    if (!m_isOpen || m_isClosed)
        return 0;
    const qint64 room = mostUnsent - m_socket.bytesToWrite() - m_socket.encryptedBytesToWrite();
    const qsizetype size = qMin(bytes.size(), qsizetype(qMax<qint64>(room, 0)));
    m_isFull = size < bytes.size();
    return size == 0 ? 0 : qMax<qint64>(m_socket.write(bytes.data(), size), 0);
}

void TlsWire::handleDrain()
{
    if (m_isOpen && !m_isClosed && m_isFull && m_socket.encryptedBytesToWrite() < mostUnsent / 2) {
        m_isFull = false;
        m_listener.wireDrained();
    }
}

void TlsWire::handleVerificationFailure(const QList<QSslError> &errors)
{
    if (m_socket.peerVerifyMode() == QSslSocket::VerifyNone) {
        m_socket.ignoreSslErrors();
        return;
    }
    m_error = {ErrorKind::Untrusted, QStringLiteral("The IRC server's certificate is not trusted."),
               errors.isEmpty() ? QString() : errors.constFirst().errorString()};
}

void TlsWire::handleEnd()
{
    if (std::exchange(m_isClosed, true))
        return;
    if (m_error.userText.isEmpty()) {
        m_error = m_isOpen
                      ? Error{ErrorKind::ConnectionLost,
                              QStringLiteral("The connection to the IRC server was lost.")}
                      : Error{ErrorKind::Unreachable, QStringLiteral("The IRC server cannot be reached.")};
        m_error.detail = m_socket.errorString();
    }
    m_listener.wireClosed(m_error);
}

} // namespace spectrum::irc
