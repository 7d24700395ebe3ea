// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// The connection of a gateway to its XMPP server as an external component (XEP-0114).
#pragma once

#include "ElementReader.h"
#include "LeavingSockets.h"
#include "LogPace.h"
#include "StreamSocket.h"

#include <spectrum/Clock.h>
#include <spectrum/Secret.h>

#include <QObject>

#include <functional>
#include <memory>

namespace spectrum::xmpp
{

enum class ServerTls : quint8 { None, StartTls, Direct };

struct ComponentOptions {
    QString domain; // service.jid
    QString host;   // service.server
    quint16 port = 5347;
    Secret secret; // service.password
    ServerTls tls = ServerTls::None;
    ReaderLimits limits = {};
    // Bytes that wait for the server, connected or not; 0 = no limit.
    qsizetype maximumQueue = 64 * 1024 * 1024;
    // How long to wait before attempt 1, 2, … to connect again.
    std::function<std::chrono::milliseconds(int attempt)> delay;
};

// Connects, and connects again whenever the stream ends, until stop(). What is sent while there is no stream waits
// and goes out with the next one. Used in one thread.
class ComponentStream : public QObject
{
    Q_OBJECT

public:
    ComponentStream(ComponentOptions options, Clock &clock, QObject *parent = nullptr);
    ~ComponentStream() override;

    void start();
    // Closes the stream politely; stopped() follows within a second.
    void stop();

    // A whole stanza with a "from" of the component's own domain and a "to"; anything else would make the server
    // end the stream for everybody, and is refused. False when it was refused or the queue is full.
    [[nodiscard]] bool send(QByteArrayView stanza);
    [[nodiscard]] bool isOpen() const { return m_state == State::Open; }

Q_SIGNALS:
    // The handshake was accepted.
    void opened();
    void stanzaReceived(const spectrum::xmpp::Element &stanza);
    // The stream ended or could not be opened; userText names the option to change where there is one. It will be
    // tried again.
    void interrupted(const spectrum::Error &error);
    void stopped();

private:
    enum class State : quint8 { Idle, Connecting, Header, TlsOffer, Handshake, Open, Stopping };

    void connectNow();
    void beginStream();
    void readBytes(const QByteArray &bytes);
    void handleItem(ElementReader::Item &&item);
    void handleHeader(const Element &header);
    void handleElement(const Element &element);
    void handleTlsOffer(const Element &element);
    void handleServerError(const Element &error);
    void becomeOpen();
    void refuse(const StreamError &error);
    void lose(const Error &error, QByteArrayView lastWords = {});
    void keepUnsent();
    void finishStop();
    bool enqueue(QByteArrayView stanza);
    void armSilenceTimer();
    void checkSilence();
    void sendKeepAlive();
    [[nodiscard]] bool isOwnKeepAlive(const Element &element) const;
    [[nodiscard]] bool isSendable(QByteArrayView stanza) const;

    ComponentOptions m_options;
    Clock &m_clock;
    std::unique_ptr<ElementReader> m_reader;
    // Ended by deleteLater(), since it may be the one that calls.
    StreamSocket *m_socket = nullptr;
    LeavingSockets m_leaving;
    LogPace m_drops;
    QByteArray m_waiting;
    QByteArray m_domainUtf8;
    QString m_keepAliveId;
    Clock::Moment m_lastHeard{};
    Clock::Moment m_openSince{};
    Clock::TimerId m_timer = 0;
    State m_state = State::Idle;
    int m_attempt = 0;
    bool m_isEncrypted = false;
};

} // namespace spectrum::xmpp
