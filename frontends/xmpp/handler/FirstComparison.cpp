// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "FirstComparison.h"

#include "ContactSyncState.h"

#include <algorithm>

namespace spectrum::xmpp
{

namespace
{

constexpr size_t maximumChosen = 10'000;

} // namespace

void FirstComparison::compare(User &user, const std::vector<RosterItem> &roster)
{
    std::vector<ContactId> whole;
    for (const RosterItem &item : roster) {
        const auto address = Jid::parse(item.address);
        if (!address || !address->hasNode() || address->domain() != m_service.options.domain)
            continue;
        Result<ContactId> id = m_service.host.network().contactId(m_service.addresses.nameOf(*address));
        if (!id)
            continue;
        if (item.subscription == QLatin1String("both"))
            whole.push_back(*std::move(id));
        else if (user.sync->chosen.size() < maximumChosen && !(item.name.isEmpty() && item.groups.isEmpty()))
            user.sync->chosen.push_back(item);
    }
    // The network may say later that some of them are contacts.
    user.addContacts(whole);
    for (const ContactId &id : whole) {
        KnownContact *known = user.findContact(id);
        // What an imported account knew is known better.
        if (!known || known->told != 0)
            continue;
        known->told = known->isListed ? SyncMemory::printOf(known->contact) : SyncMemory::listed;
        m_memory.touch(user, id);
    }
}

void FirstComparison::finish(User &user)
{
    if (std::exchange(user.sync->isFirst, false))
        m_memory.noteCompared(user.id());
}

// Once: what the network says after that is newer than the choice.
RosterItem FirstComparison::chosenFor(User &user, RosterItem item) const
{
    std::vector<RosterItem> &chosen = user.sync->chosen;
    const auto found = std::ranges::find(chosen, item.address, &RosterItem::address);
    if (found == chosen.end())
        return item;
    item.name = found->name;
    item.groups = found->groups;
    chosen.erase(found);
    return item;
}

} // namespace spectrum::xmpp
