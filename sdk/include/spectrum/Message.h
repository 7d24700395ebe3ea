// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: LGPL-2.1-or-later
// One message, whichever way it goes.
#pragma once

#include <spectrum/Attachment.h>
#include <spectrum/Ids.h>

#include <QDateTime>
#include <QList>
#include <QString>

namespace spectrum
{

// The other end of a conversation: a contact, a room, or somebody in a room addressed in private.
struct Peer {
    enum class Kind : quint8 { Contact, Room, Participant };

    [[nodiscard]] static Peer contact(const ContactId &id) { return {Kind::Contact, id.toString(), {}}; }
    [[nodiscard]] static Peer room(const RoomId &id) { return {Kind::Room, id.toString(), {}}; }
    [[nodiscard]] static Peer participant(const RoomId &room, QString nickname)
    {
        return {Kind::Participant, room.toString(), std::move(nickname)};
    }

    [[nodiscard]] ContactId contactId() const { return ContactId(id); } // Kind::Contact
    [[nodiscard]] RoomId roomId() const { return RoomId(id); }          // the other kinds

    Kind kind = Kind::Contact;
    QString id = {};
    QString nickname = {}; // Kind::Participant only

    friend bool operator==(const Peer &, const Peer &) = default;
};

enum class MessageKind : quint8 {
    Normal,
    Action,    // "/me": the body is what follows the name
    Notice,    // automatic; must never be answered automatically (RFC 2812 §3.3.2 has the reason)
    Attention, // a nudge: whoever gets it should look up now. The body may be empty
};

enum class Origin : quint8 {
    Other, // from the peer, or from author in a room
    Self,  // the user's own, written with another client of the network
};

// Line ends in a body are "\n". A body may hold any text of the other side: writers sanitise, readers do not.
struct Message {
    Peer peer = {};
    // Who said it, in a room: a nickname. Empty outside rooms and for messages on their way out.
    QString author = {};
    MessageKind kind = MessageKind::Normal;
    Origin origin = Origin::Other;
    QString body = {};
    // The sender's name for it; empty = none.
    MessageId id = {};
    // When it was said, in UTC; invalid = now. Set only for messages that are late.
    QDateTime sentAt = {};
    QList<Attachment> attachments = {};
    // The body with its formatting, as a fragment of HTML that nobody has looked into; empty = plain. Who
    // cannot show it shows the body.
    QString html = {};

    friend bool operator==(const Message &, const Message &) = default;
};

enum class TypingState : quint8 { Stopped, Typing, Paused };

// How far a message that the user sent has come.
enum class DeliveryState : quint8 {
    Accepted,  // handed to the network; in a room this is the moment at which everyone sees it
    Confirmed, // the network said that it has it
    Failed,    // it will not arrive; the error says why
};

} // namespace spectrum
