// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: LGPL-2.1-or-later
// What went wrong, as data: a closed kind for programs, a text for people, a detail for the log.
#pragma once

#include <QString>

#include <chrono>

namespace spectrum
{

enum class ErrorKind : quint8 {
    Internal,         // a defect or an unexpected answer; nobody outside can mend it
    InvalidInput,     // what was asked makes no sense: a malformed name, an empty field
    NotFound,         // no such contact, room, message or account
    NotAllowed,       // known, and refused by policy or by the network
    NotRegistered,    // the user has no account here
    NotConnected,     // the account is not online at the moment
    WrongCredentials, // the network refused the name or the secret
    NameInUse,        // somebody else has that name or nickname
    Banned,           // the user may not enter
    PasswordRequired, // a room wants a password, or the one given is wrong
    MembersOnly,      // only invited people may enter
    RoomFull,         // the room takes nobody more
    NotInRoom,        // the order needs a room that the user has not joined
    Unsupported,      // this network or module cannot do that
    TooLarge,         // over a limit of size
    RateLimited,      // too much at once; retryAfter says when
    Overloaded,       // a bounded queue or table is full
    Unreachable,      // no connection: name resolution, refused, no route
    Untrusted,        // a certificate did not verify
    ConnectionLost,   // there was a connection, and it ended before the outcome was known
    TimedOut,         // no answer in time
    Conflict,         // replaced by another login or another change
    StorageFailed,    // the store could not keep it
};

struct [[nodiscard]] Error {
    ErrorKind kind = ErrorKind::Internal;
    // One sentence that may be shown to the user. Never contains a secret.
    QString userText = {};
    // For the log only. Never contains a secret or a message's text.
    QString detail = {};
    // When trying again makes sense; 0 = not said.
    std::chrono::seconds retryAfter{0};

    friend bool operator==(const Error &, const Error &) = default;
};

} // namespace spectrum
