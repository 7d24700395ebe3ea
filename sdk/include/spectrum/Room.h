// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: LGPL-2.1-or-later
// A conversation of many, and the people in it.
#pragma once

#include <spectrum/Ids.h>
#include <spectrum/Presence.h>

namespace spectrum
{

// What a room is, for lists and for the one who joins.
struct Room {
    RoomId id = {};
    // Empty = the id.
    QString name = {};
    QString subject = {};
    // -1 = unknown.
    qint32 participants = -1;

    friend bool operator==(const Room &, const Room &) = default;
};

enum class Role : quint8 { Visitor, Participant, Moderator };
enum class Affiliation : quint8 { None, Member, Admin, Owner };

// Somebody in a room. The nickname is their name there and is unique in the room.
struct Participant {
    QString nickname = {};
    Role role = Role::Participant;
    Affiliation affiliation = Affiliation::None;
    Availability availability = Availability::Online;
    QString statusText = {};
    // Their name outside the room; empty = not known.
    ContactId contact = {};

    friend bool operator==(const Participant &, const Participant &) = default;
};

enum class LeaveReason : quint8 {
    Left,         // on their own
    Quit,         // their connection to the network ended
    Kicked,       // by somebody
    Banned,       // by somebody, for good
    RoomClosed,   // the room is no more
    Disconnected, // the account's own connection ended
};

} // namespace spectrum
