// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "ContactList.h"

#include "../Stanzas.h"
#include "RosterSync.h"

namespace spectrum::xmpp
{

void ContactList::handleChanged(User &user, const ContactChanged &event)
{
    KnownContact *known = user.contact(event.contact.id);
    if (!known)
        return;
    const bool isSame = known->isAnnounced && known->contact == event.contact;
    known->contact = event.contact;
    if (m_service.isServer()) {
        known->isAnnounced = true;
        if (m_roster && !isSame)
            m_roster->push(user, event.contact);
        return;
    }
    if (user.areContactsLoaded)
        announce(user, *known);
}

void ContactList::handleRemoved(User &user, const ContactRemoved &event)
{
    const KnownContact *known = user.findContact(event.contact);
    if (!known)
        return;
    const QString from = m_service.addresses.address(event.contact);
    if (known->presence.availability != Availability::Offline)
        m_service.door->send(user.address(), stanzas::signal("unavailable", from, user.address()));
    user.removeContact(event.contact);
    if (m_service.isServer()) {
        if (m_roster)
            m_roster->pushRemoval(user, event.contact);
        return;
    }
    for (const char *type : {"unsubscribe", "unsubscribed"})
        m_service.door->send(user.address(), stanzas::signal(type, from, user.address()));
}

void ContactList::handlePresence(User &user, const ContactPresenceChanged &event)
{
    KnownContact *known = user.contact(event.contact);
    if (!known || known->presence == event.presence)
        return;
    known->presence = event.presence;
    tellPresence(user, event.contact, user.address());
}

void ContactList::handleState(User &user, const StateChanged &event)
{
    if (event.state == SessionState::Online)
        return;
    if (event.state == SessionState::Connecting && !m_service.isServer())
        loadKnown(user);
    for (const auto &known : user.contacts) {
        if (known->presence.availability == Availability::Offline)
            continue;
        known->presence = {};
        tellPresence(user, known->contact.id, user.address());
    }
}

void ContactList::tellPresences(const User &user, const QString &to)
{
    for (const auto &known : user.contacts) {
        if (known->presence.availability != Availability::Offline)
            tellPresence(user, known->contact.id, to);
    }
}

void ContactList::tellGone(const User &user, const QString &to)
{
    for (const auto &known : user.contacts) {
        if (known->presence.availability != Availability::Offline)
            m_service.door->send(
                to, stanzas::signal("unavailable", m_service.addresses.address(known->contact.id), to));
    }
}

void ContactList::tellPresence(const User &user, const ContactId &id, const QString &to)
{
    const KnownContact *known = user.findContact(id);
    const Presence presence = known ? known->presence : Presence{};
    m_service.door->send(
        to, stanzas::presence(m_service.addresses.address(id), to, presence, m_capabilities.element()));
}

// Those that the store remembers are in the user's roster already; only others need a request.
void ContactList::loadKnown(User &user)
{
    if (user.areContactsLoaded)
        return;
    const UserId id = user.id();
    m_service.host.findContacts(id).then(&m_service.context, [this, id](const Result<QList<Contact>> &found) {
        User *loaded = m_service.users.find(id);
        if (!loaded || loaded->areContactsLoaded)
            return;
        loaded->areContactsLoaded = true;
        const QList<Contact> contacts = found ? *found : QList<Contact>{};
        for (const Contact &contact : contacts) {
            if (KnownContact *known = loaded->contact(contact.id))
                known->isAnnounced = true;
        }
        announceAll(*loaded);
    });
}

void ContactList::announceAll(User &user)
{
    for (const auto &known : user.contacts)
        announce(user, *known);
}

void ContactList::announce(const User &user, KnownContact &known)
{
    if (known.isAnnounced)
        return;
    known.isAnnounced = true;
    ElementWriter xml;
    xml.open("presence");
    xml.attribute("type", "subscribe");
    xml.attribute("from", m_service.addresses.address(known.contact.id));
    xml.attribute("to", user.address());
    if (!known.contact.name.isEmpty()) {
        xml.open("nick", "http://jabber.org/protocol/nick");
        xml.text(known.contact.name);
        xml.close();
    }
    xml.close();
    m_service.door->send(user.address(), xml.take());
}

} // namespace spectrum::xmpp
