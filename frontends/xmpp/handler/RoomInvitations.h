// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Carries invitations into rooms, both ways: mediated ones (XEP-0045 §7.8.2) and direct ones (XEP-0249).
#pragma once

#include "../ErrorMap.h"
#include "../Incoming.h"
#include "../Service.h"

namespace spectrum::xmpp
{

// The user gets mediated ones only, which every client with rooms understands: with both of them some clients
// ask twice.
class RoomInvitations
{
public:
    explicit RoomInvitations(Service &service) : m_service(service) {}

    // False when the message is no invitation.
    bool handle(const Incoming &incoming);
    // From the network.
    void handleInvited(const UserId &user, const RoomInvited &invited);

private:
    void invite(const Incoming &incoming, const InviteToRoom &given);
    void inviteAll(const Incoming &incoming, const Element &wish);
    void inviteContact(const Incoming &incoming, const Element &wish);
    void refuse(const Incoming &incoming, const StanzaError &error);

    Service &m_service;
};

} // namespace spectrum::xmpp
