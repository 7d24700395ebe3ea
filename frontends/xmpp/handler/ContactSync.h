// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Brings the contacts of a network into the user's own list, by the best way that there is.
#pragma once

#include "ContactRemoval.h"
#include "ContactSyncState.h"
#include "FirstComparison.h"
#include "Privilege.h"
#include "RemoteRoster.h"
#include "RosterExchange.h"
#include "RosterPush.h"
#include "RosterSubscriptions.h"
#include "SyncMemory.h"

namespace spectrum::xmpp
{

// The ways, best first: changing the roster in the user's name, or because the user's server lets the
// gateway; suggestions to a client; subscription requests, a few a second. Only differences are sent, and
// never more than a portion at once.
class ContactSync
{
public:
    // A contact is in the list now, so its presence means something.
    using Listed = std::function<void(const User &user, KnownContact &known)>;

    ContactSync(Service &service, IqDispatcher &dispatcher, Privilege &privilege, Listed listed);

    // The account is on its way to be online.
    void begin(User &user);
    // The network can be asked.
    void handleOnline(User &user) { m_changes.begin(user); }
    // A client came, or a way opened that was not there.
    void resume(User &user);
    // A server granted something.
    void resumeAll();

    // What the network says. Removed: the contact is still in the user's table.
    void handleChanged(User &user, KnownContact &known);
    void handleRemoved(User &user, const KnownContact &known);
    // What the user did to the own list.
    void noteAdded(User &user, KnownContact &known);
    void noteRemoved(User &user, const ContactId &contact);
    // Takes a contact off the network, now or when the account is logged in again.
    void takeRemoval(const UserId &user, const ContactId &contact);

    // The user or the process leaves.
    void keep(const User &user) { m_memory.save(user.id()); }
    // Takes everything out of the list of a user who is about to have no account any more.
    [[nodiscard]] QFuture<void> clear(const UserId &user) { return m_removal.clear(user); }

private:
    void consider(User &user, KnownContact &known);
    void considerAll(User &user);
    void choose(User &user);
    void chooseExchange(User &user);
    void takeRoster(User &user);
    void beginWay(User &user, ContactSyncState::Way way);
    void work(User &user);
    void writeRoster(User &user);
    void handleWritten(const UserId &id, const ContactId &contact, quint32 print,
                       const Result<void> &outcome);
    void suggest(User &user);
    void handleSuggested(const UserId &id, const std::vector<Contact> &contacts, bool isTaken);
    void request(User &user);
    void workLater(User &user, std::chrono::milliseconds delay);
    [[nodiscard]] bool canWrite(const UserId &user) const;
    [[nodiscard]] KnownContact *next(User &user);
    [[nodiscard]] RosterItem itemOf(const Contact &contact) const;

    Service &m_service;
    Privilege &m_privilege;
    RemoteRoster m_remote;
    RosterExchange m_exchange;
    SyncMemory m_memory;
    FirstComparison m_comparison;
    ContactRemoval m_removal;
    OwnChanges m_changes;
    RosterPush m_pushes;
    RosterSubscriptions m_subscriptions;
    Listed m_listed;
    int m_open = 0;
};

} // namespace spectrum::xmpp
