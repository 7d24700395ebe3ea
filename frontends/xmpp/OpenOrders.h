// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Remembers what waits for an outcome: messages to be confirmed or bounced, and orders to be finished.
#pragma once

#include <spectrum/Events.h>

#include <functional>
#include <unordered_map>

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
    QString body = {};
    // By which the sender's client knows its own message again (XEP-0359 §3.1); in rooms only.
    QString originId = {};
};

class OpenOrders
{
public:
    // Told once: no error = done. Rooms that were listed on the way come with it.
    using Finish = std::function<void(const std::optional<Error> &error, const QList<Room> &rooms)>;

    void addMessage(RequestId request, OpenMessage message);
    [[nodiscard]] OpenMessage *findMessage(RequestId request);
    [[nodiscard]] std::optional<OpenMessage> takeMessage(RequestId request);

    // A message to one person as bytes that another process understands; empty when it must not wait.
    [[nodiscard]] QByteArray noteOf(RequestId request) const;
    // False when these are no such bytes.
    bool restoreMessage(RequestId request, const QByteArray &note);

    void addOrder(RequestId request, Finish finish);
    void addRooms(RequestId request, const QList<Room> &rooms);
    void finishOrder(RequestId request, const std::optional<Error> &error);

    [[nodiscard]] size_t messageCount() const { return m_messages.size(); }

private:
    struct Order {
        Finish finish;
        QList<Room> rooms;
    };
    std::unordered_map<RequestId, OpenMessage> m_messages;
    std::unordered_map<RequestId, Order> m_orders;
};

} // namespace spectrum::xmpp
