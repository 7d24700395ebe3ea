// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// The door of server mode: clients log in to the network with their own streams.
#pragma once

#include "Door.h"
#include "MissedStore.h"
#include "Service.h"
#include "handler/Carbons.h"
#include "stream/ClientListener.h"
#include "stream/LogPace.h"
#include "stream/MissedMessages.h"

#include <QSet>

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
    void sendAutomatic(const QString &to, QByteArray stanza) override;
    void dismiss(const QString &bareAddress, const QString &text) override;
    void recall(const QString &bareAddress, const QMap<QString, QString> &values) override;
    void reload(const Settings &settings) override;

    [[nodiscard]] quint16 port() const { return m_listener.port(); }

private:
    void authenticate(const Jid &user, Secret password,
                      std::function<void(const Result<void> &)> answer) override;
    void clientBound(const Jid &address, CopyWish wish) override;
    void stanzaReceived(const Element &stanza) override;
    void clientSuspended(const Jid &address, const QList<Undelivered> &stanzas) override;
    void clientResumed(const Jid &address) override;
    void clientGone(const Jid &address) override;
    void stanzasUndelivered(const Jid &address, const QList<Undelivered> &stanzas) override;

    // Whom a stanza was sent to: at most clients whose connection is gone, or at least one that is here.
    enum class Reach : quint8 { Nobody, Suspended, Client };
    [[nodiscard]] Reach reachOf(const QString &address, const QByteArray &stanza);
    [[nodiscard]] Reach sendToAvailable(const QString &user, const QByteArray &stanza);
    enum class Readers : quint8 { All, Connected };
    [[nodiscard]] bool hasReader(const QString &user, Readers which = Readers::All) const;
    [[nodiscard]] bool sendToOthers(const QString &user, const QByteArray &stanza);
    [[nodiscard]] bool hasCopy(const QString &user, const QByteArray &stanza) const;
    void keep(const QString &user, const QByteArray &stanza, const QDateTime &sentAt);
    // In case that the session does not go on in this process.
    void hold(const QString &to, const QByteArray &stanza, const QDateTime &sentAt);
    void noteLoss();
    // What waits in memory only ends with the process: who wrote it hears so, where the network can tell
    // them.
    void tellSenders();
    void deliverMissed(const QString &user, const QString &resource);

    Service &m_service;
    StanzaSink &m_sink;
    OwnPresence &m_presence;
    ClientListener m_listener;
    MissedStore m_store;
    MissedMessages m_missed;
    // The addresses of sessions that wait for their clients.
    QSet<QString> m_suspended;
    Carbons m_carbons;
    LogPace m_losses;
};

} // namespace spectrum::xmpp
