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
// Notes of other versions are not understood.
constexpr quint8 noteVersion = 1;
constexpr auto noteFormat = QDataStream::Qt_6_4;

} // namespace

void OpenOrders::addMessage(RequestId request, OpenMessage message)
{
    m_messages.insert_or_assign(request, std::move(message));
}

OpenMessage *OpenOrders::findMessage(RequestId request)
{
    const auto found = m_messages.find(request);
    return found == m_messages.end() ? nullptr : &found->second;
}

std::optional<OpenMessage> OpenOrders::takeMessage(RequestId request)
{
    auto node = m_messages.extract(request);
    if (node.empty())
        return std::nullopt;
    return std::move(node.mapped());
}

QByteArray OpenOrders::noteOf(RequestId request) const
{
    const auto found = m_messages.find(request);
    if (found == m_messages.end() || !found->second.room.isEmpty())
        return {};
    const OpenMessage &message = found->second;
    QByteArray note;
    QDataStream stream(&note, QIODevice::WriteOnly);
    stream.setVersion(noteFormat);
    stream << noteVersion << message.sender << message.recipient << message.stanzaId << message.wantsReceipt;
    return note;
}

bool OpenOrders::restoreMessage(RequestId request, const QByteArray &note)
{
    QDataStream stream(note);
    stream.setVersion(noteFormat);
    quint8 version = 0;
    OpenMessage message;
    stream >> version >> message.sender >> message.recipient >> message.stanzaId >> message.wantsReceipt;
    if (version != noteVersion || stream.status() != QDataStream::Ok || message.sender.isEmpty())
        return false;
    addMessage(request, std::move(message));
    return true;
}

void OpenOrders::addOrder(RequestId request, Finish finish)
{
    m_orders.insert_or_assign(request, Order{std::move(finish), {}});
}

void OpenOrders::addRooms(RequestId request, const QList<Room> &rooms)
{
    const auto found = m_orders.find(request);
    if (found != m_orders.end() && found->second.rooms.size() + rooms.size() <= maximumListedRooms)
        found->second.rooms.append(rooms);
}

void OpenOrders::finishOrder(RequestId request, const std::optional<Error> &error)
{
    auto node = m_orders.extract(request);
    if (!node.empty())
        node.mapped().finish(error, node.mapped().rooms);
}

} // namespace spectrum::xmpp
