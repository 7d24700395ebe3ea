// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Carries invitations into channels, both ways (INVITE).
#pragma once

#include "ChannelList.h"
#include "Requests.h"

#include <spectrum/Commands.h>

namespace spectrum::irc
{

class Invitations
{
public:
    Invitations(Link &link, ChannelList &channels, Requests &requests)
        : m_link(link), m_channels(channels), m_requests(requests)
    {
    }

    void send(const InviteToRoom &order);

    // Somebody invites the user.
    void handle(const Line &line);
    // The server's word that it passed an invitation on (341).
    void handleTaken(const Line &line);

private:
    Link &m_link;
    ChannelList &m_channels;
    Requests &m_requests;
};

} // namespace spectrum::irc
