// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Remembers what waits for an outcome: messages to be confirmed or bounced, and orders to be finished.
#pragma once

#include "PackedMessage.h"
#include "RequestMap.h"

#include <spectrum/Events.h>

#include <functional>

namespace spectrum::xmpp
{

class OpenOrders
{
public:
    // Told once: no error = done. Rooms that were listed on the way come with it.
    using Finish = std::function<void(const std::optional<Error> &error, const QList<Room> &rooms)>;

    void addMessage(RequestId request, const OpenMessage &message);
    // A message that everybody in its room sees from now on, once; it stays open.
    [[nodiscard]] std::optional<OpenMessage> reflectMessage(RequestId request);
    [[nodiscard]] std::optional<PackedMessage> takeMessage(RequestId request);

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
    RequestMap<PackedMessage> m_messages;
    RequestMap<Order> m_orders;
};

} // namespace spectrum::xmpp
