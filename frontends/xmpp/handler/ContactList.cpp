// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "ContactList.h"

#include "../Stanzas.h"
#include "BlockList.h"
#include "RosterSync.h"

namespace spectrum::xmpp
{

ContactList::ContactList(Service &service, const Capabilities &capabilities, IqDispatcher &dispatcher,
                         Privilege &privilege)
    : m_service(service),
      m_capabilities(capabilities),
      m_presences(service, [this](const User &user, const ContactId &contact,
                                  const QString &to) { tellPresence(user, contact, to); }),
      m_sync(service, dispatcher, privilege, [this](const User &user, KnownContact &known) {
          if (known.presence.availability != Availability::Offline)
              m_presences.show(user, known);
      })
{
}

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
            m_roster->push(user, *known);
        return;
    }
    known->isAnnounced = true;
    m_sync.handleChanged(user, *known);
}

void ContactList::handleRemoved(User &user, const ContactRemoved &event)
{
    const KnownContact *known = user.findContact(event.contact);
    if (!known)
        return;
    if (known->seemsThere()) {
        const QString from = m_service.addresses.presenceAddress(event.contact);
        m_service.door->send(user.address(), stanzas::signal("unavailable", from, user.address()));
    }
    if (!m_service.isServer())
        m_sync.handleRemoved(user, *known);
    if (m_roster)
        m_roster->pushRemoval(user, *known);
    user.removeContact(event.contact);
}

void ContactList::handlePresence(User &user, const ContactPresenceChanged &event)
{
    KnownContact *known = user.contact(event.contact);
    if (!known || known->presence == event.presence)
        return;
    known->presence = event.presence;
    m_presences.show(user, *known);
}

void ContactList::handlePortrait(const User &user, KnownContact &known)
{
    if (known.presence.availability != Availability::Offline)
        m_presences.show(user, known);
}

void ContactList::handleState(User &user, const StateChanged &event)
{
    const bool isOnline = event.state == SessionState::Online;
    // Who came while a registration was proven hears only that the session is online.
    if ((isOnline || event.state == SessionState::Connecting) && !m_service.isServer())
        m_sync.begin(user);
    if (isOnline) {
        m_sync.handleOnline(user);
        return;
    }
    for (const auto &known : user.contacts) {
        if (known->presence.availability == Availability::Offline)
            continue;
        known->presence = {};
        m_presences.show(user, *known);
    }
}

void ContactList::tellPresences(User &user, const QString &to)
{
    m_presences.showAll(user, to);
    m_sync.resume(user);
}

void ContactList::tellGone(const User &user, const QString &to)
{
    m_presences.showGone(user, to);
}

void ContactList::tellGoneNow(const User &user, const QString &to)
{
    for (const auto &known : user.contacts) {
        if (known->seemsThere())
            m_service.door->send(
                to,
                stanzas::signal("unavailable", m_service.addresses.presenceAddress(known->contact.id), to));
    }
}

void ContactList::tellPresence(const User &user, const ContactId &id, const QString &to)
{
    if (BlockList::isHidden(user.blocked, m_service.addresses.address(id)))
        return;
    const QString from = m_service.addresses.presenceAddress(id);
    const KnownContact *known = user.findContact(id);
    const Presence presence = known ? known->presence : Presence{};
    QByteArray more = m_capabilities.element();
    if (known && known->portrait)
        more += known->portrait->presenceElement();
    m_service.door->send(to, stanzas::presence(from, to, presence, more));
}

} // namespace spectrum::xmpp
