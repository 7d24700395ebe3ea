// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Carries what is said in rooms, both ways, and changes of the subject (XEP-0045 §7.4, §8.1).
#pragma once

#include "MessageOrders.h"

namespace spectrum::xmpp
{

class RoomTalk
{
public:
    RoomTalk(Service &service, MessageOrders &orders) : m_service(service), m_orders(orders) {}

    // Type groupchat, from a user.
    void handle(const Incoming &incoming);
    // From the network.
    void handleMessage(const UserId &user, const Message &message);
    // Shows a user's own message to all of their resources in the room, under its own id.
    void reflect(User &user, const OpenMessage &message);

private:
    // To all of the user's resources in the room. The origin id is the one that the user's client gave (XEP-0359).
    void show(const User &user, const RoomStay &stay, const Message &message, const QString &originId);
    void orderSubject(const Incoming &incoming, const QString &subject);

    Service &m_service;
    MessageOrders &m_orders;
};

} // namespace spectrum::xmpp
