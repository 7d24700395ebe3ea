// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Carries the question of people on the network, whether they may see the user, and the user's answer back.
#pragma once

#include "../Incoming.h"
#include "../Service.h"

namespace spectrum::xmpp
{

class Authorisations
{
public:
    explicit Authorisations(Service &service) : m_service(service) {}

    void handleRequested(User &user, const AuthorisationRequested &event);
    // The user's subscribed or unsubscribed to a contact. What answers no question is nobody's business.
    void handleAnswer(const Incoming &incoming, User &user);

private:
    Service &m_service;
};

} // namespace spectrum::xmpp
