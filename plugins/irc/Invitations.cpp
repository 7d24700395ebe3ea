// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Invitations.h"

namespace spectrum::irc
{

void Invitations::send(const InviteToRoom &order)
{
    const Channel *channel = m_channels.find(order.room);
    if (channel == nullptr || !channel->isIn()) {
        m_link.finish(order.request,
                      Error{ErrorKind::NotInRoom, QStringLiteral("You are not in this channel.")});
        return;
    }
    const QByteArray nickname = m_link.encoded(order.contact.toString());
    const bool isPossible = NameRules::isNickname(order.contact.toString());
    // INVITE carries no words.
    m_requests.begin(Requests::Kind::Invitation, order.request, nickname + ',' + channel->name,
                     isPossible ? Line::format("INVITE", {nickname, channel->name}) : QByteArray());
}

void Invitations::handle(const Line &line)
{
    // Others in a channel may be told of invitations, too (IRCv3 invite-notify).
    if (!m_link.isOwn(line.parameter(0)) || line.nickname().isEmpty() ||
        !m_link.server.isChannel(line.parameter(1)))
        return;
    const Result<RoomId> room = NameRules(m_link.options.casemapping).roomId(m_link.text(line.parameter(1)));
    if (!room)
        return;
    m_link.tell(RoomInvited{.room = *room,
                            .roomName = m_link.text(line.parameter(1)),
                            .from = m_link.contactOf(line.nickname()),
                            .fromName = m_link.text(line.nickname())});
}

// RFC 2812 has the channel first; servers have the nickname first.
void Invitations::handleTaken(const Line &line)
{
    const bool isChannelFirst = m_link.server.isChannel(line.parameter(1));
    const QByteArrayView nickname = line.parameter(isChannelFirst ? 2 : 1);
    const QByteArrayView channel = line.parameter(isChannelFirst ? 1 : 2);
    m_requests.finish(Requests::Kind::Invitation, nickname.toByteArray() + ',' + channel.toByteArray());
}

} // namespace spectrum::irc
