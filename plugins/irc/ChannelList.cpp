// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "ChannelList.h"

#include <algorithm>

namespace spectrum::irc
{

namespace
{

RoomLeft refusal(const RoomId &room, ErrorKind kind, const QString &text)
{
    return {.room = room, .error = Error{kind, text}};
}

} // namespace

void ChannelList::join(const JoinRoom &order)
{
    if (Channel *known = find(order.room); known != nullptr && known->state != Channel::State::Leaving) {
        if (known->state == Channel::State::Joined)
            tellJoined(*known);
        else if (!order.password.isEmpty())
            known->key = order.password;
        return;
    }
    if (!NameRules::isChannel(order.room.toString())) {
        m_link.tell(refusal(order.room, ErrorKind::InvalidInput,
                            QStringLiteral("A channel's name begins with # and has no spaces.")));
        return;
    }
    if (m_channels.size() >= mostChannels) {
        m_link.tell(
            refusal(order.room, ErrorKind::Overloaded, QStringLiteral("You are in too many channels.")));
        return;
    }
    auto channel = std::make_unique<Channel>();
    channel->id = order.room;
    channel->name = m_link.encoded(order.room.toString());
    channel->key = order.password;
    m_channels.push_back(std::move(channel));
    if (m_isOnline)
        requestEntry(*m_channels.back());
}

void ChannelList::requestEntry(Channel &channel)
{
    channel.state = Channel::State::Joining;
    const QByteArray line = channel.key.isEmpty()
                                ? Line::format("JOIN", {channel.name})
                                : Line::format("JOIN", {channel.name, channel.key.expose()});
    if (!m_link.outbound.send(line))
        end(channel, refusal(channel.id, line.isEmpty() ? ErrorKind::PasswordRequired : ErrorKind::Overloaded,
                             QStringLiteral("The channel cannot be joined at the moment.")));
}

void ChannelList::leave(const LeaveRoom &order)
{
    Channel *channel = find(order.room);
    if (channel == nullptr) {
        m_link.tell(RoomLeft{.room = order.room});
        return;
    }
    if (channel->state == Channel::State::Leaving)
        return;
    const QByteArray text = m_link.encoded(order.text);
    const QByteArray line =
        text.isEmpty() ? Line::format("PART", {channel->name}) : Line::format("PART", {channel->name}, text);
    if (!m_isOnline || !m_link.outbound.send(line)) {
        end(*channel, RoomLeft{.room = order.room});
        return;
    }
    stopTimer(*channel);
    channel->state = Channel::State::Leaving;
}

void ChannelList::setOnline()
{
    m_isOnline = true;
    std::vector<RoomId> rooms;
    for (const auto &channel : m_channels)
        rooms.push_back(channel->id);
    // A refusal on the way may end channels, so each one is looked for again.
    for (const RoomId &room : rooms) {
        if (Channel *channel = find(room))
            requestEntry(*channel);
    }
}

void ChannelList::detach(const Error &error)
{
    m_isOnline = false;
    std::vector<std::unique_ptr<Channel>> before = std::exchange(m_channels, {});
    std::vector<RoomLeft> ended;
    for (auto &channel : before) {
        stopTimer(*channel);
        channel->members = {};
        if (channel->state == Channel::State::Leaving) {
            ended.push_back({.room = channel->id, .reason = LeaveReason::Disconnected});
        } else if (channel->state == Channel::State::Joined || channel->state == Channel::State::Detached) {
            channel->state = Channel::State::Detached;
            m_channels.push_back(std::move(channel));
        } else {
            ended.push_back({.room = channel->id, .reason = LeaveReason::Disconnected, .error = error});
        }
    }
    m_memberCount = 0;
    for (RoomLeft &event : ended)
        m_link.tell(std::move(event));
}

void ChannelList::clear(const Error &error)
{
    m_isOnline = false;
    m_memberCount = 0;
    const std::vector<std::unique_ptr<Channel>> before = std::exchange(m_channels, {});
    for (const auto &channel : before) {
        stopTimer(*channel);
        std::optional<Error> why;
        if (channel->state == Channel::State::Joining || channel->state == Channel::State::Naming)
            why = error;
        m_link.tell(RoomLeft{.room = channel->id, .reason = LeaveReason::Disconnected, .error = why});
    }
}

Channel *ChannelList::find(QByteArrayView name)
{
    const Casemapping casemapping = m_link.server.casemapping();
    for (const auto &channel : m_channels) {
        if (casemapping.areSame(channel->name, name))
            return channel.get();
    }
    return nullptr;
}

Channel *ChannelList::find(const RoomId &id)
{
    for (const auto &channel : m_channels) {
        if (channel->id == id)
            return channel.get();
    }
    return nullptr;
}

void ChannelList::enter(Channel &channel, const QByteArray &name)
{
    channel.name = name;
    channel.state = Channel::State::Naming;
    channel.subject.clear();
    m_memberCount -= channel.members.size();
    channel.members.clear();
    stopTimer(channel);
    channel.namesTimer = m_link.clock().schedule(namesPatience, &m_link.context, [this, id = channel.id] {
        if (Channel *waiting = find(id); waiting != nullptr && waiting->state == Channel::State::Naming) {
            waiting->namesTimer = 0;
            complete(*waiting);
        }
    });
}

void ChannelList::stopTimer(Channel &channel)
{
    if (channel.namesTimer != 0)
        m_link.clock().cancel(std::exchange(channel.namesTimer, 0));
}

void ChannelList::complete(Channel &channel)
{
    stopTimer(channel);
    channel.state = Channel::State::Joined;
    addMember(channel, m_link.ownNickname, 0);
    tellJoined(channel);
}

void ChannelList::tellJoined(const Channel &channel)
{
    RoomJoined event;
    event.room = {channel.id, m_link.text(channel.name), channel.subject, qint32(channel.members.size())};
    event.ownNickname = m_link.text(m_link.ownNickname);
    event.participants.reserve(channel.members.size());
    for (const Member &member : channel.members)
        event.participants.append(participantOf(member));
    m_link.tell(std::move(event));
}

void ChannelList::end(Channel &channel, RoomLeft event)
{
    stopTimer(channel);
    m_memberCount -= channel.members.size();
    std::erase_if(m_channels, [&](const auto &one) { return one.get() == &channel; });
    if (m_channels.empty())
        m_channels.shrink_to_fit();
    m_link.tell(std::move(event));
}

bool ChannelList::handleRefusal(QByteArrayView name, const Error &error)
{
    Channel *channel = find(name);
    if (channel == nullptr)
        return false;
    if (channel->state == Channel::State::Joining) {
        end(*channel, RoomLeft{.room = RoomId(channel->id), .error = error});
        return true;
    }
    if (channel->state == Channel::State::Leaving) {
        end(*channel, RoomLeft{.room = RoomId(channel->id)});
        return true;
    }
    return false;
}

Member *ChannelList::addMember(Channel &channel, QByteArrayView nickname, quint8 ranks)
{
    const QByteArray key = m_link.server.casemapping().folded(nickname);
    const auto known = channel.members.find(key);
    if (known != channel.members.end()) {
        known->ranks |= ranks;
        return &*known;
    }
    if (nickname.isEmpty() || (m_memberCount >= mostMembers && !m_link.isOwn(nickname)))
        return nullptr;
    ++m_memberCount;
    return &*channel.members.insert(key, {nickname.toByteArray(), ranks});
}

bool ChannelList::removeMember(Channel &channel, QByteArrayView nickname)
{
    const bool wasThere = channel.members.remove(m_link.server.casemapping().folded(nickname));
    m_memberCount -= wasThere ? 1 : 0;
    return wasThere;
}

Participant ChannelList::participantOf(const Member &member) const
{
    return {.nickname = m_link.text(member.nickname),
            .role = roleOf(member, m_link.server),
            .affiliation = affiliationOf(member, m_link.server),
            .availability = member.isAway ? Availability::Away : Availability::Online,
            .contact = m_link.contactOf(member.nickname)};
}

} // namespace spectrum::irc
