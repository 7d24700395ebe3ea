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

IqOutcome outcomeOf(const QList<OwnChanges::Kept> &kept)
{
    for (const OwnChanges::Kept &each : kept) {
        if (const Result<void> result = each.result(); !result)
            return toStanzaError(result.error());
    }
    return IqResult{};
}

// The server says it only once, so it hears that it is known when it is kept.
IqAnswer answerOf(QList<OwnChanges::Kept> kept)
{
    if (std::ranges::all_of(kept, [](const OwnChanges::Kept &each) { return each.isFinished(); }))
        return std::visit([](auto &&outcome) { return IqAnswer(outcome); }, outcomeOf(kept));
    return QtFuture::whenAll(kept.begin(), kept.end()).then(outcomeOf);
}

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
    QList<OwnChanges::Kept> kept;
    for (const RosterItem &item : readRosterItems(request.payload))
        kept.push_back(takeItem(id, item));
    return answerOf(std::move(kept));
}

OwnChanges::Kept RosterPush::takeItem(const UserId &id, const RosterItem &item)
{
    const auto address = Jid::parse(item.address);
    if (!address || address->domain() != m_service.options.domain || !address->hasNode())
        return OwnChanges::keptAtOnce();
    const Result<ContactId> contact =
        m_service.host.network().contactId(m_service.addresses.nameOf(*address));
    const bool isRemoval = item.subscription == QLatin1String("remove");
    if (!contact || (isRemoval && !m_service.removesContacts()))
        return OwnChanges::keptAtOnce();
    const Contact wanted{*contact, item.name, item.groups};
    User *user = m_service.users.find(id);
    return user && user->sync && user->sync->isLoaded ? take(*user, wanted, isRemoval)
                                                      : keep(id, wanted, isRemoval);
}

OwnChanges::Kept RosterPush::keep(const UserId &user, const Contact &wanted, bool isRemoval)
{
    return isRemoval ? m_changes.keepRemoval(user, wanted.id) : m_changes.keepChange(user, wanted);
}

OwnChanges::Kept RosterPush::take(User &user, const Contact &wanted, bool isRemoval)
{
    KnownContact *known = user.findContact(wanted.id);
    // Somebody new is added by the subscription request that follows. Whom the network has not named yet in
    // this session is in the list since an earlier one.
    if (!known || (!known->isListed && known->told == 0))
        return OwnChanges::keptAtOnce();
    if (isRemoval)
        return m_changes.takeRemoval(user, wanted.id);
    const quint32 print = SyncMemory::printOf(wanted);
    const quint32 before = known->isListed ? SyncMemory::printOf(known->contact) : known->told;
    if (takeEcho(user, wanted.id, print) || (print == before && !OwnChanges::contains(user, wanted.id)))
        return OwnChanges::keptAtOnce();
    // In the list it is, whatever the network says to the change.
    if (known->told == 0) {
        known->told = SyncMemory::printOf(known->contact);
        m_memory.touch(user, wanted.id);
    }
    return m_changes.takeChange(user, wanted);
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
