// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "RoomTalk.h"

#include "../Stanzas.h"
#include "MessageWriter.h"

namespace spectrum::xmpp
{

void RoomTalk::handle(const Incoming &incoming)
{
    if (incoming.to.kind != Destination::Kind::Room) {
        m_orders.refuse(incoming, badRequest(QStringLiteral("Groupchat messages go to a room itself.")));
        return;
    }
    User *user = m_service.users.find(incoming.user);
    const RoomStay *stay = user ? user->findRoom(incoming.to.room) : nullptr;
    if (!stay || !stay->joined.contains(incoming.from.resource())) {
        m_orders.refuse(incoming, notAcceptable(QStringLiteral("You are not in that room.")));
        return;
    }
    MessageContent content = MessageContent::read(incoming.stanza);
    if (m_orders.refuseImpossible(incoming, content))
        return;
    if (!content.body.isEmpty()) {
        m_orders.send(incoming, std::move(content));
        return;
    }
    if (const Element *subject = incoming.stanza.child(u"subject", incoming.stanza.ns()))
        orderSubject(incoming, subject->text());
}

void RoomTalk::orderSubject(const Incoming &incoming, const QString &subject)
{
    const RequestId request = m_service.host.nextRequest();
    const QString from = incoming.toText;
    const QString to = incoming.from.full();
    const QString id = incoming.id;
    m_service.order(
        incoming.user, request, SetSubject{.request = request, .room = incoming.to.room, .subject = subject},
        [this, from, to, id](const std::optional<Error> &error, const QList<Room> &) {
            if (error)
                m_service.door->send(to, stanzas::error("message", from, to, id, toStanzaError(*error)));
        });
}

void RoomTalk::handleMessage(const UserId &id, const Message &message)
{
    User *user = m_service.users.find(id);
    const RoomStay *stay = user ? user->findRoom(message.peer.roomId()) : nullptr;
    if (!stay)
        return;
    if (!MessageWriter::hasFiles(message)) {
        show(*user, *stay, message, {});
        return;
    }
    for (const Message &part : MessageWriter::partsOf(message, m_service.options))
        show(*user, *stay, part, {});
}

void RoomTalk::show(const User &user, const RoomStay &stay, const Message &message, const QString &originId)
{
    const QString &author = message.origin == Origin::Self ? stay.nickname : message.author;
    const QString from = author.isEmpty() ? m_service.addresses.address(stay.room)
                                          : m_service.addresses.address(stay.room, author);
    for (const QString &resource : stay.joined) {
        const QString to = user.address() + u'/' + resource;
        ElementWriter xml;
        xml.open("message");
        xml.attribute("type", "groupchat");
        xml.attribute("from", from);
        xml.attribute("to", to);
        if (!message.id.isEmpty())
            xml.attribute("id", message.id.toString());
        MessageWriter::writeContent(xml, message, m_service.options);
        if (!originId.isEmpty()) {
            xml.open("origin-id", "urn:xmpp:sid:0");
            xml.attribute("id", originId);
            xml.close();
        }
        xml.close();
        m_service.door->send(to, xml.take());
    }
}

void RoomTalk::reflect(User &user, const OpenMessage &open)
{
    Message message{.peer = Peer::room(open.room), .origin = Origin::Self, .body = open.body};
    message.id = MessageId(open.stanzaId);
    if (const RoomStay *stay = user.findRoom(open.room))
        show(user, *stay, message, open.originId);
}

} // namespace spectrum::xmpp
