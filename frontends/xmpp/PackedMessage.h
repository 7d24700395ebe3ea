// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Holds what is known of a message that waits for its outcome in one piece of memory.
#pragma once

#include <spectrum/Ids.h>

#include <array>

namespace spectrum::xmpp
{

// What a bounce, a reflection or a receipt of one of the user's messages is made of.
struct OpenMessage {
    // Full JID of the sender.
    QString sender = {};
    // Address that the message went to.
    QString recipient = {};
    QString stanzaId = {};
    bool wantsReceipt = false;
    // Kept until everybody in the room sees it; empty for messages to one person.
    RoomId room = {};
    // Of a message to one person at most the beginning, for its bounce.
    QString body = {};
    // By which the sender's client knows its own message again (XEP-0359 §3.1); in rooms only.
    QString originId = {};
};

// Most messages end well: nobody asks for these strings again, and freeing each of them would read cold
// memory.
class PackedMessage
{
public:
    explicit PackedMessage(const OpenMessage &message);

    [[nodiscard]] OpenMessage unpack() const;
    // Whether somebody is to be told of its good end: the sender, or the room in which he does not see it
    // yet.
    [[nodiscard]] bool isAwaited() const { return m_wantsReceipt || isUnseenInRoom(); }
    [[nodiscard]] bool isUnseenInRoom() const { return m_lengths[Room] > 0; }

private:
    enum Part { Sender, Recipient, StanzaId, Room, Body, OriginId, Parts };

    QString m_text;
    std::array<quint32, Parts> m_lengths;
    bool m_wantsReceipt;
};

} // namespace spectrum::xmpp
