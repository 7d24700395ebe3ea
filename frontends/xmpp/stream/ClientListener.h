// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// The listening side of server mode: accepts clients, keeps their streams, finds them by address.
#pragma once

#include "ClientObserver.h"
#include "ClientPort.h"
#include "ClientStream.h"
#include "FailureTally.h"
#include "LeavingSockets.h"
#include "ListenerOptions.h"
#include "LogPace.h"
#include "websocket/WebSocketSite.h"

#include <spectrum/Result.h>

#include <QHash>
#include <QObject>

#include <deque>
#include <memory>
#include <unordered_map>
#include <vector>

namespace spectrum::xmpp
{

class ClientListener final : public QObject, private ClientStreamOwner
{
    Q_OBJECT

public:
    ClientListener(ListenerOptions options, ClientPolicy policy, ClientObserver &observer, Clock &clock,
                   QObject *parent = nullptr);
    ~ClientListener() override;

    // The error names the option to change.
    [[nodiscard]] Result<void> listen();
    [[nodiscard]] quint16 port() const;
    // 0 when it is off, as the next.
    [[nodiscard]] quint16 directTlsPort() const;
    [[nodiscard]] quint16 webSocketPort() const;
    // New connections get the new certificate; nobody is dropped.
    void setTls(const QSslConfiguration &configuration) { m_policy.tls = configuration; }
    // Ends all streams with that error and listens no more.
    void close(const StreamError &error);

    // To a full address its client, to a bare one all of the user's clients. False if there is none.
    bool send(const QString &to, const QByteArray &stanza);
    // Ends what a user has open.
    void dismiss(const QString &bareAddress, const StreamError &error);

private:
    enum class Entrance : quint8 { StartTls, DirectTls, WebSocket };

    // Where one of them is heard; null when it is not.
    using Ear = std::unique_ptr<ClientPort::Share>;

    [[nodiscard]] Result<Ear> listenAt(const QHostAddress &address, quint16 port, Entrance entrance);
    void accept(qintptr descriptor, Entrance entrance);
    void openStream(StreamSocket *socket, Entrance entrance);
    [[nodiscard]] bool makeRoom(const QString &peer);
    void logRefusal(const char *reason, const QString &peer);
    void forgetPeer(const QString &peer);
    [[nodiscard]] bool mayConnect(const QString &peer);

    void authenticate(ClientStream &stream, const Jid &user, Secret password, Verdict answer) override;
    void handlePeerKnown(ClientStream &stream) override;
    Jid chooseAddress(const Jid &user, const QString &wanted) override;
    void handleBound(ClientStream &stream, CopyWish wish) override;
    ClientStream *findSession(const Jid &user, const QString &id) override;
    void handleResumed(ClientStream &stream, ClientStream &former) override;
    void handleSuspended(ClientStream &stream, Channel *channel) override;
    void handleStanza(ClientStream &stream, Element &&stanza) override;
    void noteTrouble(const ClientStream &stream, const char *what, const QString &reason) override;
    void handleEnd(ClientStream &stream, Channel *channel) override;

    ListenerOptions m_options;
    ClientPolicy m_policy;
    ClientObserver &m_observer;
    Clock &m_clock;
    Ear m_ear;
    Ear m_directEar;
    Ear m_webEar;
    WebSocketSite m_site;
    LeavingSockets m_leaving;
    FailureTally m_failures;
    LogPace m_refusals;
    LogPace m_troubles{500};
    // In the order of their arrival, so that the oldest is found.
    std::deque<ClientStream *> m_unauthenticated;
    std::unordered_map<ClientStream *, QString> m_peers;
    QHash<QString, int> m_connectionsOf;
    QHash<QString, std::vector<ClientStream *>> m_bound;
};

} // namespace spectrum::xmpp
