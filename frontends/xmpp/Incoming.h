// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// A stanza from a user with its addresses understood.
#pragma once

#include "address/AddressMap.h"
#include "address/Jid.h"
#include "stream/Element.h"

#include <spectrum/Ids.h>
#include <spectrum/Message.h>

#include <optional>

namespace spectrum
{
class Network;
}

namespace spectrum::xmpp
{

struct Options;

// Whom a stanza is for.
struct Destination {
    enum class Kind : quint8 {
        Service,     // the bare domain
        Account,     // server mode: the user's own account
        Contact,     //
        Room,        //
        Participant, // somebody in a room
        Nobody,      // a name that cannot be one on the network
    };

    Kind kind = Kind::Nobody;
    ContactId contact = {};
    RoomId room = {};
    QString nickname = {};

    [[nodiscard]] Peer peer() const;
};

struct Incoming {
    // Nothing when the sender's address is none.
    [[nodiscard]] static std::optional<Incoming> read(const Element &stanza, const Options &options,
                                                      const AddressMap &addresses, const Network &network);

    const Element &stanza;
    Jid from;
    UserId user;
    QString id;
    QString type;
    // As the sender wrote it; answers come from there.
    QString toText;
    Destination to;
};

} // namespace spectrum::xmpp
