// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Messages between the account and people: out, in, and who types.
#pragma once

#include "Ties.h"

#include <spectrum/Commands.h>

#include <QObject>

namespace spectrum::purple
{

// Who knows which conversations are with people in rooms.
class RoomNames
{
public:
    // Of a conversation with somebody in a room; Peer::Kind::Contact with no id = it is not.
    [[nodiscard]] virtual Peer participantOf(const char *conversation) const = 0;
    // By what libpurple reaches somebody in a room in private; empty = not at all.
    [[nodiscard]] virtual QByteArray privateName(const RoomId &room, const QString &nickname) const = 0;

protected:
    ~RoomNames() = default;
};

class Talk final : public QObject
{
    Q_OBJECT

public:
    Talk(Ties &ties, const RoomNames &rooms) : m_ties(ties), m_rooms(rooms) {}

    // To a person. Rooms have their own.
    void send(const SendMessage &order);
    void setTyping(const SetTyping &order);

    // What libpurple says.
    void noteOpened(PurpleConversation *conversation);
    void noteClosed(PurpleConversation *conversation);
    void hear(PurpleConversation *conversation, const char *text, PurpleMessageFlags flags, time_t time);
    void hearTyping(const char *name, TypingState state);

private:
    struct Outcome {
        bool isSent = false;
        int code = 0;
    };
    [[nodiscard]] QByteArray nameOf(const Peer &peer) const;
    [[nodiscard]] Peer peerOf(const char *name);
    [[nodiscard]] Outcome deliver(const QByteArray &name, const Message &message);
    [[nodiscard]] bool runCommand(const QByteArray &name, const QByteArray &markup);
    void report(const SendMessage &order, std::optional<Error> error);
    void closeOldest();

    Ties &m_ties;
    const RoomNames &m_rooms;
    // The oldest first.
    QList<PurpleConversation *> m_open;
    // While a message is being sent: what a plugin writes then is its echo, or why it was not sent.
    bool m_isSending = false;
    QString m_refusal;
};

// What is the same for people and rooms.
[[nodiscard]] Message messageFrom(const char *text, PurpleMessageFlags flags, time_t time);
[[nodiscard]] QByteArray markupOf(const Message &message, const PurpleConnection *connection);
[[nodiscard]] Error refusedMessage(int code, const QString &words);

} // namespace spectrum::purple
