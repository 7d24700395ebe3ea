// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Follows which of a user's resources are there (RFC 6121 §4, XEP-0100 §4.4).
#pragma once

#include "AccountState.h"

#include "../Incoming.h"

namespace spectrum::xmpp
{

class ContactList;
class RoomEntry;

class OwnPresence
{
public:
    OwnPresence(Service &service, AccountState &accounts, ContactList &contacts, RoomEntry &rooms)
        : m_service(service), m_accounts(accounts), m_contacts(contacts), m_rooms(rooms)
    {
    }

    // Also told of each presence that says that a resource is there.
    using Seen = std::function<void(const Incoming &presence)>;
    void setSeen(Seen seen) { m_seen = std::move(seen); }

    // A presence without a type, to the service.
    void handleAvailable(const Incoming &incoming);
    // Type unavailable, to the service.
    void handleUnavailable(const Incoming &incoming);
    // The resource is no more, whoever found out: its stream closed, or its server said so.
    void handleVanished(const UserId &user, const QString &resource);
    // All of the user's resources are no more.
    void handleUserVanished(const UserId &user);
    // Server mode: the network's verdict on a login, and the resource that was bound after it.
    void handleLogin(const UserId &user, bool isAccepted);
    void handleBound(const UserId &user, const QString &resource);
    // The account cannot log in: everyone who came is told, and the user is forgotten.
    void refuse(User &user, const Error &error);

private:
    void welcome(User &user, const Incoming &incoming);
    void showToOwnResources(User &user, const QString &from, const Presence &presence);
    void takeLeave(const User &user, const QString &to);

    Service &m_service;
    AccountState &m_accounts;
    ContactList &m_contacts;
    RoomEntry &m_rooms;
    Seen m_seen = {};
};

} // namespace spectrum::xmpp
