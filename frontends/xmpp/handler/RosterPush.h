// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Takes what a user's server tells of changes that the user made to the own roster to the network.
#pragma once

#include "../IqDispatcher.h"
#include "OwnChanges.h"
#include "RemoteRoster.h"
#include "SyncMemory.h"

namespace spectrum::xmpp
{

class RosterPush
{
public:
    RosterPush(Service &service, IqDispatcher &dispatcher, Privilege &privilege, RemoteRoster &remote,
               SyncMemory &memory, OwnChanges &changes);

private:
    [[nodiscard]] IqAnswer handle(const IqRequest &request);
    // Whose list is known here, and whose is not.
    [[nodiscard]] OwnChanges::Kept take(User &user, const Contact &wanted, bool isRemoval);
    [[nodiscard]] OwnChanges::Kept keep(const UserId &user, const Contact &wanted, bool isRemoval);
    [[nodiscard]] OwnChanges::Kept takeItem(const UserId &user, const RosterItem &item);
    [[nodiscard]] bool takeEcho(User &user, const ContactId &contact, quint32 print) const;

    Service &m_service;
    Privilege &m_privilege;
    RemoteRoster &m_remote;
    SyncMemory &m_memory;
    OwnChanges &m_changes;
};

} // namespace spectrum::xmpp
