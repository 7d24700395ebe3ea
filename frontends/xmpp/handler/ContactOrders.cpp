// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "ContactOrders.h"

namespace spectrum::xmpp
{

namespace
{

constexpr size_t maximumWaiting = 10'000;

} // namespace

void ContactOrders::add(const UserId &user, const ContactId &contact, Finish finish)
{
    enqueue(user, {Kind::Add, contact, std::move(finish)});
}

void ContactOrders::remove(const UserId &user, const ContactId &contact)
{
    enqueue(user, {Kind::Remove, contact, [](const std::optional<Error> &) {}});
}

void ContactOrders::setBlocked(const UserId &user, const ContactId &contact, SetBlocked::Wish wish,
                               Finish finish)
{
    const Kind kind = wish == SetBlocked::Wish::Blocked ? Kind::Block : Kind::Hear;
    enqueue(user, {kind, contact, std::move(finish)});
}

void ContactOrders::enqueue(const UserId &user, Order order)
{
    Lane &lane = m_lanes[user];
    if (lane.waiting.size() >= maximumWaiting) {
        order.finish(Error{ErrorKind::Overloaded, QStringLiteral("That are too many contacts at once.")});
        return;
    }
    lane.waiting.push_back(std::move(order));
    work(user);
}

void ContactOrders::work(const UserId &user)
{
    Lane &lane = m_lanes[user];
    // An outcome may come at once; then there is a loop further up that goes on.
    if (std::exchange(lane.isWorking, true))
        return;
    while (lane.open < m_atOnce && !lane.waiting.empty()) {
        Order order = std::move(lane.waiting.front());
        lane.waiting.pop_front();
        ++lane.open;
        carry(user, std::move(order));
    }
    lane.isWorking = false;
    if (lane.open == 0)
        m_lanes.erase(user);
}

Command ContactOrders::commandFor(const Order &order, RequestId request)
{
    switch (order.kind) {
    case Kind::Add:
        return SetContact{.request = request, .contact = {.id = order.contact}};
    case Kind::Remove:
        return RemoveContact{.request = request, .contact = order.contact};
    case Kind::Block:
        return SetBlocked{request, order.contact, SetBlocked::Wish::Blocked};
    case Kind::Hear:
        break;
    }
    return SetBlocked{request, order.contact, SetBlocked::Wish::Heard};
}

void ContactOrders::carry(const UserId &user, Order order)
{
    const RequestId request = m_service.host.nextRequest();
    Command command = commandFor(order, request);
    m_service.order(user, request, std::move(command),
                    [this, user, finish = std::move(order.finish)](const std::optional<Error> &error,
                                                                   const QList<Room> &) {
                        finish(error);
                        --m_lanes[user].open;
                        work(user);
                    });
}

} // namespace spectrum::xmpp
