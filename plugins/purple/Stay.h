// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// The account's stay in one room: who is there, and what is said.
#pragma once

#include "Ties.h"

#include <spectrum/Commands.h>

#include <QStringList>

namespace spectrum::purple
{

class Stay
{
public:
    Stay(Ties &ties, JoinRoom order) : m_ties(ties), m_order(std::move(order)) {}

    [[nodiscard]] const RoomId &room() const { return m_order.room; }
    [[nodiscard]] const JoinRoom &order() const { return m_order; }
    [[nodiscard]] PurpleConversation *conversation() const { return m_conversation; }
    [[nodiscard]] PurpleConvChat *chat() const { return purple_conversation_get_chat_data(m_conversation); }
    // The user was told that they are in.
    [[nodiscard]] bool isJoined() const { return m_isJoined; }
    [[nodiscard]] bool isLeaving() const { return m_isLeaving; }
    void setLeaving() { m_isLeaving = true; }
    [[nodiscard]] QString ownNickname() const;
    [[nodiscard]] const QString &lastWords() const { return m_lastWords; }

    void setConversation(PurpleConversation *conversation) { m_conversation = conversation; }
    // Tells that the user is in when they are seen among the people, or when it is late enough.
    enum class Patience : quint8 { Wait, End };
    bool tellJoined(Patience patience);
    // Once more, to somebody who asks again.
    void tellAgain();

    [[nodiscard]] std::optional<Error> send(const Message &message);
    void hear(const char *author, const char *text, PurpleMessageFlags flags, time_t time);
    void noteChanged(const char *nickname);
    void noteRenamed(const char *from, const char *to);
    void noteLeft(const char *nickname, const char *reason);
    void noteSubject(const char *by, const char *subject);
    // What libpurple says in words about what was told as an event.
    void setQuiet(bool isQuiet) { m_isQuiet = isQuiet; }

private:
    [[nodiscard]] Participant participantOf(PurpleConvChatBuddy *buddy) const;
    [[nodiscard]] bool isEcho(const QString &body);

    Ties &m_ties;
    JoinRoom m_order;
    PurpleConversation *m_conversation = nullptr;
    bool m_isJoined = false;
    bool m_isLeaving = false;
    bool m_isQuiet = false;
    bool m_isSending = false;
    QString m_lastWords;
    // What was sent and not yet seen.
    QStringList m_sent;
};

} // namespace spectrum::purple
