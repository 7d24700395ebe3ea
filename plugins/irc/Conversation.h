// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// What a session does while it is online: gives each line to the part that understands it.
#pragma once

#include "ChannelEvents.h"
#include "ChannelList.h"
#include "ContactWatch.h"
#include "Deliveries.h"
#include "Invitations.h"
#include "Messaging.h"
#include "Requests.h"
#include "RoomListing.h"
#include "Silence.h"

namespace spectrum::irc
{

class Conversation
{
public:
    explicit Conversation(Link &link);

    void handle(const Line &line);
    void handleLineSent(quint64 serial) { m_deliveries.handleLineSent(serial); }

    void setOnline();
    // The connection ended: every open order does too. Channels are kept to be joined again.
    void setOffline(const Error &error);
    // The session ends.
    void end(const Error &error);

    void send(const SendMessage &order) { m_messaging.send(order); }
    void setSubject(const SetSubject &order);
    void setNickname(const SetNickname &order);
    [[nodiscard]] ChannelList &channels() { return m_channels; }
    [[nodiscard]] ContactWatch &contacts() { return m_contacts; }
    [[nodiscard]] RoomListing &listing() { return m_listing; }
    [[nodiscard]] Silence &silence() { return m_silence; }
    [[nodiscard]] Invitations &invitations() { return m_invitations; }

private:
    void handleNumeric(const Line &line);
    void handleRefusal(const Line &line);
    bool handleRequestRefusal(int numeric, QByteArrayView name, const Error &error);
    void handleHostChange(const Line &line);

    Link &m_link;
    ChannelList m_channels;
    Requests m_requests;
    ChannelEvents m_channelEvents;
    Deliveries m_deliveries;
    Messaging m_messaging;
    ContactWatch m_contacts;
    RoomListing m_listing;
    Silence m_silence;
    Invitations m_invitations;
};

} // namespace spectrum::irc
