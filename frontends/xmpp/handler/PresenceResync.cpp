// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "PresenceResync.h"

#include "../Stanzas.h"

#include <algorithm>

namespace spectrum::xmpp
{

namespace
{

constexpr size_t probesAtOnce = 100;
constexpr std::chrono::milliseconds pause{100};
constexpr std::chrono::seconds patience{30};

// Whoever is at the keyboard comes first, whoever only stays connected last.
int rankOf(const User &user)
{
    const Presence presence = user.ownPresence();
    switch (presence.availability) {
    case Availability::Online:
    case Availability::Chatty:
    case Availability::Busy:
    case Availability::Invisible:
        return presence.idleSince.isValid() ? 1 : 0;
    case Availability::Away:
        return 1;
    case Availability::ExtendedAway:
        return 2;
    case Availability::Offline:
        break;
    }
    return user.isInRooms() ? 1 : 3;
}

} // namespace

void PresenceResync::begin()
{
    ++m_round;
    std::vector<std::pair<int, UserId>> order;
    for (const UserId &id : m_service.users.ids()) {
        User *user = m_service.users.find(id);
        order.emplace_back(rankOf(*user), id);
        for (Resource &resource : user->resources)
            resource.isHeard = false;
    }
    std::ranges::sort(order);
    m_left.clear();
    for (auto &[rank, id] : order)
        m_left.push_back(std::move(id));
    probeSome();
}

void PresenceResync::probeSome()
{
    for (size_t count = 0; count < probesAtOnce && !m_left.empty(); ++count) {
        const QString to = m_left.front().toString();
        m_service.door->send(to, stanzas::signal("probe", m_service.options.domain, to));
        m_left.pop_front();
    }
    const auto next = m_left.empty() ? &PresenceResync::settle : &PresenceResync::probeSome;
    const auto delay = m_left.empty() ? std::chrono::milliseconds(patience) : pause;
    m_service.host.clock().schedule(delay, &m_service.context, [this, next, round = m_round] {
        if (round == m_round)
            (this->*next)();
    });
}

// Whose server answered for one resource answered for all of them; a server that says nothing says nothing.
void PresenceResync::settle()
{
    for (const UserId &id : m_service.users.ids()) {
        User *user = m_service.users.find(id);
        if (!user || std::ranges::none_of(user->resources, &Resource::isHeard))
            continue;
        QStringList gone;
        for (const Resource &resource : user->resources) {
            if (!resource.isHeard && resource.presence.availability != Availability::Offline)
                gone.append(resource.name);
        }
        for (const QString &name : std::as_const(gone))
            m_presence.handleVanished(id, name);
    }
}

} // namespace spectrum::xmpp
