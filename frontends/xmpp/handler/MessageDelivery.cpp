// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "MessageDelivery.h"

#include "../Stanzas.h"
#include "MessageArchive.h"
#include "MessageWriter.h"

namespace spectrum::xmpp
{

namespace
{

constexpr size_t maximumTypists = 4096;

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

MessageDelivery::MessageDelivery(Service &service, Privilege &privilege)
    : m_service(service),
      m_own(service, privilege),
      m_typing(service.host.clock(), service.context, maximumTypists,
               [this](const Typist &typist, TypingState state) { sendTyping(typist, state); })
{
}

void MessageDelivery::handleMessage(const UserId &id, const Message &message)
{
    if (!MessageWriter::hasFiles(message)) {
        deliver(id, message);
        return;
    }
    for (const Message &part : MessageWriter::partsOf(message, m_service.options))
        deliver(id, part);
}

void MessageDelivery::deliver(const UserId &id, const Message &message)
{
    // Whoever wrote does not type any more.
    if (!m_typing.isEmpty())
        m_typing.drop({id, message.peer});
    const QString from = addressOf(message.peer);
    if (message.origin == Origin::Self) {
        m_own.show(id, from, message);
        return;
    }
    if (message.peer.kind == Peer::Kind::Contact) {
        const User *reader = message.kind == MessageKind::Notice ? m_service.users.find(id) : nullptr;
        send(from, id.toString(), message, reader && reader->sendsHeadlines ? "headline" : "chat");
        return;
    }
    User *user = m_service.users.find(id);
    const RoomStay *stay = user ? user->findRoom(message.peer.roomId()) : nullptr;
    if (!stay || stay->joined.isEmpty()) {
        send(from, id.toString(), message);
        return;
    }
    qint64 number = 0;
    const QStringList joined = stay->joined;
    for (const QString &resource : joined)
        send(from, id.toString() + u'/' + resource, message, "chat", &number);
}

QString MessageDelivery::addressOf(const Peer &peer) const
{
    return peer.kind == Peer::Kind::Contact ? m_service.addresses.address(peer.contactId())
                                            : m_service.addresses.address(peer.roomId(), peer.nickname);
}

void MessageDelivery::send(const QString &from, const QString &to, const Message &message, const char *type,
                           qint64 *number)
{
    ElementWriter xml;
    xml.open("message");
    // XEP-0224 §3: a nudge without words is nothing to keep.
    const bool isNudge = message.kind == MessageKind::Attention && message.body.isEmpty();
    xml.attribute("type", isNudge ? "headline" : type);
    xml.attribute("from", from);
    xml.attribute("to", to);
    if (!message.id.isEmpty())
        xml.attribute("id", message.id.toString());
    MessageWriter::writeContent(xml, message, m_service.options);
    if (message.peer.kind == Peer::Kind::Participant) {
        xml.open("x", "http://jabber.org/protocol/muc#user");
        xml.close();
    }
    xml.close();
    QByteArray stanza = xml.take();
    qint64 own = 0;
    if (m_service.archive && !isNudge && qstrcmp(type, "headline") != 0)
        m_service.archive->keepReceived(to, from, stanza, number ? *number : own);
    if (message.kind == MessageKind::Notice)
        m_service.door->sendAutomatic(to, std::move(stanza));
    else
        m_service.door->send(to, std::move(stanza));
}

void MessageDelivery::handleTyping(const UserId &id, const TypingChanged &event)
{
    if (event.peer.kind != Peer::Kind::Room)
        m_typing.take({id, event.peer}, event.state);
}

void MessageDelivery::sendTyping(const Typist &typist, TypingState state)
{
    const QString to = typist.user.toString();
    ElementWriter xml;
    xml.open("message");
    xml.attribute("type", "chat");
    xml.attribute("from", addressOf(typist.peer));
    xml.attribute("to", to);
    xml.open(chatStateOf(state), "http://jabber.org/protocol/chatstates");
    xml.close();
    xml.close();
    m_service.door->send(to, xml.take());
}

void MessageDelivery::handleNotice(const UserId &id, const NoticeReceived &event)
{
    m_service.door->send(id.toString(), stanzas::chat(m_service.options.domain, id.toString(), event.text));
}

} // namespace spectrum::xmpp
