// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "ClientPort.h"

#include <algorithm>

#include <unistd.h>

namespace spectrum::xmpp
{

namespace
{

// Connections that have not said yet whom they are for.
constexpr size_t maximumPeeks = 1024;

} // namespace

Result<std::unique_ptr<ClientPort::Share>> ClientPort::Share::open(const Place &place, const QString &domain,
                                                                   Clock &clock, Accept accept)
{
    std::shared_ptr<ClientPort> port = find(place);
    if (!port) {
        port = std::shared_ptr<ClientPort>(new ClientPort(place, clock));
        if (!port->listen(place.address, place.port))
            return Error{ErrorKind::Unreachable, port->errorString()};
        all().push_back(port);
    }
    return std::unique_ptr<Share>(new Share(std::move(port), comparableDomain(domain), std::move(accept)));
}

ClientPort::Share::Share(std::shared_ptr<ClientPort> port, QByteArray domain, Accept accept)
    : m_port(std::move(port)), m_domain(std::move(domain)), m_accept(std::move(accept))
{
    m_port->m_shares.push_back(this);
}

ClientPort::Share::~Share()
{
    std::erase(m_port->m_shares, this);
}

ClientPort::ClientPort(const Place &place, Clock &clock) : m_place(place), m_clock(clock)
{
    setListenBacklogSize(1024);
}

std::vector<std::weak_ptr<ClientPort>> &ClientPort::all()
{
    static std::vector<std::weak_ptr<ClientPort>> ports;
    return ports;
}

std::shared_ptr<ClientPort> ClientPort::find(const Place &place)
{
    std::erase_if(all(), [](const std::weak_ptr<ClientPort> &each) { return each.expired(); });
    if (place.port == 0 || !place.sign)
        return {};
    for (const std::weak_ptr<ClientPort> &each : all()) {
        const std::shared_ptr<ClientPort> port = each.lock();
        if (port->m_place.port == place.port && port->m_place.sign == place.sign &&
            port->m_place.address == place.address)
            return port;
    }
    return {};
}

void ClientPort::incomingConnection(qintptr descriptor)
{
    if (m_shares.size() == 1) {
        m_shares.front()->m_accept(descriptor);
        return;
    }
    if (m_peeks.size() >= maximumPeeks)
        hand(m_peeks.front(), {});
    auto *peek = new DomainPeek(int(descriptor), *m_place.sign, m_clock, this);
    m_peeks.push_back(peek);
    connect(peek, &DomainPeek::found, this, [this, peek](const QByteArray &domain) { hand(peek, domain); });
}

void ClientPort::hand(DomainPeek *peek, const QByteArray &domain)
{
    std::erase(m_peeks, peek);
    peek->deleteLater();
    if (m_shares.empty())
        return;
    const auto wanted =
        std::ranges::find(m_shares, domain, [](const Share *share) { return share->m_domain; });
    const Share *share = wanted == m_shares.end() ? m_shares.front() : *wanted;
    share->m_accept(peek->release());
}

} // namespace spectrum::xmpp
