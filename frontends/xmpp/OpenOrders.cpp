// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "OpenOrders.h"

namespace spectrum::xmpp
{

namespace
{

constexpr qsizetype maximumListedRooms = 10'000;

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
