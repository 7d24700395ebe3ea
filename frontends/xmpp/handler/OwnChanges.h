// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Takes what users changed in their own lists to the network, and remembers it until the network answered.
#pragma once

#include "../Service.h"
#include "ContactSyncState.h"
#include "SyncMemory.h"

namespace spectrum::xmpp
{

// A change outlives the session and the process in which it was made: the user's server tells it only once.
class OwnChanges
{
public:
    OwnChanges(Service &service, SyncMemory &memory) : m_service(service), m_memory(memory) {}

    // The answer of what takes a change: it is kept, or it is no change.
    using Kept = QFuture<Result<void>>;
    [[nodiscard]] static Kept keptAtOnce(const Result<void> &result = {});
    // The user changed the name or the groups of a contact, or took it out of the list.
    Kept takeChange(User &user, const Contact &wanted) { return take(user, {.wanted = wanted}); }
    Kept takeRemoval(User &user, const ContactId &contact);
    // The same of a user whose list is not known here at the moment, because the account is logged out.
    Kept keepChange(const UserId &user, const Contact &wanted) { return keep(user, {.wanted = wanted}); }
    Kept keepRemoval(const UserId &user, const ContactId &contact);
    // Something for this contact is on its way, or waits for the network.
    [[nodiscard]] static bool contains(const User &user, const ContactId &contact);
    [[nodiscard]] static bool isLeaving(const User &user, const ContactId &contact);

    // What earlier sessions left to do.
    void restore(User &user, const QMap<QString, QString> &settings);
    // The network can be reached again.
    void begin(User &user);

private:
    void resume(User &user);
    Kept take(User &user, OwnChange change);
    Kept keep(const UserId &user, const OwnChange &change);
    Kept keepWith(const UserId &user, const OwnChange &change, const QMap<QString, QString> &settings);
    void carry(User &user, size_t index);
    void finish(const UserId &id, const ContactId &contact, RequestId request,
                const std::optional<Error> &error);
    void settle(User &user, const Contact &wanted, bool isRemoval, bool isDone);

    Service &m_service;
    SyncMemory &m_memory;
};

} // namespace spectrum::xmpp
