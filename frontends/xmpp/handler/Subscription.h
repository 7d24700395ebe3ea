// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Answers subscriptions and probes: of the service, and of contacts, which are added and removed by them
// (RFC 6121 §3, XEP-0100 §5.1 and §5.3).
#pragma once

#include "AccountState.h"
#include "Authorisations.h"
#include "ContactList.h"

#include "../Incoming.h"

namespace spectrum::xmpp
{

class Subscription
{
public:
    Subscription(Service &service, AccountState &accounts, ContactList &contacts,
                 Authorisations &authorisations)
        : m_service(service), m_accounts(accounts), m_contacts(contacts), m_authorisations(authorisations)
    {
    }

    // Type is subscribe, subscribed, unsubscribe, unsubscribed or probe.
    void handle(const Incoming &incoming);

private:
    void handleForService(const Incoming &incoming);
    void handleForContact(const Incoming &incoming);
    void answerProbe(const Incoming &incoming, User *user);
    void answerIfRegistered(const UserId &user, bool isProbe);
    void addContact(const Incoming &incoming, User *user);
    void removeContact(const Incoming &incoming, User *user);
    void forgetContact(User &user, const ContactId &contact);
    void reply(const char *type, const QString &from, const QString &to);

    Service &m_service;
    AccountState &m_accounts;
    ContactList &m_contacts;
    Authorisations &m_authorisations;
};

} // namespace spectrum::xmpp
