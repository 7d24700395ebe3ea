// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: LGPL-2.1-or-later
// What a session tells its host of rooms and the people in them.
#pragma once

#include <spectrum/Error.h>
#include <spectrum/Room.h>
#include <spectrum/Secret.h>

#include <QList>

#include <optional>

namespace spectrum
{

// The user is in the room and sees all of its people: self is among participants under ownNickname.
struct RoomJoined {
    Room room = {};
    QString ownNickname = {};
    QList<Participant> participants = {};
    friend bool operator==(const RoomJoined &, const RoomJoined &) = default;
};

// The user is out of the room, or never came in (then error says why).
struct RoomLeft {
    RoomId room = {};
    LeaveReason reason = LeaveReason::Left;
    QString by = {};
    QString text = {};
    std::optional<Error> error = {};
    friend bool operator==(const RoomLeft &, const RoomLeft &) = default;
};

// Somebody came, or something about them changed.
struct ParticipantChanged {
    RoomId room = {};
    Participant participant = {};
    friend bool operator==(const ParticipantChanged &, const ParticipantChanged &) = default;
};

struct ParticipantRenamed {
    RoomId room = {};
    QString from = {};
    Participant participant = {};
    friend bool operator==(const ParticipantRenamed &, const ParticipantRenamed &) = default;
};

struct ParticipantLeft {
    RoomId room = {};
    QString nickname = {};
    LeaveReason reason = LeaveReason::Left;
    QString by = {};
    QString text = {};
    friend bool operator==(const ParticipantLeft &, const ParticipantLeft &) = default;
};

struct SubjectChanged {
    RoomId room = {};
    QString subject = {};
    // A nickname; empty = not known.
    QString by = {};
    friend bool operator==(const SubjectChanged &, const SubjectChanged &) = default;
};

// An answer to ListRooms. More follow until the RequestFinished of the same id.
struct RoomsListed {
    RequestId request = RequestId::None;
    QList<Room> rooms = {};
    friend bool operator==(const RoomsListed &, const RoomsListed &) = default;
};

// Somebody asks the user into a room. It holds until the user joins; saying no needs no answer.
struct RoomInvited {
    RoomId room = {};
    // Empty = the id.
    QString roomName = {};
    // Empty = not known.
    ContactId from = {};
    // Empty = the id.
    QString fromName = {};
    // What they say about it; empty = nothing.
    QString text = {};
    // For JoinRoom; empty = none is needed.
    Secret password = {};
    friend bool operator==(const RoomInvited &, const RoomInvited &) = default;
};

} // namespace spectrum
