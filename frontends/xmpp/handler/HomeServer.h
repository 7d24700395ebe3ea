// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// The handlers of what clients expect of the server that they log in to, which in server mode is this one.
#pragma once

#include "EntityTime.h"
#include "PersonalStore.h"
#include "PrivateStorage.h"

namespace spectrum::xmpp
{

class HomeServer
{
public:
    HomeServer(Service &service, IqDispatcher &dispatcher)
        : m_store(service), m_private(dispatcher, m_store), m_time(service, dispatcher)
    {
    }

private:
    PersonalStore m_store;
    PrivateStorage m_private;
    EntityTime m_time;
};

} // namespace spectrum::xmpp
