// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Brings each event of a user's session to the handlers that show it.
#pragma once

#include <spectrum/Events.h>

namespace spectrum::xmpp
{

class AccountState;
class Authorisations;
class ContactList;
class ContactPortraits;
class ContactSearch;
class HomeServer;
class LastActivity;
class LoginSteps;
class OfferedActions;
class MessageDelivery;
class PersonFetch;
class Receipts;
class RoomEntry;
class RoomInvitations;
class RoomPeople;
class RoomTalk;
struct Service;
class User;

struct EventHandlers {
    AccountState &accounts;
    ContactList &contacts;
    MessageDelivery &messages;
    Receipts &receipts;
    RoomEntry &rooms;
    RoomInvitations &invitations;
    RoomPeople &people;
    RoomTalk &talk;
    Authorisations &authorisations;
    ContactSearch &search;
    LoginSteps &steps;
    OfferedActions &actions;
    LastActivity &activity;
    PersonFetch &persons;
    ContactPortraits &portraits;
    // Null in gateway mode.
    HomeServer *home;
};

class EventRouter
{
public:
    EventRouter(Service &service, const EventHandlers &handlers) : m_service(service), m_handlers(handlers) {}

    void route(const UserId &user, const Event &event);

private:
    // From somebody whom the user has blocked.
    [[nodiscard]] bool isHeldBack(const UserId &user, const Event &event) const;
    void routeState(UserId user, const StateChanged &event);
    // Events that mean nothing to a user whom nobody here knows.
    void routeKnown(User &user, const Event &event);

    Service &m_service;
    EventHandlers m_handlers;
};

} // namespace spectrum::xmpp
