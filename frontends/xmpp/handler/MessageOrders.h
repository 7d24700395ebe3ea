// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Turns messages of users into orders for their sessions: private ones, and what they type (XEP-0085).
#pragma once

#include "../Incoming.h"
#include "../Service.h"

namespace spectrum::xmpp
{

struct StanzaError;

class MessageOrders
{
public:
    explicit MessageOrders(Service &service) : m_service(service) {}

    // Type is neither error nor groupchat.
    void handle(const Incoming &incoming);
    // Orders a message, or says why not. The outcome goes to the sender whatever happens.
    void send(const Incoming &incoming, const QString &body);
    void refuse(const Incoming &incoming, const StanzaError &error);

    // The body in the stanza's own namespace, the one without a language first; empty without one.
    [[nodiscard]] static QString bodyOf(const Element &stanza);

private:
    void help(const Incoming &incoming);
    void passTyping(const Incoming &incoming);
    [[nodiscard]] bool isInRoom(const Incoming &incoming);

    Service &m_service;
};

} // namespace spectrum::xmpp
