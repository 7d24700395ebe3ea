// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Messaging.h"

#include "Formatting.h"
#include "MessageSplitter.h"

namespace spectrum::irc
{

namespace
{

// What a server may put before a line when it passes it on, as long as it is not known better.
constexpr qsizetype longestUserAndHost = 11 + 1 + 63;
constexpr qint64 lateAfterSeconds = 10;

Error overloaded()
{
    return {ErrorKind::Overloaded, QStringLiteral("Too many messages are waiting to be sent.")};
}

} // namespace

Result<QByteArray> Messaging::targetOf(const Peer &peer)
{
    if (peer.kind == Peer::Kind::Room) {
        const Channel *channel = m_channels.find(peer.roomId());
        if (channel == nullptr || !channel->isIn())
            return Error{ErrorKind::NotInRoom, QStringLiteral("You are not in this channel.")};
        return QByteArray(channel->name);
    }
    const QString &name = peer.kind == Peer::Kind::Participant ? peer.nickname : peer.id;
    if (!NameRules::isNickname(name))
        return Error{ErrorKind::InvalidInput, QStringLiteral("This cannot be a nickname on IRC.")};
    return m_link.encoded(name);
}

qsizetype Messaging::roomForText(const QByteArray &target, MessageKind kind) const
{
    const qsizetype address =
        m_link.ownUserAndHost.isEmpty() ? longestUserAndHost : m_link.ownUserAndHost.size();
    // ":nick!user@host PRIVMSG target :text"
    const qsizetype around = 1 + m_link.ownNickname.size() + 1 + address + 9 + target.size() + 2;
    return Line::maximumBody - around - (kind == MessageKind::Action ? 9 : 0);
}

void Messaging::send(const SendMessage &order)
{
    // IRC has no nudge: it is said in words.
    if (order.message.kind == MessageKind::Attention && order.message.body.isEmpty()) {
        SendMessage spoken = order;
        spoken.message.kind = MessageKind::Action;
        spoken.message.body = QStringLiteral("asks for your attention");
        send(spoken);
        return;
    }
    const auto fail = [&](const Error &error) {
        if (order.request != RequestId::None)
            m_link.tell(DeliveryChanged{order.request, DeliveryState::Failed, error});
    };
    const Result<QByteArray> target = targetOf(order.message.peer);
    if (!target) {
        fail(target.error());
        return;
    }
    QString body = order.message.body;
    for (const Attachment &attachment : order.message.attachments) {
        if (!body.contains(attachment.url.toString()))
            body += u'\n' + attachment.url.toString();
    }
    const MessageSplitter splitter(m_link.options.codec, roomForText(*target, order.message.kind));
    const Result<QList<QByteArray>> lines = splitter.split(body);
    if (!lines)
        fail(lines.error());
    else if (m_deliveries.isFull() || !sendLines(order, *target, *lines))
        fail(overloaded());
}

bool Messaging::sendLines(const SendMessage &order, const QByteArray &target, const QList<QByteArray> &lines)
{
    if (!m_link.outbound.hasRoomFor(lines.size()))
        return false;
    const QByteArrayView command = order.message.kind == MessageKind::Notice ? "NOTICE" : "PRIVMSG";
    const quint64 serial = m_deliveries.begin(order.request, target, lines.size());
    for (const QByteArray &text : lines) {
        const bool isAction = order.message.kind == MessageKind::Action;
        // There is room for all of them.
        (void)m_link.outbound.send(
            Line::format(command, {target}, isAction ? Ctcp::quoted("ACTION", text) : text), serial);
    }
    return true;
}

bool Messaging::isFromServer(const Line &line) const
{
    return line.userAndHost().isEmpty() && (line.source().isEmpty() || line.source().contains('.'));
}

void Messaging::handle(const Line &line)
{
    const bool isNotice = line.command() == "NOTICE";
    if (line.count() < 2)
        return;
    if (isFromServer(line)) {
        handleServerNotice(line);
        return;
    }
    const QByteArrayView text = line.parameter(1);
    const std::optional<Ctcp> ctcp = Ctcp::parse(text);
    if (!ctcp)
        receive(line, text, isNotice ? MessageKind::Notice : MessageKind::Normal);
    else if (!isNotice && ctcp->isCommand("ACTION"))
        receive(line, ctcp->text, MessageKind::Action);
    else if (!isNotice)
        handleQuestion(line, *ctcp);
}

void Messaging::receive(const Line &line, QByteArrayView text, MessageKind kind)
{
    QByteArrayView target = line.parameter(0);
    const QByteArrayView nickname = line.nickname();
    // "@#channel" is for its operators, who hear it in the channel.
    if (target.size() > 1 && m_link.server.rankOfPrefix(target.front()) >= 0 &&
        m_link.server.isChannel(target.sliced(1)))
        target = target.sliced(1);
    const bool isOwn = m_link.isOwn(nickname);
    if (isOwn && m_link.has(Capability::EchoMessage) && m_deliveries.handleEcho(target))
        return;
    Message message;
    message.kind = kind;
    message.origin = isOwn && !m_link.isOwn(target) ? Origin::Self : Origin::Other;
    if (m_link.server.isChannel(target)) {
        const Channel *channel = m_channels.find(target);
        if (channel == nullptr || channel->state != Channel::State::Joined)
            return;
        message.peer = Peer::room(channel->id);
        message.author = m_link.text(nickname);
    } else {
        message.peer = Peer::contact(m_link.contactOf(isOwn ? target : nickname));
    }
    message.body = m_link.text(text);
    if (line.hasTags()) {
        message.sentAt = lateTime(line);
        message.id = MessageId(m_link.text(line.tag("msgid").value_or(QByteArray())));
    }
    if (!message.body.isEmpty())
        m_link.tell(MessageReceived{std::move(message)});
}

QDateTime Messaging::lateTime(const Line &line) const
{
    const std::optional<QByteArray> time = line.tag("time");
    if (!time)
        return {};
    const QDateTime said = QDateTime::fromString(QString::fromLatin1(*time), Qt::ISODateWithMs);
    return said.isValid() && said.secsTo(m_link.clock().utc()) >= lateAfterSeconds ? said.toUTC()
                                                                                   : QDateTime();
}

void Messaging::handleQuestion(const Line &line, const Ctcp &question)
{
    const Clock::Moment now = m_link.clock().now();
    if (!m_link.isOwn(line.parameter(0)) || m_link.isOwn(line.nickname()) || m_answers.delay(now).count() > 0)
        return;
    const QByteArray answer = question.answer(m_link.clock().utc());
    if (answer.isEmpty())
        return;
    m_answers.count(now);
    (void)m_link.outbound.send(Line::format("NOTICE", {line.nickname()}, answer));
}

void Messaging::handleServerNotice(const Line &line)
{
    const Clock::Moment now = m_link.clock().now();
    const QString text = m_link.text(line.parameter(1));
    if (text.isEmpty() || m_notices.delay(now).count() > 0)
        return;
    m_notices.count(now);
    m_link.tell(NoticeReceived{text});
}

} // namespace spectrum::irc
