// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Asks users for the subscriptions of new contacts that their server wrote into their roster without them.
#pragma once

#include "../Service.h"
#include "Privilege.h"

#include <set>

namespace spectrum::xmpp
{

// ejabberd takes a name and groups from a privileged entity, and leaves the subscription to presence. Whether
// a server does, shows in the roster after the first new items.
class RosterSubscriptions
{
public:
    RosterSubscriptions(Service &service, Privilege &privilege) : m_service(service), m_privilege(privilege)
    {
    }

    // The server says that a new item is written.
    void note(const User &user, const ContactId &contact);
    // Nothing is on its way to the roster any more. Readable: the gateway may look at it.
    void settle(User &user, bool isReadable);

    // A request says that somebody is there, and under which name.
    void request(const User &user, const Contact &contact);

private:
    void takeRoster(User &user, const std::vector<RosterItem> &roster);
    void requestSome(const UserId &id, QList<ContactId> contacts);

    Service &m_service;
    Privilege &m_privilege;
    // Domains whose servers write subscriptions too.
    std::set<QString> m_complete;
};

} // namespace spectrum::xmpp
