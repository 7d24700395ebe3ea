// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "ChannelEvents.h"

#include "LogCategories.h"

namespace spectrum::irc
{

void ChannelEvents::handleJoin(const Line &line)
{
    if (m_link.isOwn(line.nickname())) {
        handleOwnJoin(line);
        return;
    }
    Channel *channel = m_channels.find(line.parameter(0));
    if (channel == nullptr || !channel->isIn())
        return;
    const Member *member = m_channels.addMember(*channel, line.nickname(), 0);
    if (member != nullptr && channel->state == Channel::State::Joined)
        m_link.tell(ParticipantChanged{channel->id, m_channels.participantOf(*member)});
}

void ChannelEvents::handleOwnJoin(const Line &line)
{
    m_link.ownUserAndHost = line.userAndHost().toByteArray();
    Channel *channel = m_channels.find(line.parameter(0));
    if (channel != nullptr && channel->state == Channel::State::Joining) {
        m_channels.enter(*channel, line.parameter(0).toByteArray());
        return;
    }
    if (channel != nullptr)
        return;
    // Nobody asked for it, so nobody would read it.
    qCDebug(logIrc).noquote() << "leaving a channel that the server chose:"
                              << logSafe(m_link.text(line.parameter(0)));
    (void)m_link.outbound.send(Line::format("PART", {line.parameter(0)}));
}

void ChannelEvents::removeMember(Channel &channel, const ParticipantLeft &event, QByteArrayView nickname)
{
    if (m_channels.removeMember(channel, nickname) && channel.state == Channel::State::Joined)
        m_link.tell(ParticipantLeft(event));
}

void ChannelEvents::handlePart(const Line &line)
{
    Channel *channel = m_channels.find(line.parameter(0));
    if (channel == nullptr)
        return;
    const QString text = m_link.text(line.parameter(1));
    if (!m_link.isOwn(line.nickname())) {
        removeMember(*channel, {channel->id, m_link.text(line.nickname()), LeaveReason::Left, {}, text},
                     line.nickname());
    } else if (channel->state != Channel::State::Joining) {
        m_channels.end(*channel, RoomLeft{.room = RoomId(channel->id), .text = text});
    }
}

void ChannelEvents::handleKick(const Line &line)
{
    Channel *channel = m_channels.find(line.parameter(0));
    if (channel == nullptr)
        return;
    const QString by = m_link.text(line.nickname());
    const QString text = m_link.text(line.parameter(2));
    const QByteArrayView whom = line.parameter(1);
    if (!m_link.isOwn(whom))
        removeMember(*channel, {channel->id, m_link.text(whom), LeaveReason::Kicked, by, text}, whom);
    else if (channel->state != Channel::State::Joining)
        m_channels.end(*channel, RoomLeft{RoomId(channel->id), LeaveReason::Kicked, by, text, {}});
}

void ChannelEvents::handleQuit(const Line &line)
{
    const QByteArrayView nickname = line.nickname();
    const QString text = m_link.text(line.parameter(0));
    const QString name = m_link.text(nickname);
    for (size_t i = 0; i < m_channels.all().size(); ++i) {
        Channel &channel = *m_channels.all()[i];
        if (channel.isIn() && !m_link.isOwn(nickname))
            removeMember(channel, {channel.id, name, LeaveReason::Quit, {}, text}, nickname);
    }
}

void ChannelEvents::handleNick(const Line &line)
{
    const QByteArray from = line.nickname().toByteArray();
    const QByteArray to = line.parameter(0).toByteArray();
    if (to.isEmpty())
        return;
    const bool isOwn = m_link.isOwn(from);
    if (isOwn)
        m_link.ownNickname = to;
    for (size_t i = 0; i < m_channels.all().size(); ++i) {
        if (m_channels.all()[i]->isIn())
            rename(*m_channels.all()[i], from, to);
    }
    if (isOwn)
        m_requests.finishFirst(Requests::Kind::Nickname);
}

void ChannelEvents::rename(Channel &channel, QByteArrayView from, QByteArrayView to)
{
    const QByteArray key = m_link.server.casemapping().folded(from);
    const auto known = channel.members.constFind(key);
    if (known == channel.members.constEnd())
        return;
    const Member before = *known;
    (void)m_channels.removeMember(channel, from);
    Member *member = m_channels.addMember(channel, to, before.ranks);
    if (member == nullptr)
        return;
    member->isAway = before.isAway;
    if (channel.state == Channel::State::Joined)
        m_link.tell(ParticipantRenamed{channel.id, m_link.text(from), m_channels.participantOf(*member)});
}

void ChannelEvents::handleMode(const Line &line)
{
    Channel *channel = m_channels.find(line.parameter(0));
    if (channel == nullptr || !channel->isIn())
        return;
    bool isGiven = true;
    int next = 2;
    for (const char letter : line.parameter(1)) {
        if (letter == '+' || letter == '-') {
            isGiven = letter == '+';
            continue;
        }
        const ISupport::ModeKind kind = m_link.server.modeKind(letter);
        const bool hasParameter = kind == ISupport::ModeKind::Member || kind == ISupport::ModeKind::List ||
                                  kind == ISupport::ModeKind::Always ||
                                  (kind == ISupport::ModeKind::WhenSet && isGiven);
        const QByteArrayView parameter = hasParameter ? line.parameter(next++) : QByteArrayView();
        if (kind == ISupport::ModeKind::Member)
            changeRank(*channel, parameter, m_link.server.rankOfMode(letter), isGiven);
        else if (letter == 'k' && isGiven && parameter != "*")
            channel->key = Secret(parameter);
    }
}

void ChannelEvents::changeRank(Channel &channel, QByteArrayView nickname, int rank, bool isGiven)
{
    const auto member = channel.members.find(m_link.server.casemapping().folded(nickname));
    if (member == channel.members.end())
        return;
    const quint8 bit = quint8(1U << rank);
    member->ranks = isGiven ? member->ranks | bit : member->ranks & ~bit;
    if (channel.state == Channel::State::Joined)
        m_link.tell(ParticipantChanged{channel.id, m_channels.participantOf(*member)});
}

void ChannelEvents::handleTopic(const Line &line)
{
    Channel *channel = m_channels.find(line.parameter(0));
    if (channel == nullptr || !channel->isIn())
        return;
    channel->subject = m_link.text(line.parameter(1));
    const QByteArray name = channel->name;
    if (channel->state == Channel::State::Joined)
        m_link.tell(SubjectChanged{channel->id, channel->subject, m_link.text(line.nickname())});
    if (m_link.isOwn(line.nickname()))
        m_requests.finish(Requests::Kind::Subject, name);
}

void ChannelEvents::handleTopicReply(const Line &line)
{
    Channel *channel = m_channels.find(line.parameter(1));
    if (channel != nullptr && channel->isIn())
        channel->subject = line.numeric() == 332 ? m_link.text(line.parameter(2)) : QString();
}

void ChannelEvents::handleAway(const Line &line)
{
    const bool isAway = !line.parameter(0).isEmpty();
    const QByteArray key = m_link.server.casemapping().folded(line.nickname());
    for (size_t i = 0; i < m_channels.all().size(); ++i) {
        Channel &channel = *m_channels.all()[i];
        const auto member = channel.members.find(key);
        if (member == channel.members.end() || member->isAway == isAway)
            continue;
        member->isAway = isAway;
        if (channel.state == Channel::State::Joined)
            m_link.tell(ParticipantChanged{channel.id, m_channels.participantOf(*member)});
    }
}

void ChannelEvents::handleNames(const Line &line)
{
    Channel *channel = m_channels.find(line.parameter(2));
    if (channel == nullptr || channel->state != Channel::State::Naming)
        return;
    QByteArrayView names = line.parameter(3);
    while (!names.isEmpty()) {
        const qsizetype space = names.indexOf(' ');
        QByteArrayView one = space < 0 ? names : names.first(space);
        names = space < 0 ? QByteArrayView() : names.sliced(space + 1);
        quint8 ranks = 0;
        for (int rank = 0; !one.isEmpty() && (rank = m_link.server.rankOfPrefix(one.front())) >= 0;) {
            ranks |= quint8(1U << rank);
            one = one.sliced(1);
        }
        m_channels.addMember(*channel, one, ranks);
    }
}

void ChannelEvents::handleEndOfNames(const Line &line)
{
    Channel *channel = m_channels.find(line.parameter(1));
    if (channel != nullptr && channel->state == Channel::State::Naming)
        m_channels.complete(*channel);
}

} // namespace spectrum::irc
