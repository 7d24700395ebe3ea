// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Brings private messages, typing and words of the network to users.
#pragma once

#include "../Throttle.h"
#include "OwnMessages.h"

namespace spectrum::xmpp
{

class MessageDelivery
{
public:
    MessageDelivery(Service &service, Privilege &privilege);

    // From a contact, or from somebody in a room in private. Rooms' own messages are RoomTalk's.
    void handleMessage(const UserId &user, const Message &message);
    void handleTyping(const UserId &user, const TypingChanged &event);
    void handleNotice(const UserId &user, const NoticeReceived &event);
    // The user is told what the network wants of them.

private:
    struct Typist {
        UserId user;
        Peer peer;
        friend bool operator==(const Typist &, const Typist &) = default;
    };
    struct TypistHash {
        size_t operator()(const Typist &typist) const
        {
            return qHashMulti(0, typist.user, typist.peer.id, typist.peer.nickname);
        }
    };

    void deliver(const UserId &user, const Message &message);
    // Number: of one message that goes to several clients, in the archive.
    void send(const QString &from, const QString &to, const Message &message, const char *type = "chat",
              qint64 *number = nullptr);
    void sendTyping(const Typist &typist, TypingState state);
    [[nodiscard]] QString addressOf(const Peer &peer) const;

    Service &m_service;
    OwnMessages m_own;
    Throttle<Typist, TypingState, TypistHash> m_typing;
};

} // namespace spectrum::xmpp
