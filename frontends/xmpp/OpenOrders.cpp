// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "OpenOrders.h"

#include <QDataStream>
#include <QIODevice>

namespace spectrum::xmpp
{

namespace
{

constexpr qsizetype maximumListedRooms = 10'000;
// The first version has no text of the message; later ones are not understood.
constexpr quint8 textlessNoteVersion = 1;
constexpr quint8 noteVersion = 2;
constexpr auto noteFormat = QDataStream::Qt_6_4;

} // namespace

void OpenOrders::addMessage(RequestId request, const OpenMessage &message)
{
    m_messages.insert(request, PackedMessage(message));
}

std::optional<OpenMessage> OpenOrders::reflectMessage(RequestId request)
{
    PackedMessage *packed = m_messages.find(request);
    if (!packed || !packed->isUnseenInRoom())
        return std::nullopt;
    const OpenMessage message = packed->unpack();
    OpenMessage seen = message;
    seen.room = RoomId();
    seen.body.clear();
    *packed = PackedMessage(seen);
    return message;
}

std::optional<PackedMessage> OpenOrders::takeMessage(RequestId request)
{
    return m_messages.take(request);
}

QByteArray OpenOrders::noteOf(RequestId request) const
{
    const PackedMessage *packed = m_messages.find(request);
    if (!packed || packed->isUnseenInRoom())
        return {};
    const OpenMessage message = packed->unpack();
    QByteArray note;
    QDataStream stream(&note, QIODevice::WriteOnly);
    stream.setVersion(noteFormat);
    stream << noteVersion << message.sender << message.recipient << message.stanzaId << message.wantsReceipt
           << message.body;
    return note;
}

bool OpenOrders::restoreMessage(RequestId request, const QByteArray &note)
{
    QDataStream stream(note);
    stream.setVersion(noteFormat);
    quint8 version = 0;
    OpenMessage message;
    stream >> version >> message.sender >> message.recipient >> message.stanzaId >> message.wantsReceipt;
    if (version == noteVersion)
        stream >> message.body;
    else if (version != textlessNoteVersion)
        return false;
    if (stream.status() != QDataStream::Ok || message.sender.isEmpty())
        return false;
    addMessage(request, message);
    return true;
}

void OpenOrders::addOrder(RequestId request, Finish finish)
{
    m_orders.insert(request, Order{std::move(finish), {}});
}

void OpenOrders::addRooms(RequestId request, const QList<Room> &rooms)
{
    Order *order = m_orders.find(request);
    if (order && order->rooms.size() + rooms.size() <= maximumListedRooms)
        order->rooms.append(rooms);
}

void OpenOrders::finishOrder(RequestId request, const std::optional<Error> &error)
{
    if (const std::optional<Order> order = m_orders.take(request))
        order->finish(error, order->rooms);
}

} // namespace spectrum::xmpp
