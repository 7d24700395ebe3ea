// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "MessageOrders.h"

#include "../ErrorMap.h"
#include "../LogCategories.h"
#include "../Stanzas.h"
#include "../command/ChatWords.h"
#include "MessageArchive.h"

namespace spectrum::xmpp
{

namespace
{

constexpr quint16 maximumOpenPerUser = 1'000;
constexpr size_t maximumOpen = 200'000;

// What comes back with an error is to be recognised, not read again.
QString returnedText(const QString &body)
{
    constexpr qsizetype mostReturned = 1000;
    return body.size() <= mostReturned ? body : body.left(mostReturned) + QChar(0x2026);
}

QString originIdOf(const Element &stanza)
{
    const Element *origin = stanza.child(u"origin-id", u"urn:xmpp:sid:0");
    return origin ? origin->attribute("id") : QString();
}

} // namespace

void MessageOrders::handle(const Incoming &incoming)
{
    using Kind = Destination::Kind;
    MessageContent content = MessageContent::read(incoming.stanza);
    if (refuseImpossible(incoming, content))
        return;
    if (!content.isSaid()) {
        if (content.typing)
            passTyping(incoming, *content.typing);
        return;
    }
    const bool isForService = incoming.to.kind == Kind::Service || incoming.to.kind == Kind::Account;
    if (isForService && m_words)
        m_words->handle(incoming.user, incoming.from.full(), content.spokenBody());
    else if (incoming.to.kind == Kind::Nobody)
        refuse(incoming, itemNotFound(QStringLiteral("There can be nobody with that name.")));
    else if (incoming.to.kind == Kind::Room)
        refuse(incoming, badRequest(QStringLiteral("A message to a room is of type groupchat.")));
    else if (incoming.to.kind == Kind::Participant && !isInRoom(incoming))
        refuse(incoming, notAcceptable(QStringLiteral("You are not in that room.")));
    else
        send(incoming, std::move(content));
}

bool MessageOrders::refuseImpossible(const Incoming &incoming, const MessageContent &content)
{
    if (content.isForged) {
        if (m_forged++ % 1000 == 0)
            qCInfo(logMessages, "%llu messages that only a user's own server may send were ignored",
                   m_forged);
        return true;
    }
    if (!content.impossible)
        return false;
    refuse(incoming, featureNotImplemented(QString::fromLatin1(content.impossible)));
    return true;
}

void MessageOrders::send(const Incoming &incoming, MessageContent content)
{
    User *user = m_service.users.find(incoming.user);
    if (m_service.orders.messageCount() >= maximumOpen ||
        (user && user->openMessages >= maximumOpenPerUser)) {
        refuse(incoming, resourceConstraint(QStringLiteral("Too many messages wait to be sent.")));
        return;
    }
    if (user)
        ++user->openMessages;
    const bool isToRoom = incoming.to.kind == Destination::Kind::Room;
    const RequestId request = m_service.host.nextRequest();
    m_service.orders.addMessage(
        request, {.sender = incoming.from.full(),
                  .recipient = incoming.toText,
                  .stanzaId = incoming.id,
                  .wantsReceipt = !isToRoom && content.wantsReceipt,
                  .room = isToRoom ? incoming.to.room : RoomId(),
                  .body = isToRoom ? content.spokenBody() : returnedText(incoming.stanza.childText(u"body")),
                  .originId = isToRoom ? originIdOf(incoming.stanza) : QString()});

    if (m_service.archive)
        m_service.archive->keepSent(incoming);
    SendMessage order{.request = request, .message = content.take()};
    order.message.peer = incoming.to.peer();
    order.message.id = MessageId(incoming.id);
    m_service.host.execute(incoming.user, std::move(order));
}

void MessageOrders::refuse(const Incoming &incoming, const StanzaError &error)
{
    const QString to = incoming.from.full();
    m_service.door->send(to, stanzas::messageError(incoming.toText, to, incoming.id,
                                                   returnedText(incoming.stanza.childText(u"body")), error));
}

void MessageOrders::passTyping(const Incoming &incoming, TypingState state)
{
    const bool isPrivate =
        incoming.to.kind == Destination::Kind::Contact || incoming.to.kind == Destination::Kind::Participant;
    if (isPrivate && m_service.host.stateOf(incoming.user) == SessionState::Online)
        m_service.host.execute(incoming.user, SetTyping{incoming.to.peer(), state});
}

bool MessageOrders::isInRoom(const Incoming &incoming)
{
    User *user = m_service.users.find(incoming.user);
    const RoomStay *stay = user ? user->findRoom(incoming.to.room) : nullptr;
    return stay && stay->joined.contains(incoming.from.resource());
}

} // namespace spectrum::xmpp
