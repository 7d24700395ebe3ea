// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Conversation.h"

#include "ReplyError.h"

namespace spectrum::irc
{

namespace
{

using Handler = void (ChannelEvents::*)(const Line &);

struct ChannelCommand {
    QByteArrayView command;
    Handler handler;
};

constexpr ChannelCommand channelCommands[] = {
    {"JOIN", &ChannelEvents::handleJoin}, {"PART", &ChannelEvents::handlePart},
    {"QUIT", &ChannelEvents::handleQuit}, {"NICK", &ChannelEvents::handleNick},
    {"MODE", &ChannelEvents::handleMode}, {"TOPIC", &ChannelEvents::handleTopic},
    {"KICK", &ChannelEvents::handleKick},
};

} // namespace

Conversation::Conversation(Link &link)
    : m_link(link),
      m_channels(link),
      m_requests(link),
      m_channelEvents(link, m_channels, m_requests),
      m_deliveries(link),
      m_messaging(link, m_channels, m_deliveries),
      m_contacts(link),
      m_listing(link),
      m_silence(link, m_requests),
      m_invitations(link, m_channels, m_requests)
{
}

void Conversation::handle(const Line &line)
{
    const QByteArrayView command = line.command();
    if (command == "PRIVMSG" || command == "NOTICE") {
        m_messaging.handle(line);
        return;
    }
    if (line.numeric() != 0) {
        handleNumeric(line);
        return;
    }
    if (command == "PONG") {
        if (!m_deliveries.handlePong(line.last()))
            m_requests.handlePong(line.last());
        return;
    }
    for (const ChannelCommand &one : channelCommands) {
        if (one.command == command) {
            (m_channelEvents.*one.handler)(line);
            if (command == "JOIN" || command == "NICK" || command == "QUIT")
                m_contacts.handleMove(line);
            return;
        }
    }
    if (command == "AWAY" && !m_link.isOwn(line.nickname())) {
        m_channelEvents.handleAway(line);
        m_contacts.handleAway(line);
    } else if (command == "CHGHOST") {
        handleHostChange(line);
    } else if (command == "SILENCE") {
        m_silence.handle(line);
    } else if (command == "INVITE") {
        m_invitations.handle(line);
    }
}

void Conversation::handleHostChange(const Line &line)
{
    if (m_link.isOwn(line.nickname()))
        m_link.ownUserAndHost = line.parameter(0).toByteArray() + '@' + line.parameter(1).toByteArray();
}

void Conversation::handleNumeric(const Line &line)
{
    switch (line.numeric()) {
    case 301:
    case 303:
    case 600:
    case 601:
    case 604:
    case 605:
    case 730:
    case 731:
        m_contacts.handleNumeric(line);
        break;
    case 322:
    case 323:
        m_listing.handle(line);
        break;
    case 331:
    case 332:
        m_channelEvents.handleTopicReply(line);
        break;
    case 341:
        m_invitations.handleTaken(line);
        break;
    case 353:
        m_channelEvents.handleNames(line);
        break;
    case 366:
        m_channelEvents.handleEndOfNames(line);
        break;
    case 396:
        m_link.ownUserAndHost.clear();
        break;
    default:
        if ((line.numeric() >= 400 && line.numeric() < 600) || line.numeric() == 263 || line.numeric() == 716)
            handleRefusal(line);
    }
}

void Conversation::handleRefusal(const Line &line)
{
    const int numeric = line.numeric();
    const Error error = replyError(numeric, line.count() > 2 ? m_link.text(line.last()) : QString());
    const QByteArrayView name = line.parameter(1);
    if (numeric == 263 || name == "LIST") {
        m_listing.fail(error);
        return;
    }
    if (numeric == 401)
        m_contacts.handleNumeric(line);
    if (!handleRequestRefusal(numeric, name, error) && !m_channels.handleRefusal(name, error))
        m_deliveries.handleError(name, error);
}

bool Conversation::handleRequestRefusal(int numeric, QByteArrayView name, const Error &error)
{
    switch (numeric) {
    case 431:
    case 432:
    case 433:
    case 436:
    case 437:
    case 438:
    case 447:
        return !m_link.server.isChannel(name) && m_requests.finishFirst(Requests::Kind::Nickname, error);
    case 421:
    case 511:
        return m_silence.handleRefusal(numeric, name, error);
    case 401:
    case 443:
        return m_requests.finishAbout(Requests::Kind::Invitation, name, error);
    case 403:
    case 442:
    case 460:
    case 477:
    case 482:
        return m_requests.finish(Requests::Kind::Subject, name, error) ||
               m_requests.finishAbout(Requests::Kind::Invitation, name, error);
    default:
        return false;
    }
}

void Conversation::setOnline()
{
    m_silence.setOnline();
    m_channels.setOnline();
    m_contacts.setOnline();
}

void Conversation::setOffline(const Error &error)
{
    Error uncertain = error;
    uncertain.kind = ErrorKind::ConnectionLost;
    uncertain.userText =
        QStringLiteral("The connection to the IRC server was lost; the message may not have arrived.");
    m_deliveries.failAll(uncertain);
    uncertain.userText = QStringLiteral("The connection to the IRC server was lost.");
    m_requests.failAll(uncertain);
    m_listing.fail(uncertain);
    m_contacts.setOffline();
    m_channels.detach(uncertain);
}

void Conversation::end(const Error &error)
{
    m_deliveries.failAll(error);
    m_requests.failAll(error);
    m_listing.fail(error);
    m_contacts.setOffline();
    m_channels.clear(error);
}

void Conversation::setSubject(const SetSubject &order)
{
    const Channel *channel = m_channels.find(order.room);
    if (channel == nullptr || !channel->isIn()) {
        m_link.finish(order.request,
                      Error{ErrorKind::NotInRoom, QStringLiteral("You are not in this channel.")});
        return;
    }
    QString subject = order.subject;
    subject.replace(u'\n', u' ');
    m_requests.begin(Requests::Kind::Subject, order.request, channel->name,
                     Line::format("TOPIC", {channel->name}, m_link.encoded(subject)));
}

void Conversation::setNickname(const SetNickname &order)
{
    const QString nickname = order.nickname.trimmed();
    const bool isPossible = NameRules::isNickname(nickname);
    const QByteArray name = m_link.encoded(nickname);
    m_requests.begin(Requests::Kind::Nickname, order.request, name,
                     isPossible ? Line::format("NICK", {name}) : QByteArray());
}

} // namespace spectrum::irc
