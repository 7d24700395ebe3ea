// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "ClientSession.h"

#include "ClientLogin.h"
#include "Element.h"

namespace spectrum::xmpp
{

ClientSession::ClientSession(Jid address, const ManagementLimits &limits, ManagedStream &stream, Clock &clock)
    : m_limits(limits), m_stream(&stream), m_clock(clock), m_address(std::move(address))
{
}

void ClientSession::send(const QByteArray &stanza)
{
    if (m_inactive) {
        const ClientState::Verdict verdict = m_inactive->judge(stanza);
        if (verdict == ClientState::Verdict::Held)
            return;
        if (verdict == ClientState::Verdict::Released)
            release(*m_inactive);
    }
    deliver(stanza);
}

void ClientSession::deliver(const QByteArray &stanza)
{
    if (m_management)
        m_management->send(stanza);
    else
        m_stream->write(stanza);
}

void ClientSession::release(ClientState &state)
{
    const QList<QByteArray> held = state.take();
    for (const QByteArray &stanza : held)
        deliver(stanza);
}

void ClientSession::handle(const Element &element)
{
    if (element.ns() == StreamManagement::ns)
        handleManagement(element);
    else if (element.ns() == ClientState::ns)
        handleClientState(element);
    else
        m_stream->refuse(
            StreamError{ClientLogin::isRequest(element) ? "policy-violation" : "unsupported-stanza-type"});
}

void ClientSession::handleManagement(const Element &element)
{
    if (m_management)
        m_management->handle(element);
    else if (element.name() == QLatin1String("enable"))
        m_stream->write(enableManagement(element));
    else
        m_stream->write(StreamManagement::failed(
            element.name() == QLatin1String("resume") ? "item-not-found" : "unexpected-request"));
}

QByteArray ClientSession::enableManagement(const Element &enable)
{
    m_management = std::make_unique<StreamManagement>(enable, m_limits, *m_stream, m_clock);
    return m_management->enabled();
}

void ClientSession::setInactive()
{
    if (!m_inactive)
        m_inactive = std::make_unique<ClientState>();
}

void ClientSession::handleClientState(const Element &element)
{
    if (element.name() == QLatin1String("inactive")) {
        setInactive();
    } else if (element.name() != QLatin1String("active")) {
        m_stream->refuse({"unsupported-stanza-type", {}});
    } else if (const auto inactive = std::exchange(m_inactive, nullptr)) {
        release(*inactive);
    }
}

QByteArray ClientSession::resume(ManagedStream &stream, quint32 handled)
{
    m_stream = &stream;
    return m_management->resume(stream, handled);
}

void ClientSession::sendMissed()
{
    m_management->sendAgain();
    // XEP-0352 §5.1: a session goes on as one that is looked at.
    if (const auto inactive = std::exchange(m_inactive, nullptr))
        release(*inactive);
}

QList<Undelivered> ClientSession::takeUndelivered()
{
    return m_management ? m_management->takeUnacknowledged() : QList<Undelivered>();
}

} // namespace spectrum::xmpp
