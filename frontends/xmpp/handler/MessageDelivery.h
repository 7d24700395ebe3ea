// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Brings private messages, typing and words of the network to users.
#pragma once

#include "OwnMessages.h"

namespace spectrum::xmpp
{

class MessageDelivery
{
public:
    MessageDelivery(Service &service, Privilege &privilege) : m_service(service), m_own(service, privilege) {}

    // From a contact, or from somebody in a room in private. Rooms' own messages are RoomTalk's.
    void handleMessage(const UserId &user, const Message &message);
    void handleTyping(const UserId &user, const TypingChanged &event);
    void handleNotice(const UserId &user, const NoticeReceived &event);
    // The user is told what the network wants of them.

private:
    void deliver(const UserId &user, const Message &message);
    void send(const QString &from, const QString &to, const Message &message, const char *type = "chat");
    [[nodiscard]] QString addressOf(const Peer &peer) const;

    Service &m_service;
    OwnMessages m_own;
};

} // namespace spectrum::xmpp
