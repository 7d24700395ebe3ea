// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Brings each stanza that comes in to the one handler that it is for.
#pragma once

#include "Door.h"
#include "Incoming.h"

namespace spectrum::xmpp
{

class HomeServer;
class IqDispatcher;
class MessageOrders;
class OwnPortrait;
class OwnPresence;
class Privilege;
class RoomEntry;
class RoomInvitations;
class RoomTalk;
struct Service;
class Subscription;

struct StanzaHandlers {
    IqDispatcher &iqs;
    MessageOrders &messages;
    RoomTalk &talk;
    OwnPresence &presence;
    Subscription &subscriptions;
    RoomEntry &rooms;
    RoomInvitations &invitations;
    Privilege &privilege;
    OwnPortrait &portrait;
    // Null in gateway mode.
    HomeServer *home;
};

class StanzaRouter final : public StanzaSink
{
public:
    StanzaRouter(Service &service, const StanzaHandlers &handlers) : m_service(service), m_handlers(handlers)
    {
    }

    void handleStanza(const Element &stanza) override;

private:
    void routeMessage(const Incoming &incoming);
    void routePresence(const Incoming &incoming);
    void refuseJoin(const Incoming &incoming);
    void routeError(const Incoming &incoming);
    [[nodiscard]] bool refuseStranger(const Incoming &incoming);

    Service &m_service;
    StanzaHandlers m_handlers;
};

} // namespace spectrum::xmpp
