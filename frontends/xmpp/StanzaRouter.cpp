// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "StanzaRouter.h"

#include "IqDispatcher.h"
#include "LogCategories.h"
#include "Stanzas.h"
#include "handler/HomeServer.h"
#include "handler/MessageOrders.h"
#include "handler/OwnPortrait.h"
#include "handler/OwnPresence.h"
#include "handler/Privilege.h"
#include "handler/RoomEntry.h"
#include "handler/RoomInvitations.h"
#include "handler/RoomTalk.h"
#include "handler/Subscription.h"

namespace spectrum::xmpp
{

namespace
{

// Errors by which a user's server says that the resource is no more (XEP-0045 §18.1.2 has the list).
bool isGoneFor(const Element &error)
{
    for (const char16_t *condition :
         {u"gone", u"item-not-found", u"recipient-unavailable", u"remote-server-not-found",
          u"remote-server-timeout", u"service-unavailable", u"jid-malformed"}) {
        if (error.child(condition, u"urn:ietf:params:xml:ns:xmpp-stanzas"))
            return true;
    }
    return false;
}

// Those of them that mean the same when a message to one person comes back: others are about the message.
bool isGoneForGood(const Element &error)
{
    for (const char16_t *condition : {u"gone", u"recipient-unavailable", u"remote-server-not-found"}) {
        if (error.child(condition, u"urn:ietf:params:xml:ns:xmpp-stanzas"))
            return true;
    }
    return false;
}

} // namespace

void StanzaRouter::handleStanza(const Element &stanza)
{
    const auto incoming =
        Incoming::read(stanza, m_service.options, m_service.addresses, m_service.host.network());
    if (!incoming) {
        qCInfo(logFrontend, "a stanza without a proper sender was dropped");
        return;
    }
    if (stanza.name() == QLatin1String("iq"))
        m_handlers.iqs.dispatch(*incoming);
    else if (incoming->type == QLatin1String("error"))
        routeError(*incoming);
    else if (stanza.name() == QLatin1String("message"))
        routeMessage(*incoming);
    else if (stanza.name() == QLatin1String("presence"))
        routePresence(*incoming);
}

bool StanzaRouter::refuseStranger(const Incoming &incoming)
{
    if (m_service.isServer() || m_service.options.policy.isAllowed(incoming.user.toString()))
        return false;
    const bool isSaid = incoming.type != QLatin1String("unavailable") &&
                        !incoming.type.startsWith(QLatin1String("unsub")) &&
                        incoming.type != QLatin1String("subscribed");
    if (isSaid) {
        const QString to = incoming.from.full();
        const char *kind = incoming.stanza.name() == QLatin1String("message") ? "message" : "presence";
        m_service.door->send(
            to, stanzas::error(kind, incoming.toText, to, incoming.id,
                               notAllowed(QStringLiteral("This service is not open to your server."))));
    }
    return true;
}

void StanzaRouter::routeMessage(const Incoming &incoming)
{
    if (incoming.to.kind == Destination::Kind::Service && m_handlers.privilege.handleMessage(incoming))
        return;
    if (refuseStranger(incoming))
        return;
    if (incoming.type == QLatin1String("groupchat"))
        m_handlers.talk.handle(incoming);
    else if (m_handlers.home && m_handlers.home->blocking().refuse(incoming))
        return;
    else if (m_handlers.invitations.handle(incoming))
        return;
    else if (incoming.type != QLatin1String("headline") ||
             incoming.stanza.child(u"attention", QLatin1String("urn:xmpp:attention:0")))
        m_handlers.messages.handle(incoming);
    else if (incoming.to.kind == Destination::Kind::Service && !m_service.isServer())
        m_handlers.portrait.handleEvent(incoming.user, incoming.stanza);
}

// Whoever wants to join waits for an answer (XEP-0045 §7.2).
void StanzaRouter::refuseJoin(const Incoming &incoming)
{
    const QString to = incoming.from.full();
    m_service.door->send(to,
                         stanzas::error("presence", incoming.toText, to, incoming.id,
                                        itemNotFound(QStringLiteral("There is no room with this address."))));
}

void StanzaRouter::routePresence(const Incoming &incoming)
{
    using Kind = Destination::Kind;
    if (refuseStranger(incoming))
        return;
    const bool isAvailable = incoming.type.isEmpty();
    if (!isAvailable && incoming.type != QLatin1String("unavailable")) {
        if (!m_handlers.home || !m_handlers.home->blocking().refuse(incoming))
            m_handlers.subscriptions.handle(incoming);
        return;
    }
    switch (incoming.to.kind) {
    case Kind::Room:
    case Kind::Participant:
        m_handlers.rooms.handlePresence(incoming);
        return;
    case Kind::Service:
        // In server mode the presence that counts is the one without an address.
        if (m_service.isServer())
            return;
        [[fallthrough]];
    case Kind::Account:
        if (isAvailable)
            m_handlers.presence.handleAvailable(incoming);
        else
            m_handlers.presence.handleUnavailable(incoming);
        return;
    case Kind::Contact:
    case Kind::Nobody:
        // Every contact in a roster gets the user's presence; the one to the service is enough.
        if (isAvailable && incoming.stanza.child(u"x", QLatin1String("http://jabber.org/protocol/muc")))
            refuseJoin(incoming);
        return;
    }
}

// An error is never answered.
void StanzaRouter::routeError(const Incoming &incoming)
{
    if (m_handlers.privilege.handleError(incoming))
        return;
    const Element *error = incoming.stanza.child(u"error", incoming.stanza.ns());
    const bool isFromRoomCopy =
        incoming.to.kind == Destination::Kind::Participant || incoming.to.kind == Destination::Kind::Room;
    const bool isPresence = incoming.stanza.name() == QLatin1String("presence");
    if (!error)
        return;
    if (!isGoneForGood(*error) && !((isFromRoomCopy || isPresence) && isGoneFor(*error)))
        return;
    if (!incoming.from.resource().isEmpty())
        m_handlers.presence.handleVanished(incoming.user, incoming.from.resource());
    else if (!m_service.isServer() && isGoneForGood(*error))
        m_handlers.presence.handleUserVanished(incoming.user);
}

} // namespace spectrum::xmpp
