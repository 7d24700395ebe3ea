// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Subscription.h"

#include "../Stanzas.h"

namespace spectrum::xmpp
{

namespace
{

// Whose wishes of the last second are remembered, in all.
constexpr size_t maximumAskers = 4096;
constexpr size_t maximumLookups = 10'000; // of one user

} // namespace

Subscription::Subscription(Service &service, AccountState &accounts, ContactList &contacts,
                           Authorisations &authorisations)
    : m_service(service),
      m_accounts(accounts),
      m_contacts(contacts),
      m_authorisations(authorisations),
      m_orders(service),
      m_throttle(service.host.clock(), service.context, maximumAskers,
                 [this](const Asker &asker, const Wish &wish) { carry(asker.user, wish); })
{
}

void Subscription::handle(const Incoming &incoming)
{
    using Place = Destination::Kind;
    if (incoming.to.kind == Place::Account || incoming.to.kind == Place::Participant ||
        (incoming.to.kind == Place::Service && m_service.isServer()))
        return;
    Wish wish{.to = incoming.to, .from = incoming.from.full(), .address = incoming.toText};
    if (incoming.to.kind == Place::Contact)
        wish.address = m_service.addresses.address(incoming.to.contact);
    else if (incoming.to.kind == Place::Service)
        wish.address = m_service.options.domain;

    if (incoming.type == QLatin1String("probe")) {
        // Each client gets an answer of its own.
        m_throttle.take({incoming.user, wish.address + u' ' + wish.from}, wish);
    } else if (incoming.type == QLatin1String("subscribe") || incoming.type == QLatin1String("unsubscribe")) {
        wish.kind = incoming.type == QLatin1String("subscribe") ? Kind::Subscribe : Kind::Unsubscribe;
        m_throttle.take({incoming.user, wish.address}, wish);
    } else if (User *user = m_service.users.find(incoming.user); user && incoming.to.kind == Place::Contact) {
        m_authorisations.handleAnswer(incoming, *user);
    }
}

void Subscription::carry(const UserId &id, const Wish &wish)
{
    if (wish.to.kind == Destination::Kind::Service)
        carryForService(id, wish);
    else if (wish.to.kind == Destination::Kind::Contact)
        carryForContact(id, wish);
    else if (wish.kind == Kind::Subscribe)
        reply("unsubscribed", wish.address, id.toString());
}

void Subscription::carryForService(const UserId &id, const Wish &wish)
{
    if (wish.kind == Kind::Unsubscribe) {
        reply("unsubscribed", wish.address, id.toString());
        return;
    }
    const User *user = m_service.users.find(id);
    if (!user || !user->isLoginAsked) {
        answerIfRegistered(id, wish);
        return;
    }
    if (wish.kind == Kind::Subscribe)
        reply("subscribed", wish.address, user->address());
    m_accounts.tellState(*user, wish.kind == Kind::Probe ? wish.from : user->address());
}

// One look for all that a user's server asks when the user comes.
void Subscription::answerIfRegistered(const UserId &id, const Wish &wish)
{
    const auto [lookup, isNew] = m_lookups.try_emplace(id);
    if (lookup->second.size() < maximumLookups)
        lookup->second.push_back(wish);
    if (!isNew)
        return;
    m_service.host.findAccount(id).then(
        &m_service.context, [this, id](const Result<std::optional<AccountSummary>> &found) {
            const std::vector<Wish> wishes = std::move(m_lookups.extract(id).mapped());
            // Who cannot be looked up may be registered: what is refused now is out of the user's list.
            const bool isRegistered = !found || found->has_value();
            for (const Wish &each : wishes) {
                if (isRegistered)
                    answerRegistered(id, each);
                else
                    reply("unsubscribed", each.address, id.toString());
            }
        });
}

// Strangers are told to stop asking; people with an account are told that they are not logged in.
void Subscription::answerRegistered(const UserId &id, const Wish &wish)
{
    const User *user = m_service.users.find(id);
    if (wish.kind == Kind::Subscribe)
        reply("subscribed", wish.address, id.toString());
    else if (user && wish.to.kind == Destination::Kind::Contact && user->findContact(wish.to.contact))
        m_contacts.showPresence(*user, wish.to.contact, wish.from);
    else
        replyGone(wish, id.toString());
}

void Subscription::carryForContact(const UserId &id, const Wish &wish)
{
    if (wish.kind == Kind::Probe)
        answerProbe(id, wish);
    else if (wish.kind == Kind::Subscribe)
        addContact(id, wish);
    else
        removeContact(id, wish);
}

void Subscription::answerProbe(const UserId &id, const Wish &wish)
{
    const User *user = m_service.users.find(id);
    if (!user)
        answerIfRegistered(id, wish);
    else if (user->findContact(wish.to.contact))
        m_contacts.showPresence(*user, wish.to.contact, wish.from);
    else
        replyGone(wish, wish.from);
}

void Subscription::addContact(const UserId &id, const Wish &wish)
{
    const ContactId contact = wish.to.contact;
    const QString from = wish.address;
    User *user = m_service.users.find(id);
    const KnownContact *there = user ? user->findContact(contact) : nullptr;
    if (there && (there->isListed || there->isAnnounced)) {
        reply("subscribed", from, user->address());
        m_contacts.showPresence(*user, contact, user->address());
        return;
    }
    if (user) {
        if (KnownContact *known = user->contact(contact); known && !m_service.isServer()) {
            known->isAnnounced = true;
            m_contacts.sync().noteAdded(*user, *known);
        }
    }
    m_orders.add(id, contact, [this, id, contact, from](const std::optional<Error> &error) {
        reply(error ? "unsubscribed" : "subscribed", from, id.toString());
        User *known = m_service.users.find(id);
        if (!known)
            return;
        if (error)
            forgetContact(*known, contact);
        else
            m_contacts.showPresence(*known, contact, id.toString());
    });
}

void Subscription::removeContact(const UserId &id, const Wish &wish)
{
    const ContactId contact = wish.to.contact;
    reply("unsubscribed", wish.address, id.toString());
    if (!m_service.removesContacts())
        return;
    User *user = m_service.users.find(id);
    if (!m_service.isServer() && (!user || user->findContact(contact)))
        m_contacts.sync().takeRemoval(id, contact);
    if (!user || !user->findContact(contact))
        return;
    // Gone here at once, so that the network's word for it is not told to the user a second time.
    forgetContact(*user, contact);
    if (m_service.isServer())
        m_orders.remove(id, contact);
}

void Subscription::forgetContact(User &user, const ContactId &contact)
{
    user.removeContact(contact);
    m_contacts.sync().noteRemoved(user, contact);
}

void Subscription::replyGone(const Wish &wish, const QString &to)
{
    const bool isContact = wish.to.kind == Destination::Kind::Contact;
    reply("unavailable", isContact ? m_service.addresses.presenceAddress(wish.to.contact) : wish.address, to);
}

void Subscription::reply(const char *type, const QString &from, const QString &to)
{
    m_service.door->send(to, stanzas::signal(type, from, to));
}

} // namespace spectrum::xmpp
