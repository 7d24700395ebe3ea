// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "RoomInvitations.h"

#include "../Stanzas.h"

#include <spectrum/NetworkModule.h>

namespace spectrum::xmpp
{

namespace
{

constexpr QLatin1String roomNs("http://jabber.org/protocol/muc#user");
constexpr QLatin1String directNs("jabber:x:conference");

QString reasonOf(const RoomInvited &invited)
{
    if (!invited.from.isEmpty() || invited.fromName.isEmpty())
        return invited.text;
    return invited.text.isEmpty() ? invited.fromName : invited.fromName + QStringLiteral(": ") + invited.text;
}

} // namespace

bool RoomInvitations::handle(const Incoming &incoming)
{
    using Kind = Destination::Kind;
    if (incoming.to.kind == Kind::Room) {
        const Element *wish = incoming.stanza.child(u"x", roomNs);
        if (!wish || !wish->child(u"invite", roomNs))
            return false;
        inviteAll(incoming, *wish);
        return true;
    }
    const Element *wish = incoming.stanza.child(u"x", directNs);
    if (!wish || incoming.to.kind != Kind::Contact)
        return false;
    inviteContact(incoming, *wish);
    return true;
}

// One message may invite several people.
void RoomInvitations::inviteAll(const Incoming &incoming, const Element &wish)
{
    for (const Element &child : wish.children()) {
        if (child.name() != QLatin1String("invite") || child.ns() != roomNs)
            continue;
        const auto jid = Jid::parse(child.attribute("to"));
        if (!jid || !jid->hasNode() || jid->domainView() != m_service.options.domain) {
            refuse(incoming, itemNotFound(QStringLiteral("Only people of %1 can be invited to its rooms.")
                                              .arg(m_service.host.networkName())));
            continue;
        }
        const QString name = m_service.addresses.nameOf(*jid);
        const Network &network = m_service.host.network();
        const Result<ContactId> contact = network.contactId(name);
        if (network.isRoomName(name) || !contact) {
            refuse(incoming, itemNotFound(QStringLiteral("Nobody can have that name.")));
            continue;
        }
        const Element *reason = child.child(u"reason", roomNs);
        invite(incoming,
               {.room = incoming.to.room, .contact = *contact, .text = reason ? reason->text() : QString()});
    }
}

void RoomInvitations::inviteContact(const Incoming &incoming, const Element &wish)
{
    const auto jid = Jid::parse(wish.attribute("jid"));
    const Network &network = m_service.host.network();
    const QString name = jid && jid->hasNode() && jid->domainView() == m_service.options.domain
                             ? m_service.addresses.nameOf(*jid)
                             : QString();
    const Result<RoomId> room = network.roomId(name);
    if (name.isEmpty() || !room) {
        refuse(incoming, itemNotFound(QStringLiteral("People of %1 can only be invited to its own rooms.")
                                          .arg(m_service.host.networkName())));
        return;
    }
    invite(incoming, {.room = *room, .contact = incoming.to.contact, .text = wish.attribute("reason")});
}

void RoomInvitations::invite(const Incoming &incoming, const InviteToRoom &given)
{
    InviteToRoom order = given;
    order.request = m_service.host.nextRequest();
    m_service.order(incoming.user, order.request, order,
                    [this, from = incoming.toText, to = incoming.from.full(),
                     id = incoming.id](const std::optional<Error> &error, const QList<Room> &) {
                        if (error)
                            m_service.door->send(
                                to, stanzas::error("message", from, to, id, toStanzaError(*error)));
                    });
}

void RoomInvitations::refuse(const Incoming &incoming, const StanzaError &error)
{
    const QString to = incoming.from.full();
    m_service.door->send(to, stanzas::error("message", incoming.toText, to, incoming.id, error));
}

void RoomInvitations::handleInvited(const UserId &user, const RoomInvited &invited)
{
    const QString to = user.toString();
    ElementWriter xml;
    xml.open("message");
    xml.attribute("from", m_service.addresses.address(invited.room));
    xml.attribute("to", to);
    xml.open("x", roomNs.data());
    xml.open("invite");
    xml.attribute("from", invited.from.isEmpty() ? m_service.options.domain
                                                 : m_service.addresses.address(invited.from));
    if (const QString reason = reasonOf(invited); !reason.isEmpty())
        xml.leaf("reason", reason);
    xml.close();
    if (!invited.password.isEmpty())
        xml.leaf("password", QString::fromUtf8(invited.password.expose()));
    xml.close();
    xml.close();
    m_service.door->send(to, xml.take());
}

} // namespace spectrum::xmpp
