// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Tells senders what became of their messages: an error, a receipt (XEP-0184), or its reflection in a room.
#pragma once

#include "../Service.h"

namespace spectrum::xmpp
{

class RoomTalk;

class Receipts
{
public:
    Receipts(Service &service, RoomTalk &rooms) : m_service(service), m_rooms(rooms) {}

    // Also for users who are not known any more: their message may still fail.
    void handleDelivery(const UserId &user, const DeliveryChanged &event);

private:
    void reflect(const UserId &user, const OpenMessage &message);
    void confirm(const OpenMessage &message);
    void bounce(const UserId &id, const OpenMessage &message, const Error &error);
    void sendBounce(const OpenMessage &message, const Error &error);

    Service &m_service;
    RoomTalk &m_rooms;
};

} // namespace spectrum::xmpp
