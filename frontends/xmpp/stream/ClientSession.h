// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// What of a client can outlive its connection: its address and what it was not sent or has not acknowledged.
#pragma once

#include "ClientState.h"
#include "StreamManagement.h"

#include "../address/Jid.h"

#include <memory>

namespace spectrum::xmpp
{

class ClientSession
{
public:
    ClientSession(Jid address, const ManagementLimits &limits, ManagedStream &stream, Clock &clock);

    [[nodiscard]] const Jid &address() const { return m_address; }
    [[nodiscard]] bool isManaged() const { return m_management != nullptr; }
    // Empty when it ends with its connection.
    [[nodiscard]] QString id() const { return m_management ? m_management->id() : QString(); }

    void send(const QByteArray &stanza);
    void countReceived()
    {
        if (m_management)
            m_management->countReceived();
    }
    // What is no stanza.
    void handle(const Element &element);
    // Returns the answer.
    [[nodiscard]] QByteArray enableManagement(const Element &enable);
    void setInactive();

    // The next four only with an id.
    [[nodiscard]] std::chrono::seconds keptFor() const { return m_management->keptFor(); }
    [[nodiscard]] std::optional<StreamError> errorOf(quint32 handled) const
    {
        return m_management->errorOf(handled);
    }
    void suspend() { m_management->suspend(); }
    [[nodiscard]] const QList<Undelivered> &undelivered() const { return m_management->unacknowledged(); }
    // Handled is without an error. Returns the answer, behind which what was missed is sent.
    [[nodiscard]] QByteArray resume(ManagedStream &stream, quint32 handled);
    void sendMissed();
    [[nodiscard]] QList<Undelivered> takeUndelivered();

private:
    void handleManagement(const Element &element);
    void handleClientState(const Element &element);
    void deliver(const QByteArray &stanza);
    void release(ClientState &state);

    const ManagementLimits &m_limits;
    ManagedStream *m_stream;
    Clock &m_clock;
    Jid m_address;
    // Null until the client enables it.
    std::unique_ptr<StreamManagement> m_management;
    // Null while the client is active.
    std::unique_ptr<ClientState> m_inactive;
};

} // namespace spectrum::xmpp
