// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Answers subscriptions and probes: of the service, and of contacts, which are added and removed by them
// (RFC 6121 §3, XEP-0100 §5.1 and §5.3).
#pragma once

#include "AccountState.h"
#include "Authorisations.h"
#include "ContactList.h"
#include "ContactOrders.h"

#include "../Incoming.h"
#include "../Throttle.h"

namespace spectrum::xmpp
{

// However often somebody asks the same of the same: it is done once a second, and the last wish counts.
class Subscription
{
public:
    Subscription(Service &service, AccountState &accounts, ContactList &contacts,
                 Authorisations &authorisations);

    // Type is subscribe, subscribed, unsubscribe, unsubscribed or probe.
    void handle(const Incoming &incoming);

private:
    enum class Kind : quint8 { Subscribe, Unsubscribe, Probe };
    struct Wish {
        Kind kind = Kind::Probe;
        Destination to = {};
        QString from = {};    // with the resource
        QString address = {}; // that was asked
    };
    struct Asker {
        UserId user;
        QString asked;
        friend bool operator==(const Asker &, const Asker &) = default;
    };
    struct AskerHash {
        size_t operator()(const Asker &asker) const { return qHashMulti(0, asker.user, asker.asked); }
    };

    void carry(const UserId &id, const Wish &wish);
    void carryForService(const UserId &id, const Wish &wish);
    void carryForContact(const UserId &id, const Wish &wish);
    void answerProbe(const UserId &id, const Wish &wish);
    void answerIfRegistered(const UserId &id, const Wish &wish);
    void answerRegistered(const UserId &id, const Wish &wish);
    void addContact(const UserId &id, const Wish &wish);
    void removeContact(const UserId &id, const Wish &wish);
    void forgetContact(User &user, const ContactId &contact);
    void replyGone(const Wish &wish, const QString &to);
    void reply(const char *type, const QString &from, const QString &to);

    Service &m_service;
    AccountState &m_accounts;
    ContactList &m_contacts;
    Authorisations &m_authorisations;
    ContactOrders m_orders;
    Throttle<Asker, Wish, AskerHash> m_throttle;
    // What waits for the answer whether a user has an account.
    std::unordered_map<UserId, std::vector<Wish>> m_lookups;
};

} // namespace spectrum::xmpp
