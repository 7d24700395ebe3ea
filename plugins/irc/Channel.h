// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// A channel that the user is in, or on the way into or out of, and its people.
#pragma once

#include "ISupport.h"

#include <spectrum/Clock.h>
#include <spectrum/Room.h>
#include <spectrum/Secret.h>

#include <QHash>

namespace spectrum::irc
{

struct Member {
    QByteArray nickname;
    // Bit n = rank n of the server's PREFIX.
    quint8 ranks = 0;
    bool isAway = false;
};

struct Channel {
    enum class State : quint8 {
        Joining,  // asked for
        Naming,   // in, and the list of people is coming
        Joined,   // the user knows that they are in
        Leaving,  // asked to leave
        Detached, // the connection is gone; to be joined again
    };

    RoomId id;
    // As the server spells it.
    QByteArray name;
    Secret key;
    QString subject;
    State state = State::Joining;
    Clock::TimerId namesTimer = 0;
    // By their folded nicknames.
    QHash<QByteArray, Member> members;

    [[nodiscard]] bool isIn() const { return state == State::Naming || state == State::Joined; }
};

// What ranks mean in a room: q, a, o and h lead it.
[[nodiscard]] Role roleOf(const Member &member, const ISupport &server);
[[nodiscard]] Affiliation affiliationOf(const Member &member, const ISupport &server);

} // namespace spectrum::irc
