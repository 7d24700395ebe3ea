// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Subscription.h"

#include "../Stanzas.h"

namespace spectrum::xmpp
{

void Subscription::handle(const Incoming &incoming)
{
    using Kind = Destination::Kind;
    switch (incoming.to.kind) {
    case Kind::Service:
        if (!m_service.isServer())
            handleForService(incoming);
        return;
    case Kind::Contact:
        handleForContact(incoming);
        return;
    case Kind::Nobody:
    case Kind::Room:
        if (incoming.type == QLatin1String("subscribe"))
            reply("unsubscribed", incoming.toText, incoming.user.toString());
        return;
    case Kind::Account:
    case Kind::Participant:
        return;
    }
}

void Subscription::handleForService(const Incoming &incoming)
{
    const bool isProbe = incoming.type == QLatin1String("probe");
    if (isProbe || incoming.type == QLatin1String("subscribe")) {
        User *user = m_service.users.find(incoming.user);
        if (!user || !user->isLoginAsked) {
            answerIfRegistered(incoming.user, isProbe);
            return;
        }
        if (!isProbe)
            reply("subscribed", m_service.options.domain, user->address());
        m_accounts.tellState(*user, isProbe ? incoming.from.full() : user->address());
        return;
    }
    if (incoming.type == QLatin1String("unsubscribe"))
        reply("unsubscribed", m_service.options.domain, incoming.user.toString());
}

// Strangers are told to stop asking; the answer to people with an account is that they are not logged in.
void Subscription::answerIfRegistered(const UserId &user, bool isProbe)
{
    m_service.host.findAccount(user).then(
        &m_service.context, [this, user, isProbe](const Result<std::optional<AccountSummary>> &found) {
            const bool isRegistered = found && found->has_value();
            const QString to = user.toString();
            if (!isRegistered)
                reply("unsubscribed", m_service.options.domain, to);
            else if (isProbe)
                reply("unavailable", m_service.options.domain, to);
            else
                reply("subscribed", m_service.options.domain, to);
        });
}

void Subscription::handleForContact(const Incoming &incoming)
{
    User *user = m_service.users.find(incoming.user);
    if (incoming.type == QLatin1String("probe"))
        answerProbe(incoming, user);
    else if (incoming.type == QLatin1String("subscribe"))
        addContact(incoming, user);
    else if (incoming.type == QLatin1String("unsubscribe"))
        removeContact(incoming, user);
    else if (user)
        m_authorisations.handleAnswer(incoming, *user);
}

void Subscription::answerProbe(const Incoming &incoming, User *user)
{
    const QString to = incoming.from.full();
    if (user && user->findContact(incoming.to.contact))
        m_contacts.tellPresence(*user, incoming.to.contact, to);
    else
        reply(user ? "unavailable" : "unsubscribed", m_service.addresses.address(incoming.to.contact), to);
}

void Subscription::addContact(const Incoming &incoming, User *user)
{
    const ContactId contact = incoming.to.contact;
    const QString from = m_service.addresses.address(contact);
    const KnownContact *there = user ? user->findContact(contact) : nullptr;
    if (there && (there->isListed || there->isAnnounced)) {
        reply("subscribed", from, user->address());
        m_contacts.tellPresence(*user, contact, user->address());
        return;
    }
    if (user) {
        if (KnownContact *known = user->contact(contact); known && !m_service.isServer()) {
            known->isAnnounced = true;
            m_contacts.sync().noteAdded(*user, *known);
        }
    }
    const RequestId request = m_service.host.nextRequest();
    const UserId id = incoming.user;
    m_service.order(id, request, SetContact{.request = request, .contact = {.id = contact}},
                    [this, id, contact, from](const std::optional<Error> &error, const QList<Room> &) {
                        reply(error ? "unsubscribed" : "subscribed", from, id.toString());
                        User *known = m_service.users.find(id);
                        if (!known)
                            return;
                        if (error)
                            forgetContact(*known, contact);
                        else
                            m_contacts.tellPresence(*known, contact, id.toString());
                    });
}

void Subscription::removeContact(const Incoming &incoming, User *user)
{
    const ContactId contact = incoming.to.contact;
    reply("unsubscribed", m_service.addresses.address(contact), incoming.user.toString());
    if (!user || !user->findContact(contact) || !m_service.options.removesContacts)
        return;
    // Gone here at once, so that the network's word for it is not told to the user a second time.
    forgetContact(*user, contact);
    const RequestId request = m_service.host.nextRequest();
    m_service.order(incoming.user, request, RemoveContact{.request = request, .contact = contact},
                    [](const std::optional<Error> &, const QList<Room> &) {});
}

void Subscription::forgetContact(User &user, const ContactId &contact)
{
    user.removeContact(contact);
    m_contacts.sync().noteRemoved(user, contact);
}

void Subscription::reply(const char *type, const QString &from, const QString &to)
{
    m_service.door->send(to, stanzas::signal(type, from, to));
}

} // namespace spectrum::xmpp
