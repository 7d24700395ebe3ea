// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "OwnMessages.h"

#include "../Stanzas.h"
#include "MessageArchive.h"
#include "MessageWriter.h"
#include "Privilege.h"

namespace spectrum::xmpp
{

void OwnMessages::show(const UserId &id, const QString &contact, const Message &message)
{
    if (!m_service.isServer() && !m_privilege.canSendAs(id)) {
        tellInWords(id, contact, message);
        return;
    }
    QByteArray original = write(id, contact, message);
    if (m_service.archive)
        m_service.archive->keepOwn(id, contact, original);
    User *user = m_service.users.find(id);
    bool isTold = false;
    for (const Resource &resource : user ? user->resources : std::vector<Resource>()) {
        if (!isFor(*user, resource, message))
            continue;
        isTold = true;
        sendCopy(id, id.toString() + u'/' + resource.name, {contact, original, message});
    }
    if (!isTold && !m_service.isServer())
        sendCopy(id, id.toString(), {contact, original, message});
}

// In server mode it is ours to know who wants copies (XEP-0280 §6); the others find it in the archive.
bool OwnMessages::isFor(User &user, const Resource &resource, const Message &message) const
{
    if (!m_service.isServer())
        return resource.presence.availability != Availability::Offline;
    if (!resource.wantsCopies || message.peer.kind == Peer::Kind::Contact)
        return resource.wantsCopies;
    // To somebody in a room: only who is in it, too, can go on with that.
    const RoomStay *stay = user.findRoom(message.peer.roomId());
    return stay && stay->joined.contains(resource.name);
}

QByteArray OwnMessages::write(const UserId &id, const QString &contact, const Message &message) const
{
    ElementWriter xml;
    xml.open("message", "jabber:client");
    xml.attribute("type", "chat");
    xml.attribute("from", id.toString());
    xml.attribute("to", contact);
    if (!message.id.isEmpty())
        xml.attribute("id", message.id.toString());
    MessageWriter::writeContent(xml, message, m_service.options);
    xml.close();
    return xml.take();
}

void OwnMessages::sendCopy(const UserId &id, const QString &to, const Sent &sent)
{
    ElementWriter xml;
    xml.open("message", "jabber:client");
    xml.attribute("type", "chat");
    xml.attribute("from", id.toString());
    xml.attribute("to", to);
    xml.open("sent", "urn:xmpp:carbons:2");
    xml.open("forwarded", "urn:xmpp:forward:0");
    xml.raw(sent.original);
    xml.close();
    xml.close();
    // Every client gets its own.
    xml.empty("no-copy", "urn:xmpp:hints");
    xml.close();
    const QByteArray copy = xml.take();
    if (m_service.isServer())
        m_service.door->send(to, copy);
    else if (!m_privilege.sendAs(id, copy))
        tellInWords(id, sent.contact, sent.message);
}

void OwnMessages::tellInWords(const UserId &id, const QString &contact, const Message &message)
{
    Message told = message;
    told.kind = MessageKind::Normal;
    told.html.clear();
    const QString action = message.kind == MessageKind::Action ? QStringLiteral("/me ") : QString();
    told.body = QStringLiteral("(You wrote with another client:) ") + action + message.body;
    ElementWriter xml;
    xml.open("message");
    xml.attribute("type", "chat");
    xml.attribute("from", contact);
    xml.attribute("to", id.toString());
    if (!message.id.isEmpty())
        xml.attribute("id", message.id.toString());
    MessageWriter::writeContent(xml, told, m_service.options);
    xml.close();
    m_service.door->send(id.toString(), xml.take());
}

} // namespace spectrum::xmpp
