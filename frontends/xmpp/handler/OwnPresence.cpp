// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "OwnPresence.h"

#include "../Stanzas.h"
#include "ContactList.h"
#include "RoomEntry.h"

#include <algorithm>

namespace spectrum::xmpp
{

namespace
{

constexpr size_t maximumResources = 100;
constexpr std::chrono::seconds bindDeadline{60};

Availability availabilityOf(const Element &stanza)
{
    const Element *show = stanza.child(u"show", stanza.ns());
    const QString text = show ? show->text() : QString();
    if (text == QLatin1String("chat"))
        return Availability::Chatty;
    if (text == QLatin1String("away"))
        return Availability::Away;
    if (text == QLatin1String("xa"))
        return Availability::ExtendedAway;
    if (text == QLatin1String("dnd"))
        return Availability::Busy;
    return Availability::Online;
}

qint8 priorityOf(const Element &stanza)
{
    const Element *priority = stanza.child(u"priority", stanza.ns());
    return priority ? static_cast<qint8>(std::clamp(priority->text().toInt(), -128, 127)) : qint8(0);
}

// XEP-0319. Nobody is idle from a moment on that is to come.
QDateTime idleSinceOf(const Element &stanza, const Clock &clock)
{
    const Element *idle = stanza.child(u"idle", QLatin1String("urn:xmpp:idle:1"));
    if (!idle)
        return {};
    const QDateTime since = QDateTime::fromString(idle->attribute("since"), Qt::ISODate).toUTC();
    return since.isValid() && since <= clock.utc() ? since : QDateTime();
}

} // namespace

void OwnPresence::handleAvailable(const Incoming &incoming)
{
    User &user = m_service.users.get(incoming.user);
    if (user.resources.size() >= maximumResources && !user.findResource(incoming.from.resource())) {
        m_service.door->send(incoming.from.full(),
                             stanzas::error("presence", incoming.toText, incoming.from.full(), incoming.id,
                                            resourceConstraint(QStringLiteral("Too many clients at once."))));
        return;
    }
    Resource &resource = user.resource(incoming.from.resource());
    const bool isNew = resource.presence.availability == Availability::Offline;
    const Element *status = incoming.stanza.child(u"status", incoming.stanza.ns());
    resource.presence = {availabilityOf(incoming.stanza), status ? status->text() : QString(),
                         idleSinceOf(incoming.stanza, m_service.host.clock())};
    resource.priority = priorityOf(incoming.stanza);
    resource.isHeard = true;
    if (m_service.isServer())
        showToOwnResources(user, incoming.from.full(), resource.presence);
    if (isNew)
        welcome(user, incoming);
    m_accounts.update(user, isNew ? AccountState::Cause::Arrived : AccountState::Cause::Changed);
    if (m_seen)
        m_seen(incoming);
}

// One that comes later than the others has missed what they were told.
void OwnPresence::welcome(User &user, const Incoming &incoming)
{
    if (!user.isLoginAsked)
        return;
    const QString to = incoming.from.full();
    if (!m_service.isServer())
        m_accounts.tellState(user, to);
    m_contacts.tellPresences(user, to);
}

void OwnPresence::showToOwnResources(User &user, const QString &from, const Presence &presence)
{
    // RFC 6121 §4.2.2: also to the one that sent it.
    for (const Resource &resource : user.resources) {
        const QString to = user.address() + u'/' + resource.name;
        if (resource.presence.availability != Availability::Offline || to == from)
            m_service.door->send(to, stanzas::presence(from, to, presence));
    }
    if (presence.availability == Availability::Offline)
        return;
    for (const Resource &resource : user.resources) {
        const QString other = user.address() + u'/' + resource.name;
        if (resource.presence.availability != Availability::Offline && other != from)
            m_service.door->send(from, stanzas::presence(other, from, resource.presence));
    }
}

void OwnPresence::handleUnavailable(const Incoming &incoming)
{
    User *user = m_service.users.find(incoming.user);
    if (!user)
        return;
    const QString &name = incoming.from.resource();
    if (name.isEmpty()) {
        // The user's server answers a probe like this when nobody is there (RFC 6121 §4.3.2).
        handleUserVanished(incoming.user);
        return;
    }
    Resource *resource = user->findResource(name);
    if (!resource)
        return;
    const bool wasThere = resource->presence.availability != Availability::Offline;
    resource->leave();
    if (m_service.isServer()) {
        showToOwnResources(*user, incoming.from.full(), {});
        return;
    }
    if (wasThere)
        takeLeave(*user, incoming.from.full());
    if (!m_rooms.isInRooms(*user, name))
        user->removeResource(name);
    m_accounts.update(*user, AccountState::Cause::Changed);
}

void OwnPresence::handleVanished(const UserId &id, const QString &name)
{
    User *user = m_service.users.find(id);
    if (!user || !user->findResource(name))
        return;
    const bool wasThere = user->findResource(name)->presence.availability != Availability::Offline;
    user->removeResource(name);
    m_rooms.leaveEmptyRooms(*user);
    if (!m_service.isServer()) {
        m_accounts.update(*user, AccountState::Cause::Changed);
        return;
    }
    if (wasThere)
        showToOwnResources(*user, user->address() + u'/' + name, {});
    // A client that takes the place of another is bound in the same turn, and the account stays online.
    m_service.host.clock().schedule(std::chrono::milliseconds::zero(), &m_service.context, [this, id] {
        if (User *left = m_service.users.find(id))
            m_accounts.update(*left, AccountState::Cause::Changed);
    });
}

void OwnPresence::handleUserVanished(const UserId &id)
{
    const User *user = m_service.users.find(id);
    if (!user)
        return;
    QStringList names;
    for (const Resource &resource : user->resources)
        names.append(resource.name);
    for (const QString &each : std::as_const(names))
        handleVanished(id, each);
}

void OwnPresence::handleBound(const UserId &id, const QString &resource)
{
    User &user = m_service.users.get(id);
    user.isLoginAsked = true;
    user.state = m_service.host.stateOf(id);
    user.resource(resource);
}

void OwnPresence::handleLogin(const UserId &id, bool isAccepted)
{
    if (!isAccepted) {
        if (User *refused = m_service.users.find(id);
            refused && refused->resources.empty() && !m_accounts.isWanted(*refused))
            m_service.users.remove(id);
        return;
    }
    m_service.users.get(id).isLoginAsked = true;
    // A client that goes away before it is bound leaves nobody behind.
    m_service.host.clock().schedule(bindDeadline, &m_service.context, [this, id] {
        if (User *user = m_service.users.find(id))
            m_accounts.update(*user, AccountState::Cause::Changed);
    });
}

void OwnPresence::refuse(User &user, const Error &error)
{
    m_rooms.refuseWaiting(user, error);
    const UserId id = user.id();
    for (const Resource &resource : user.resources) {
        if (resource.presence.availability == Availability::Offline)
            continue;
        const QString to = user.address() + u'/' + resource.name;
        m_service.door->send(
            to, stanzas::error("presence", m_service.options.domain, to, {}, toStanzaError(error)));
    }
    m_service.users.remove(id);
}

void OwnPresence::takeLeave(const User &user, const QString &to)
{
    m_contacts.tellGone(user, to);
    m_service.door->send(to, stanzas::signal("unavailable", m_service.options.domain, to));
}

} // namespace spectrum::xmpp
