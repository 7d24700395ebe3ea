// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// One client's connection in server mode, from the TCP connection to the bound resource (RFC 6120).
#pragma once

#include "ClientInput.h"
#include "ClientLogin.h"
#include "ClientPolicy.h"
#include "ClientSession.h"
#include "ClientStreamOwner.h"

#include "../address/Jid.h"

#include <spectrum/Clock.h>
#include <spectrum/Result.h>

#include <QObject>

#include <memory>

namespace spectrum::xmpp
{

// One state machine: what comes out of order ends the stream. STARTTLS is required before anything else, a
// login is offered under TLS only, and bytes that were pipelined behind <starttls/> are dropped. With stream
// management it outlives its connection until a new stream takes its session.
class ClientStream : public QObject, private ManagedStream, private LoginStream, private ClientInputListener
{
    Q_OBJECT

public:
    enum class Begin : quint8 { Plain, DirectTls };

    ClientStream(Channel *channel, Begin begin, const ClientPolicy &policy, ClientStreamOwner &owner,
                 Clock &clock);
    ~ClientStream() override;

    // The resource that was bound; only when hasAddress().
    [[nodiscard]] const Jid &address() const { return m_session->address(); }
    [[nodiscard]] bool hasAddress() const { return m_session != nullptr; }
    [[nodiscard]] const QString &peerAddress() const { return m_peerAddress; }

    [[nodiscard]] bool isSuspended() const { return m_state == State::Suspended; }
    // Null until a resource is bound.
    [[nodiscard]] ClientSession *session() const { return m_session.get(); }

    // Only when hasAddress().
    void send(const QByteArray &stanza) { m_session->send(stanza); }
    // Ends the stream with that error.
    void end(const StreamError &error);

private:
    enum class State : quint8 { PreTls, Handshake, PreAuth, Authenticated, Bound, Suspended, Over };

    void handleReady();
    void restart();
    void handleItem(ElementReader::Item &&item) override;
    void handleUnfinished() override;
    void handleHeader(const ElementReader::Header &header);
    void writeHeader();
    void writeEnd();
    void sendFeatures();
    void handleElement(Element &&element);
    void handleBeforeTls(const Element &element);
    void handleBeforeBind(const Element &element);
    void handleStanza(Element &&stanza);
    void bind(const Element &request);
    void resume(const Element &request);
    void suspend();
    void write(QByteArrayView bytes) override;
    void refuse(const StreamError &error) override;
    void loseConnection() override;
    void noteRefusal(const char *condition) override;
    void noteFailure(const Jid &user) override;
    void check(const Jid &user, Secret password, quint32 attempt) override;
    void handleLogin(const Jid &user) override;
    void handleLoginWith(const Jid &user, const Sasl2Request &request) override;
    [[nodiscard]] QByteArray takeSession(const Element &resume);
    [[nodiscard]] QByteArray bindWith(const Sasl2Request &request);
    void openSession(const QString &resource);
    void handleClosed(const Error &error);
    void close();

    Channel *m_channel; // null when the stream is suspended or over
    QString m_peerAddress;
    const Framing m_framing;
    const ClientPolicy &m_policy;
    ClientStreamOwner &m_owner;
    Clock &m_clock;
    ClientInput m_input;
    // Until the stream is bound.
    std::unique_ptr<ClientLogin> m_login;
    std::unique_ptr<ClientSession> m_session;
    std::optional<Jid> m_user;
    Clock::TimerId m_deadline = 0;
    State m_state = State::PreTls;
    bool m_isHeaderSent = false;
};

} // namespace spectrum::xmpp
