// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Suggests contacts to a user's client that says it understands suggestions (XEP-0144).
#pragma once

#include "../Service.h"
#include "Privilege.h"

namespace spectrum::xmpp
{

class RosterExchange
{
public:
    enum class Action : quint8 { Add, Modify, Delete };
    // The full JID of the client; empty = none of them does.
    using Found = std::function<void(const QString &client)>;
    using Answered = std::function<void(bool isTaken)>;

    explicit RosterExchange(Service &service) : m_service(service) {}

    // Asks the clients of the user that are there, one after the other.
    void find(const User &user, Found found);
    void suggest(const QString &client, Action action, const std::vector<RosterItem> &items,
                 Answered answered);

private:
    void askNext(QStringList clients, Found found);

    Service &m_service;
};

} // namespace spectrum::xmpp
