// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Lets users block contacts (XEP-0191), has the network keep them away where it can, and holds back what
// comes from them, in server mode.
#pragma once

#include "BlockList.h"
#include "ContactOrders.h"
#include "PersonalStore.h"

#include <set>

namespace spectrum::xmpp
{

class ContactList;

class Blocking
{
public:
    Blocking(Service &service, IqDispatcher &dispatcher, PersonalStore &store);

    // Whose presences are shown again when they are unblocked. Outlives the user's requests.
    void setContacts(ContactList *contacts) { m_contacts = contacts; }
    // From what is kept of the user, at the beginning of a session.
    void load(const UserId &user, const PersonalStore::Values &values);

    // The network is told again whom to keep away.
    void handleOnline(const UserId &user);

    // Whether what comes from there is not for the user's eyes.
    [[nodiscard]] bool isHeldBack(const UserId &user, const Peer &peer) const;
    // Answers what is for somebody blocked. False when it is not.
    [[nodiscard]] bool refuse(const Incoming &incoming) const;

private:
    [[nodiscard]] IqAnswer tell(const IqRequest &request);
    [[nodiscard]] IqAnswer block(const IqRequest &request);
    [[nodiscard]] IqAnswer unblock(const IqRequest &request);
    struct Change {
        const char *name;
        // As the client says them.
        QStringList addresses;
        BlockList before = {};
        BlockList after = {};
    };
    using SharedChange = std::shared_ptr<Change>;
    // Answers when it is kept and the network has done its part.
    [[nodiscard]] IqAnswer carryOut(const UserId &user, const SharedChange &change, PersonalStore::Work work);
    // The list is another one now.
    void adopt(const UserId &user, const BlockList &list);
    // What the network refuses is held back here all the same.
    void tellNetwork(const UserId &user, const BlockList &before, const BlockList &after,
                     std::function<void()> done);
    [[nodiscard]] std::set<ContactId> contactsIn(const BlockList &list) const;
    void showPresences(User &user, const std::shared_ptr<const BlockList> &before) const;
    void push(const UserId &user, const char *change, const QStringList &addresses);
    // Of the items; nothing when one of them has none.
    [[nodiscard]] static std::optional<QStringList> addressesIn(const Element &change);

    Service &m_service;
    PersonalStore &m_store;
    ContactOrders m_orders;
    ContactList *m_contacts = nullptr;
    quint64 m_pushes = 0;
};

} // namespace spectrum::xmpp
