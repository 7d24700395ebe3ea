// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// The handlers of what clients expect of the server that they log in to, which in server mode is this one.
#pragma once

#include "ArchiveDesk.h"
#include "Blocking.h"
#include "EntityTime.h"
#include "MessageArchive.h"
#include "OwnCard.h"
#include "PersonalEvents.h"
#include "PersonalStore.h"
#include "PrivateStorage.h"

namespace spectrum::xmpp
{

class AccountState;

class HomeServer
{
public:
    HomeServer(Service &service, IqDispatcher &dispatcher, Interests &interests);

    // The user logs in to the network: what is kept of them and counts all the time is read, once.
    void beginSession(const UserId &user);

    // Who stays logged in when no client is left.
    void setAccounts(AccountState *accounts) { m_accounts = accounts; }
    // What users say of themselves, from now on.
    void setPublished(PersonalEvents::Published published);

    [[nodiscard]] PersonalStore &store() { return m_store; }
    [[nodiscard]] Blocking &blocking() { return m_blocking; }

private:
    Service &m_service;
    AccountState *m_accounts = nullptr;
    PersonalStore m_store;
    PrivateStorage m_private;
    PersonalEvents m_events;
    PersonalEvents::Published m_published = {};
    OwnCard m_card;
    Blocking m_blocking;
    EntityTime m_time;
    MessageArchive m_archive;
    ArchiveDesk m_archiveDesk;
};

} // namespace spectrum::xmpp
