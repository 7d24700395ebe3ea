// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// One client's connection in server mode, from the TCP connection to the bound resource (RFC 6120).
#pragma once

#include "ClientStreamOwner.h"
#include "ElementReader.h"
#include "SaslPlain.h"
#include "StreamSocket.h"

#include "../address/Jid.h"

#include <spectrum/Clock.h>
#include <spectrum/Result.h>

#include <QObject>
#include <QSslConfiguration>

#include <memory>

namespace spectrum::xmpp
{

// What all streams of a listener share. Lives longer than they do.
struct ClientPolicy {
    QString domain;
    // TLS is required unless it was turned off in so many words.
    Encryption encryption = Encryption::Tls;
    QSslConfiguration tls = {};
    ReaderLimits limits = {};
    // Before the resource is bound.
    std::chrono::milliseconds loginDeadline{30000};
    // An element that was begun must be whole by then.
    std::chrono::milliseconds elementDeadline{60000};
    int loginFailures = 5;
    qsizetype maximumQueue = 4 * 1024 * 1024;
};

// One state machine: what comes out of order ends the stream. STARTTLS is required before anything else,
// PLAIN is the only mechanism and is offered under TLS only, bytes that were pipelined behind <starttls/> are
// dropped, and there is one authentication at a time whose verdict belongs to the name that it was asked for.
class ClientStream : public QObject
{
    Q_OBJECT

public:
    enum class Begin : quint8 { Plain, DirectTls };

    ClientStream(StreamSocket *socket, Begin begin, const ClientPolicy &policy, ClientStreamOwner &owner,
                 Clock &clock);
    ~ClientStream() override;

    // The resource that was bound; only when hasAddress().
    [[nodiscard]] const Jid &address() const { return *m_address; }
    [[nodiscard]] bool hasAddress() const { return m_address.has_value(); }
    [[nodiscard]] const QString &peerAddress() const { return m_peerAddress; }

    void send(QByteArrayView stanza);
    // Ends the stream with that error.
    void end(const StreamError &error);

private:
    enum class State : quint8 { PreTls, Handshake, PreAuth, Authenticating, Authenticated, Bound, Over };

    void readBytes(const QByteArray &bytes);
    void restart();
    void handleItem(ElementReader::Item &&item);
    void handleHeader(const ElementReader::Header &header);
    [[nodiscard]] std::optional<StreamError> checkHeader(const ElementReader::Header &header) const;
    void sendFeatures();
    void handleElement(Element &&element);
    void handleBeforeTls(const Element &element);
    void handleBeforeLogin(const Element &element);
    void handleBeforeBind(const Element &element);
    void handleStanza(Element &&stanza);
    void authenticate(const Element &element);
    void handleVerdict(quint32 attempt, const Result<void> &verdict);
    void rejectLogin(const char *condition);
    void refuseLogin(const char *condition, const QString &text = {});
    void bind(const Element &request);
    void watchUnfinishedElement();
    void refuse(const StreamError &error);
    void handleClosed(const Error &error);
    void close();

    StreamSocket *m_socket; // null when the stream is over
    QString m_peerAddress;
    const ClientPolicy &m_policy;
    ClientStreamOwner &m_owner;
    Clock &m_clock;
    std::unique_ptr<ElementReader> m_reader;
    std::optional<Jid> m_user;
    std::optional<Jid> m_address;
    Clock::TimerId m_deadline = 0;
    Clock::TimerId m_elementDeadline = 0;
    quint32 m_attempt = 0;
    int m_failures = 0;
    State m_state = State::PreTls;
    bool m_isHeaderSent = false;
};

} // namespace spectrum::xmpp
