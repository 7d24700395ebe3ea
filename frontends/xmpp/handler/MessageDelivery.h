// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Brings private messages, typing and words of the network to users.
#pragma once

#include "../Service.h"

namespace spectrum::xmpp
{

class ElementWriter;

class MessageDelivery
{
public:
    explicit MessageDelivery(Service &service) : m_service(service) {}

    // From a contact, or from somebody in a room in private. Rooms' own messages are RoomTalk's.
    void handleMessage(const UserId &user, const Message &message);
    void handleTyping(const UserId &user, const TypingChanged &event);
    void handleNotice(const UserId &user, const NoticeReceived &event);
    // The user is told what the network wants of them.
    void handleLoginStep(const UserId &user, const LoginStep &step);

    // What follows the addresses: body and, for a late message, the time it was said (XEP-0203).
    static void writeContent(ElementWriter &xml, const Message &message, const QString &domain);

private:
    void send(const QString &from, const QString &to, const Message &message);

    Service &m_service;
};

} // namespace spectrum::xmpp
