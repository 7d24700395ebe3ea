// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Turns what the server says about channels and the people in them into events.
#pragma once

#include "ChannelList.h"
#include "Requests.h"

namespace spectrum::irc
{

class ChannelEvents
{
public:
    ChannelEvents(Link &link, ChannelList &channels, Requests &requests)
        : m_link(link), m_channels(channels), m_requests(requests)
    {
    }

    void handleJoin(const Line &line);
    void handlePart(const Line &line);
    void handleKick(const Line &line);
    void handleQuit(const Line &line);
    void handleNick(const Line &line);
    void handleMode(const Line &line);
    void handleTopic(const Line &line);
    void handleAway(const Line &line);
    void handleTopicReply(const Line &line);
    void handleNames(const Line &line);
    void handleEndOfNames(const Line &line);

private:
    void handleOwnJoin(const Line &line);
    void removeMember(Channel &channel, const ParticipantLeft &event, QByteArrayView nickname);
    void changeRank(Channel &channel, QByteArrayView nickname, int rank, bool isGiven);
    void rename(Channel &channel, QByteArrayView from, QByteArrayView to);

    Link &m_link;
    ChannelList &m_channels;
    Requests &m_requests;
};

} // namespace spectrum::irc
