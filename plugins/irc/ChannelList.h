// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// The channels of a session: joining, leaving, joining again, and what becomes of them at their ends.
#pragma once

#include "Channel.h"
#include "Link.h"

#include <spectrum/Commands.h>

#include <memory>
#include <vector>

namespace spectrum::irc
{

class ChannelList
{
public:
    static constexpr size_t mostChannels = 200;
    static constexpr qsizetype mostMembers = 60000;
    // A list of people that has not ended by then is taken for complete.
    static constexpr std::chrono::milliseconds namesPatience{30000};

    explicit ChannelList(Link &link) : m_link(link) {}

    void join(const JoinRoom &order);
    void leave(const LeaveRoom &order);
    // Before the session is online orders to join wait for it.
    void setOnline();
    // Keeps what is to be joined again, ends what was on its way.
    void detach(const Error &error);
    // Leaves nothing.
    void clear(const Error &error);

    [[nodiscard]] Channel *find(QByteArrayView name);
    [[nodiscard]] Channel *find(const RoomId &id);
    [[nodiscard]] const std::vector<std::unique_ptr<Channel>> &all() const { return m_channels; }

    // The server let the user in.
    void enter(Channel &channel, const QByteArray &name);
    // The list of people is complete.
    void complete(Channel &channel);
    // The channel ends with this event; it must not be used afterwards.
    void end(Channel &channel, RoomLeft event);
    // A refusal to let the user in or out. Whether there was such an order.
    bool handleRefusal(QByteArrayView name, const Error &error);

    Member *addMember(Channel &channel, QByteArrayView nickname, quint8 ranks);
    [[nodiscard]] bool removeMember(Channel &channel, QByteArrayView nickname);
    [[nodiscard]] Participant participantOf(const Member &member) const;

private:
    void requestEntry(Channel &channel);
    void tellJoined(const Channel &channel);
    void stopTimer(Channel &channel);

    Link &m_link;
    std::vector<std::unique_ptr<Channel>> m_channels;
    qsizetype m_memberCount = 0;
    bool m_isOnline = false;
};

} // namespace spectrum::irc
