// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Talk.h"

#include "Markup.h"

#include <QTimeZone>

#include <cerrno>
#include <memory>

namespace spectrum::purple
{

namespace
{

// Conversations that are kept open for one account; libpurple itself keeps all.
constexpr qsizetype maximumOpen = 64;
// A message that was said longer ago is late.
constexpr time_t lateness = 60;

QString withAddresses(const Message &message)
{
    QString body = message.body;
    for (const Attachment &attachment : message.attachments) {
        const QString address = attachment.url.toString(QUrl::FullyEncoded);
        if (!body.contains(address))
            body += (body.isEmpty() ? QString() : QStringLiteral("\n")) + address;
    }
    return body;
}

} // namespace

Message messageFrom(const char *text, PurpleMessageFlags flags, time_t time)
{
    Message message;
    message.body = textFromMarkup(text);
    message.html = formattingOf(text);
    if (message.body.startsWith(QLatin1String("/me "))) {
        message.kind = MessageKind::Action;
        message.body.remove(0, 4);
        message.html.clear();
    }
    if ((flags & PURPLE_MESSAGE_NOTIFY) && (flags & PURPLE_MESSAGE_SYSTEM))
        message.kind = MessageKind::Attention;
    else if (flags & (PURPLE_MESSAGE_SYSTEM | PURPLE_MESSAGE_ERROR | PURPLE_MESSAGE_AUTO_RESP))
        message.kind = MessageKind::Notice;
    if (flags & PURPLE_MESSAGE_SEND)
        message.origin = Origin::Self;
    if (time > 0 && ((flags & PURPLE_MESSAGE_DELAYED) || time + lateness < ::time(nullptr)))
        message.sentAt = QDateTime::fromSecsSinceEpoch(time, QTimeZone::utc());
    return message;
}

QByteArray markupOf(const Message &message, const PurpleConnection *connection)
{
    if (message.html.isEmpty() || !message.attachments.isEmpty() ||
        !(connection->flags & PURPLE_CONNECTION_HTML))
        return markupFromText(withAddresses(message));
    // Closes what is open and leaves out what no message may have.
    char *clean = nullptr;
    purple_markup_html_to_xhtml(cleanUtf8(message.html).constData(), &clean, nullptr);
    const std::unique_ptr<char, decltype(&g_free)> owner(clean, g_free);
    return QByteArray(clean);
}

Error refusedMessage(int code, const QString &words)
{
    if (code == -E2BIG)
        return {ErrorKind::TooLarge, QStringLiteral("The message is too long for this network.")};
    if (code == -ENOTCONN && words.isEmpty())
        return {ErrorKind::NotConnected,
                QStringLiteral("The network is not connected, or they are not there.")};
    return {ErrorKind::NotAllowed,
            words.isEmpty() ? QStringLiteral("The network did not take the message.")
                            : QStringLiteral("The network did not take the message: %1").arg(words)};
}

QByteArray Talk::nameOf(const Peer &peer) const
{
    if (peer.kind == Peer::Kind::Participant)
        return m_rooms.privateName(peer.roomId(), peer.nickname);
    const Result<ContactId> id = m_ties.names.contact(peer.id);
    return id ? m_ties.spelled(*id) : QByteArray();
}

Peer Talk::peerOf(const char *name)
{
    Peer peer = m_rooms.participantOf(name);
    return peer.kind == Peer::Kind::Participant ? peer : Peer::contact(m_ties.heard(name));
}

void Talk::report(const SendMessage &order, std::optional<Error> error)
{
    if (order.request == RequestId::None)
        return;
    const DeliveryState state = error ? DeliveryState::Failed : DeliveryState::Confirmed;
    m_ties.sink.handleEvent(DeliveryChanged{order.request, state, std::move(error)});
}

void Talk::send(const SendMessage &order)
{
    if (!m_ties.isOnline())
        return report(order, notConnected());
    const QByteArray name = nameOf(order.message.peer);
    if (name.isEmpty())
        return report(order, Error{ErrorKind::InvalidInput, QStringLiteral("Nobody can have this name.")});
    const Outcome outcome = deliver(name, order.message);
    if (outcome.isSent)
        return report(order, std::nullopt);
    report(order, refusedMessage(outcome.code, m_refusal));
}

Talk::Outcome Talk::deliver(const QByteArray &name, const Message &message)
{
    PurpleConnection *connection = m_ties.connection();
    const PurplePluginProtocolInfo *protocol = m_ties.protocol();
    m_refusal.clear();
    m_isSending = true;
    Outcome outcome{.isSent = true};
    QByteArray markup = markupOf(message, connection);
    if (message.kind == MessageKind::Attention && protocol->send_attention) {
        purple_prpl_send_attention(connection, name.constData(), 0);
    } else if (markup.isEmpty()) {
        // There is nothing to say: a message of control characters only, for example.
    } else if (message.kind != MessageKind::Action || !runCommand(name, "me " + markup)) {
        if (message.kind == MessageKind::Action)
            markup.prepend("/me ");
        outcome.code = serv_send_im(connection, name.constData(), markup.constData(), PURPLE_MESSAGE_SEND);
        outcome.isSent = outcome.code >= 0;
    }
    m_isSending = false;
    return outcome;
}

// For protocols that have actions of their own.
bool Talk::runCommand(const QByteArray &name, const QByteArray &markup)
{
    PurpleConversation *conversation =
        purple_find_conversation_with_account(PURPLE_CONV_TYPE_IM, name.constData(), m_ties.account);
    if (!conversation)
        conversation = purple_conversation_new(PURPLE_CONV_TYPE_IM, m_ties.account, name.constData());
    char *error = nullptr;
    const PurpleCmdStatus status =
        purple_cmd_do_command(conversation, markup.constData(), markup.constData(), &error);
    g_free(error);
    return status == PURPLE_CMD_STATUS_OK;
}

void Talk::setTyping(const SetTyping &order)
{
    if (!m_ties.isOnline() || order.peer.kind == Peer::Kind::Room)
        return;
    const QByteArray name = nameOf(order.peer);
    if (name.isEmpty())
        return;
    const PurpleTypingState state = order.state == TypingState::Typing   ? PURPLE_TYPING
                                    : order.state == TypingState::Paused ? PURPLE_TYPED
                                                                         : PURPLE_NOT_TYPING;
    serv_send_typing(m_ties.connection(), name.constData(), state);
}

void Talk::noteOpened(PurpleConversation *conversation)
{
    purple_conversation_set_logging(conversation, FALSE);
    m_open.append(conversation);
    if (m_open.size() == maximumOpen + 1)
        QMetaObject::invokeMethod(this, &Talk::closeOldest, Qt::QueuedConnection);
}

void Talk::noteClosed(PurpleConversation *conversation)
{
    m_open.removeOne(conversation);
}

void Talk::closeOldest()
{
    while (m_open.size() > maximumOpen)
        purple_conversation_destroy(m_open.takeFirst());
}

void Talk::hear(PurpleConversation *conversation, const char *text, PurpleMessageFlags flags, time_t time)
{
    // libpurple keeps all that was ever said.
    purple_conversation_clear_message_history(conversation);
    if (m_isSending && (flags & PURPLE_MESSAGE_ERROR))
        m_refusal = textFromMarkup(text).simplified().left(300);
    if ((m_isSending && !(flags & PURPLE_MESSAGE_RECV)) || (flags & PURPLE_MESSAGE_INVISIBLE))
        return;
    Message message = messageFrom(text, flags, time);
    message.peer = peerOf(purple_conversation_get_name(conversation));
    if (message.peer.id.isEmpty() || m_ties.blocked.contains(message.peer.contactId()))
        return;
    if (!message.body.isEmpty() || message.kind == MessageKind::Attention)
        m_ties.sink.handleEvent(MessageReceived{std::move(message)});
}

void Talk::hearTyping(const char *name, TypingState state)
{
    Peer peer = peerOf(name);
    if (!peer.id.isEmpty() && !m_ties.blocked.contains(peer.contactId()))
        m_ties.sink.handleEvent(TypingChanged{std::move(peer), state});
}

} // namespace spectrum::purple
