// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// What the frontend remembers of one user: resources, rooms, contacts and the account's state.
#pragma once

#include "KnownContact.h"
#include "Resource.h"

#include <spectrum/Error.h>
#include <spectrum/Events.h>
#include <spectrum/Room.h>
#include <spectrum/Secret.h>

#include <QStringList>

#include <memory>
#include <vector>

namespace spectrum::xmpp
{

// A room and the user's resources in it. The people in it are not kept: the session knows them.
struct RoomStay {
    RoomId room = {};
    QString nickname = {};
    QStringList joined = {};
    // Asked to come in and wait for the answer, with the nickname each asked for.
    struct Entrant {
        QString resource;
        QString nickname;
    };
    std::vector<Entrant> waiting = {};
    // Thrown out when the connection ended; they come in again with the session.
    QStringList parted = {};
    // Kept until the account is online.
    Secret password = {};
    bool isOrdered = false;

    [[nodiscard]] bool isEmpty() const { return joined.isEmpty() && waiting.empty() && parted.isEmpty(); }
};

class BlockList;
struct ContactSyncState;

class User
{
public:
    explicit User(const UserId &id) : m_id(id) {}

    [[nodiscard]] const UserId &id() const { return m_id; }
    // The bare JID.
    [[nodiscard]] const QString &address() const { return m_id.toString(); }

    [[nodiscard]] Resource *findResource(const QString &name);
    Resource &resource(const QString &name);
    // Also takes it out of rooms' lists; rooms that became empty stay for the caller to leave.
    void removeResource(const QString &name);
    // The presence of the available resource with the highest priority; Offline without one.
    [[nodiscard]] Presence ownPresence() const;
    [[nodiscard]] bool hasAvailableResource() const;

    [[nodiscard]] KnownContact *findContact(const ContactId &id) const;
    // Null when the table is full.
    KnownContact *contact(const ContactId &id);
    // Many at once, as far as the table has room: one after the other, each would move half of the others.
    void addContacts(std::vector<ContactId> ids);
    void removeContact(const ContactId &id);

    [[nodiscard]] RoomStay *findRoom(const RoomId &id);
    // Null when the table is full.
    RoomStay *room(const RoomId &id);
    void removeRoom(const RoomId &id);
    [[nodiscard]] bool isInRooms() const { return !rooms.empty(); }

    std::vector<Resource> resources = {};
    std::vector<RoomStay> rooms = {};
    // In the order of their ids.
    std::vector<std::unique_ptr<KnownContact>> contacts = {};

    // How far the contacts are in the user's own list.
    std::shared_ptr<ContactSyncState> sync = {};

    // From whom the user wants to hear nothing; null when there is nobody. Server mode only.
    std::shared_ptr<const BlockList> blocked = {};

    SessionState state = SessionState::Offline;
    QString ownName = {};
    std::optional<Error> trouble = {};
    std::chrono::seconds retryIn{0};
    // What the session was told last.
    Presence toldPresence = {};
    bool isLoginAsked = false;
    // The store says that the user is logged in.
    bool isNotedOnline = false;
    // What an earlier process kept for the user's clients was read.
    bool isMissedRead = false;
    // The account stays logged in when the last resource leaves; the user's own setting.
    bool staysConnected = false;
    // The user, or an administrator, wants the account to stay logged out.
    bool isHeld = false;
    // Automatic messages come as headlines; the user's own setting.
    bool sendsHeadlines = false;
    // How many of the user's messages wait for their outcome.
    quint16 openMessages = 0;

private:
    UserId m_id;
};

} // namespace spectrum::xmpp
