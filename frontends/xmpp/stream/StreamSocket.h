// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// A TCP or TLS connection whose writes are gathered and whose queue is bounded.
#pragma once

#include "Channel.h"

class QTcpSocket;

namespace spectrum::xmpp
{

enum class Encryption : quint8 { None, Tls };

// Small things leave at the end of the turn of the loop that wrote them, in one send, with TCP_NODELAY:
// neither side ever waits for a delayed acknowledgement. Owned by its stream; signals come from the event
// loop.
class StreamSocket : public Channel
{
    Q_OBJECT

public:
    // Encryption says what the socket may come to do, not what it begins with. MaximumQueue is in bytes, 0 =
    // no limit.
    StreamSocket(Encryption encryption, qsizetype maximumQueue, QObject *parent = nullptr);
    ~StreamSocket() override;

    // As a client. With Encryption::Tls the server is verified as peerName when TLS is started.
    void connectTo(const QString &host, quint16 port);
    void startClientTls(const QSslConfiguration &configuration, const QString &peerName);
    // As a server. False when the descriptor cannot be used; it is closed then.
    [[nodiscard]] bool adopt(qintptr descriptor);
    void startServerTls(const QSslConfiguration &configuration) override;

    void pauseReading() override;
    void resumeReading() override;

    void send(QByteArrayView bytes) override;
    // The same for what is not to be logged as XML.
    void queue(QByteArrayView bytes);
    void flush();
    // Tells the other side's kernel that what was read has arrived: see FlushQueue.
    void acknowledge();
    void overlook() { m_isUnacknowledged = false; }
    [[nodiscard]] bool closeAfterFlush() override;
    void abort() override;

    // After closed(): what was sent whole and not handed to the operating system.
    [[nodiscard]] QByteArray takeUnsent() { return std::exchange(m_out, {}); }

    [[nodiscard]] QString peerAddress() const override;
    [[nodiscard]] bool isEncrypted() const;
    // For a log line: what the operating system said last.
    [[nodiscard]] QString errorText() const;

Q_SIGNALS:
    void opened();

private:
    void read();
    void handleConnected();
    void handleWritten();
    [[nodiscard]] bool isTlsStarted() const;
    [[nodiscard]] qint64 bytesOnTheirWay() const;
    void writeGathered();
    void shutWriteSide();
    void finishLeaving();
    void handleTlsErrors(const QStringList &reasons);
    void handleClosed();
    void fail(Error error);

    QTcpSocket *m_socket;
    QByteArray m_out;
    qsizetype m_maximumQueue;
    bool m_isQueued = false;
    bool m_isUnacknowledged = false;
    bool m_isOver = false;
    bool m_isLeaving = false;
    bool m_isReadingPaused = false;
    bool m_isTls = false;
    qint64 m_thrownAway = 0;
};

} // namespace spectrum::xmpp
