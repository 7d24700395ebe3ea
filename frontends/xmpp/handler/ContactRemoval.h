// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Takes contacts out of the list of a user: one that is gone from the network, or all when the account goes.
#pragma once

#include "Privilege.h"
#include "RemoteRoster.h"

#include <deque>

namespace spectrum::xmpp
{

class ContactRemoval
{
public:
    ContactRemoval(Service &service, Privilege &privilege, RemoteRoster &remote)
        : m_service(service), m_privilege(privilege), m_remote(remote)
    {
    }

    void remove(const UserId &user, const ContactId &contact);
    // The future finishes as soon as the account may go: who was in the list is known then, and the rest is
    // done a few at a time.
    [[nodiscard]] QFuture<void> clear(const UserId &user);

private:
    // All that is possible where the gateway must not change the list.
    void unsubscribe(const UserId &user, const ContactId &contact);
    void removeSome(const UserId &user, std::deque<ContactId> contacts);

    Service &m_service;
    Privilege &m_privilege;
    RemoteRoster &m_remote;
    int m_open = 0;
};

} // namespace spectrum::xmpp
