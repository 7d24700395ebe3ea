// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Stay.h"

#include "Markup.h"
#include "Talk.h"
#include "Wording.h"

namespace spectrum::purple
{

namespace
{

constexpr qsizetype maximumNickname = 500;
constexpr qsizetype maximumSent = 50;

QString nicknameOf(const char *name)
{
    return cleanText(name, maximumNickname);
}

// Networks change white space and cut.
QString essenceOf(const QString &body)
{
    QString essence = body;
    essence.removeIf([](QChar c) { return c.isSpace(); });
    return essence;
}

} // namespace

// libpurple keeps the own nickname in its canonical spelling: people see the one in the list.
QString Stay::ownNickname() const
{
    if (!m_conversation)
        return {};
    const QByteArray own = purple_conv_chat_get_nick(chat());
    for (const GList *item = purple_conv_chat_get_users(chat()); item; item = item->next) {
        const char *name = static_cast<const PurpleConvChatBuddy *>(item->data)->name;
        if (own == name || own == purple_normalize(m_ties.account, name))
            return nicknameOf(name);
    }
    return nicknameOf(own.constData());
}

Participant Stay::participantOf(PurpleConvChatBuddy *buddy) const
{
    const PurpleConvChatBuddyFlags flags = buddy->flags;
    Participant person{.nickname = nicknameOf(buddy->name)};
    if (flags & (PURPLE_CBFLAGS_OP | PURPLE_CBFLAGS_HALFOP | PURPLE_CBFLAGS_FOUNDER))
        person.role = Role::Moderator;
    if (flags & PURPLE_CBFLAGS_FOUNDER)
        person.affiliation = Affiliation::Owner;
    else if (flags & PURPLE_CBFLAGS_OP)
        person.affiliation = Affiliation::Admin;
    if (flags & PURPLE_CBFLAGS_AWAY)
        person.availability = Availability::Away;
    return person;
}

bool Stay::tellJoined(Patience patience)
{
    if (!m_conversation || m_isJoined)
        return m_isJoined;
    const QString own = ownNickname();
    QList<Participant> people;
    bool isSeen = false;
    for (const GList *item = purple_conv_chat_get_users(chat()); item; item = item->next) {
        people.append(participantOf(static_cast<PurpleConvChatBuddy *>(item->data)));
        isSeen = isSeen || people.constLast().nickname == own;
    }
    if (!isSeen && patience == Patience::Wait)
        return false;
    if (!isSeen)
        people.append(Participant{.nickname = own});
    m_isJoined = true;
    const QString name = cleanText(purple_conversation_get_title(m_conversation), maximumNickname);
    m_ties.sink.handleEvent(RoomJoined{
        .room = {.id = room(), .name = name}, .ownNickname = own, .participants = std::move(people)});
    noteSubject(nullptr, purple_conv_chat_get_topic(chat()));
    return true;
}

void Stay::tellAgain()
{
    m_isJoined = false;
    tellJoined(Patience::End);
}

std::optional<Error> Stay::send(const Message &message)
{
    PurpleConnection *connection = m_ties.connection();
    QByteArray markup = markupOf(message, connection);
    if (markup.isEmpty())
        return {};
    m_isSending = true;
    int code = 0;
    PurpleCmdStatus status = PURPLE_CMD_STATUS_NOT_FOUND;
    if (message.kind == MessageKind::Action) {
        markup.prepend("me ");
        char *error = nullptr;
        status = purple_cmd_do_command(m_conversation, markup.constData(), markup.constData(), &error);
        g_free(error);
        markup.prepend('/');
    }
    m_lastWords.clear();
    if (m_sent.size() == maximumSent)
        m_sent.removeFirst();
    m_sent.append(essenceOf(textFromMarkup(markup.constData())));
    if (status != PURPLE_CMD_STATUS_OK)
        code = serv_chat_send(connection, purple_conv_chat_get_id(chat()), markup.constData(),
                              PURPLE_MESSAGE_SEND);
    m_isSending = false;
    if (code >= 0)
        return {};
    m_sent.removeLast();
    return refusedMessage(code, m_lastWords);
}

bool Stay::isEcho(const QString &body)
{
    const QString essence = essenceOf(body);
    for (qsizetype i = 0; i < m_sent.size(); ++i) {
        if (m_sent[i] == essence) {
            m_sent.remove(0, i + 1);
            return true;
        }
        // Long messages come back in parts.
        if (!essence.isEmpty() && m_sent[i].startsWith(essence)) {
            m_sent[i].remove(0, essence.size());
            return true;
        }
    }
    return false;
}

void Stay::hear(const char *author, const char *text, PurpleMessageFlags flags, time_t time)
{
    purple_conversation_clear_message_history(m_conversation);
    const bool isSystem = flags & (PURPLE_MESSAGE_SYSTEM | PURPLE_MESSAGE_ERROR);
    Message message = messageFrom(text, flags, time);
    message.peer = Peer::room(room());
    if (isSystem && message.kind != MessageKind::Attention)
        m_lastWords = message.body.simplified().left(300);
    const bool isQuiet = isSystem && (m_isQuiet || m_isSending);
    if (isQuiet || message.body.isEmpty() || !m_isJoined)
        return;
    const bool isOwn = flags & PURPLE_MESSAGE_SEND;
    const QString said =
        message.kind == MessageKind::Action ? QStringLiteral("/me ") + message.body : message.body;
    const bool isLate = message.sentAt.isValid();
    if (isOwn && !isLate && isEcho(said))
        return;
    if (!isSystem)
        message.author = nicknameOf(author);
    m_ties.sink.handleEvent(MessageReceived{std::move(message)});
}

void Stay::noteChanged(const char *nickname)
{
    PurpleConvChatBuddy *buddy = m_isJoined ? purple_conv_chat_cb_find(chat(), nickname) : nullptr;
    if (buddy)
        m_ties.sink.handleEvent(ParticipantChanged{room(), participantOf(buddy)});
}

void Stay::noteRenamed(const char *from, const char *to)
{
    if (!m_isJoined)
        return;
    PurpleConvChatBuddy *buddy = purple_conv_chat_cb_find(chat(), to);
    const Participant person = buddy ? participantOf(buddy) : Participant{.nickname = nicknameOf(to)};
    m_ties.sink.handleEvent(ParticipantRenamed{room(), nicknameOf(from), person});
}

void Stay::noteLeft(const char *nickname, const char *reason)
{
    if (m_isJoined && nicknameOf(nickname) != ownNickname())
        m_ties.sink.handleEvent(ParticipantLeft{
            .room = room(), .nickname = nicknameOf(nickname), .text = plainText(reason, 500)});
}

void Stay::noteSubject(const char *by, const char *subject)
{
    if (m_isJoined && (by || subject))
        m_ties.sink.handleEvent(SubjectChanged{room(), plainText(subject, 2000), nicknameOf(by)});
}

} // namespace spectrum::purple
