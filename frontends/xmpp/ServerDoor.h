// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// The door of server mode: clients log in to the network with their own streams.
#pragma once

#include "Door.h"
#include "Service.h"
#include "handler/Carbons.h"
#include "stream/ClientListener.h"
#include "stream/LogPace.h"
#include "stream/MissedMessages.h"

namespace spectrum::xmpp
{

class OwnPresence;

struct ServerDoorOptions {
    ListenerOptions listener;
    ClientPolicy policy;
};

class ServerDoor final : public Door, private ClientObserver
{
    Q_OBJECT

public:
    ServerDoor(ServerDoorOptions options, Service &service, StanzaSink &sink, OwnPresence &presence,
               QObject *parent);

    void open() override;
    void close(std::chrono::milliseconds patience) override;
    void send(const QString &to, QByteArray stanza) override;
    void dismiss(const QString &bareAddress, const QString &text) override;
    void reload(const Settings &settings) override;

    [[nodiscard]] quint16 port() const { return m_listener.port(); }

private:
    void authenticate(const Jid &user, Secret password,
                      std::function<void(const Result<void> &)> answer) override;
    void clientBound(const Jid &address, CopyWish wish) override;
    void stanzaReceived(const Element &stanza) override;
    void clientGone(const Jid &address) override;
    void stanzasUndelivered(const Jid &address, const QList<Undelivered> &stanzas) override;

    [[nodiscard]] bool sendToAvailable(const QString &user, const QByteArray &stanza);
    [[nodiscard]] bool hasReader(const QString &user) const;
    [[nodiscard]] bool sendToOthers(const QString &user, const QByteArray &stanza);
    void keep(const QString &user, const QByteArray &stanza, const QDateTime &sentAt);
    void deliverMissed(const Element &presence);

    Service &m_service;
    StanzaSink &m_sink;
    OwnPresence &m_presence;
    ClientListener m_listener;
    MissedMessages m_missed;
    Carbons m_carbons;
    LogPace m_losses;
};

} // namespace spectrum::xmpp
