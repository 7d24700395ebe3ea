// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "RosterPush.h"

#include "ContactSyncState.h"

#include <algorithm>

namespace spectrum::xmpp
{

namespace
{

constexpr QStringView rosterNs = u"jabber:iq:roster";

} // namespace

RosterPush::RosterPush(Service &service, IqDispatcher &dispatcher, Privilege &privilege, RemoteRoster &remote,
                       SyncMemory &memory, OwnChanges &changes)
    : m_service(service), m_privilege(privilege), m_remote(remote), m_memory(memory), m_changes(changes)
{
    if (service.isServer())
        return;
    dispatcher.add(IqType::Set, u"query", rosterNs,
                   [this](const IqRequest &request) { return handle(request); });
    // A gateway has no roster to show.
    dispatcher.add(IqType::Get, u"query", rosterNs, [](const IqRequest &) {
        return serviceUnavailable(QStringLiteral("This protocol is not supported here."));
    });
}

IqAnswer RosterPush::handle(const IqRequest &request)
{
    // Clients have a resource: what has none was said by the user's server (CVE-2015-8688 is the other case).
    const UserId &id = request.incoming.user;
    const bool isServers = request.incoming.from.hasNode() && request.incoming.from.resource().isEmpty();
    if (!isServers || (!m_privilege.hearsRoster(id) && !m_remote.isAllowed(id)))
        return serviceUnavailable(QStringLiteral("This protocol is not supported here."));
    User *user = m_service.users.find(id);
    if (user && user->sync && user->sync->isLoaded) {
        for (const RosterItem &item : readRosterItems(request.payload))
            take(*user, item);
    }
    return IqResult{};
}

void RosterPush::take(User &user, const RosterItem &item)
{
    const auto address = Jid::parse(item.address);
    if (!address || address->domain() != m_service.options.domain || !address->hasNode())
        return;
    const Result<ContactId> id = m_service.host.network().contactId(m_service.addresses.nameOf(*address));
    KnownContact *known = id ? user.findContact(*id) : nullptr;
    // Somebody new is added by the subscription request that follows.
    if (!known || !known->isListed)
        return;
    if (item.subscription == QLatin1String("remove")) {
        if (m_service.removesContacts())
            m_changes.takeRemoval(user, *id);
        return;
    }
    const Contact wanted{*id, item.name, item.groups};
    const quint32 print = SyncMemory::printOf(wanted);
    if (takeEcho(user, *id, print) ||
        (print == SyncMemory::printOf(known->contact) && !OwnChanges::contains(user, *id)))
        return;
    // In the list it is, whatever the network says to the change.
    if (known->told == 0) {
        known->told = SyncMemory::printOf(known->contact);
        m_memory.touch(user, *id);
    }
    m_changes.takeChange(user, wanted);
}

// Once: the user may choose later what had been written.
bool RosterPush::takeEcho(User &user, const ContactId &contact, quint32 print) const
{
    QList<std::pair<ContactId, quint32>> &echoes = user.sync->echoes;
    const auto found = std::ranges::find(echoes, std::pair(contact, print));
    if (found == echoes.end())
        return false;
    echoes.erase(found);
    return true;
}

} // namespace spectrum::xmpp
