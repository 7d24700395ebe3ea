// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Orders the network to add, to remove and to block contacts, a few of each user at a time.
#pragma once

#include "../Service.h"

#include <deque>

namespace spectrum::xmpp
{

class ContactOrders
{
public:
    using Finish = std::function<void(const std::optional<Error> &error)>;

    // atOnce: so many of a user are on their way.
    explicit ContactOrders(Service &service, int atOnce = 16) : m_service(service), m_atOnce(atOnce) {}

    void add(const UserId &user, const ContactId &contact, Finish finish);
    // What became of it is nobody's business: for the user the contact is gone already.
    void remove(const UserId &user, const ContactId &contact);

    void setBlocked(const UserId &user, const ContactId &contact, SetBlocked::Wish wish, Finish finish);

private:
    enum class Kind : quint8 { Add, Remove, Block, Hear };
    struct Order {
        Kind kind = Kind::Add;
        ContactId contact = {};
        Finish finish = {};
    };
    struct Lane {
        int open = 0;
        bool isWorking = false;
        std::deque<Order> waiting = {};
    };

    void enqueue(const UserId &user, Order order);
    void work(const UserId &user);
    void carry(const UserId &user, Order order);
    [[nodiscard]] static Command commandFor(const Order &order, RequestId request);

    Service &m_service;
    int m_atOnce;
    std::unordered_map<UserId, Lane> m_lanes;
};

} // namespace spectrum::xmpp
