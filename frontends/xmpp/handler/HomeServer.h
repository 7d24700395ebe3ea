// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// The handlers of what clients expect of the server that they log in to, which in server mode is this one.
#pragma once

#include "Blocking.h"
#include "EntityTime.h"
#include "OwnCard.h"
#include "PersonalEvents.h"
#include "PrivateStorage.h"

namespace spectrum::xmpp
{

class HomeServer
{
public:
    HomeServer(Service &service, IqDispatcher &dispatcher)
        : m_store(service),
          m_private(dispatcher, m_store),
          m_events(service, dispatcher, m_store),
          m_card(dispatcher, m_store),
          m_blocking(service, dispatcher, m_store),
          m_time(service, dispatcher)
    {
    }

    // An available presence of one of the user's resources, after everybody else has seen it.
    void handlePresence(const Incoming &incoming) { m_events.handlePresence(incoming); }

    [[nodiscard]] Blocking &blocking() { return m_blocking; }

private:
    PersonalStore m_store;
    PrivateStorage m_private;
    PersonalEvents m_events;
    OwnCard m_card;
    Blocking m_blocking;
    EntityTime m_time;
};

} // namespace spectrum::xmpp
