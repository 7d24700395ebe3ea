// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// After a cut of the component's stream, finds out which resources went away meanwhile (RFC 6121 §4.3): asks
// whoever is active first, and some at a time.
#pragma once

#include "OwnPresence.h"

#include <deque>

namespace spectrum::xmpp
{

class PresenceResync
{
public:
    PresenceResync(Service &service, OwnPresence &presence) : m_service(service), m_presence(presence) {}

    void begin();

private:
    void probeSome();
    void settle();

    Service &m_service;
    OwnPresence &m_presence;
    std::deque<UserId> m_left;
    quint64 m_round = 0;
};

} // namespace spectrum::xmpp
