// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Lets users block contacts (XEP-0191) and holds back what comes from them, in server mode.
#pragma once

#include "BlockList.h"
#include "PersonalStore.h"

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

    // Whether what comes from there is not for the user's eyes.
    [[nodiscard]] bool isHeldBack(const UserId &user, const Peer &peer) const;
    // Answers what is for somebody blocked. False when it is not.
    [[nodiscard]] bool refuse(const Incoming &incoming) const;

private:
    [[nodiscard]] IqAnswer tell(const IqRequest &request);
    [[nodiscard]] IqAnswer block(const IqRequest &request);
    [[nodiscard]] IqAnswer unblock(const IqRequest &request);
    // The list is another one now.
    void adopt(const UserId &user, const BlockList &list);
    void showPresences(User &user, const std::shared_ptr<const BlockList> &before) const;
    void push(const UserId &user, const char *change, const QStringList &addresses);
    // Of the items; nothing when one of them has none.
    [[nodiscard]] static std::optional<QStringList> addressesIn(const Element &change);

    Service &m_service;
    PersonalStore &m_store;
    ContactList *m_contacts = nullptr;
    quint64 m_pushes = 0;
};

} // namespace spectrum::xmpp
