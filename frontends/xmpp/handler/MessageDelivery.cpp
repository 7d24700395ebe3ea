// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "MessageDelivery.h"

#include "../LogCategories.h"
#include "../Stanzas.h"

namespace spectrum::xmpp
{

namespace
{

const char *chatStateOf(TypingState state)
{
    switch (state) {
    case TypingState::Typing:
        return "composing";
    case TypingState::Paused:
        return "paused";
    case TypingState::Stopped:
        break;
    }
    return "active";
}

} // namespace

void MessageDelivery::handleMessage(const UserId &id, const Message &message)
{
    if (message.origin == Origin::Self) {
        qCInfo(logMessages, "a message that the user sent with another client is not shown");
        return;
    }
    if (message.peer.kind == Peer::Kind::Contact) {
        send(m_service.addresses.address(message.peer.contactId()), id.toString(), message);
        return;
    }
    const QString from = m_service.addresses.address(message.peer.roomId(), message.peer.nickname);
    User *user = m_service.users.find(id);
    const RoomStay *stay = user ? user->findRoom(message.peer.roomId()) : nullptr;
    if (!stay || stay->joined.isEmpty()) {
        send(from, id.toString(), message);
        return;
    }
    for (const QString &resource : stay->joined)
        send(from, id.toString() + u'/' + resource, message);
}

void MessageDelivery::send(const QString &from, const QString &to, const Message &message)
{
    ElementWriter xml;
    xml.open("message");
    xml.attribute("type", "chat");
    xml.attribute("from", from);
    xml.attribute("to", to);
    if (!message.id.isEmpty())
        xml.attribute("id", message.id.toString());
    writeContent(xml, message, m_service.options.domain);
    if (message.peer.kind == Peer::Kind::Participant) {
        xml.open("x", "http://jabber.org/protocol/muc#user");
        xml.close();
    }
    xml.close();
    m_service.door->send(to, xml.take());
}

void MessageDelivery::writeContent(ElementWriter &xml, const Message &message, const QString &domain)
{
    xml.open("body");
    if (message.kind == MessageKind::Action)
        xml.text(u"/me ");
    xml.text(message.body);
    xml.close();
    if (!message.sentAt.isValid())
        return;
    xml.open("delay", "urn:xmpp:delay");
    xml.attribute("from", domain);
    xml.attribute("stamp", message.sentAt.toUTC().toString(Qt::ISODateWithMs));
    xml.close();
}

void MessageDelivery::handleTyping(const UserId &id, const TypingChanged &event)
{
    if (event.peer.kind == Peer::Kind::Room)
        return;
    const QString from = event.peer.kind == Peer::Kind::Contact
                             ? m_service.addresses.address(event.peer.contactId())
                             : m_service.addresses.address(event.peer.roomId(), event.peer.nickname);
    ElementWriter xml;
    xml.open("message");
    xml.attribute("type", "chat");
    xml.attribute("from", from);
    xml.attribute("to", id.toString());
    xml.open(chatStateOf(event.state), "http://jabber.org/protocol/chatstates");
    xml.close();
    xml.close();
    m_service.door->send(id.toString(), xml.take());
}

void MessageDelivery::handleNotice(const UserId &id, const NoticeReceived &event)
{
    m_service.door->send(id.toString(), stanzas::chat(m_service.options.domain, id.toString(), event.text));
}

void MessageDelivery::handleLoginStep(const UserId &id, const LoginStep &step)
{
    QStringList parts{step.title, step.instructions, step.url.toString(QUrl::FullyEncoded)};
    parts.removeAll(QString());
    handleNotice(id, {parts.join(u'\n')});
}

} // namespace spectrum::xmpp
