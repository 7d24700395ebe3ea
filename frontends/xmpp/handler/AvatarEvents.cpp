// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "AvatarEvents.h"

#include "../stream/ElementWriter.h"
#include "BlockList.h"

#include <QPromise>

namespace spectrum::xmpp
{

namespace
{

// Whose changes of the last second are remembered, in all.
constexpr size_t maximumSights = 4096;

const QString dataNode = QStringLiteral("urn:xmpp:avatar:data");
const QString metadataNode = QStringLiteral("urn:xmpp:avatar:metadata");

// The XEP wants PNG. Here the picture comes in the type that the network has: to make another of it would
// mean to decode what strangers made, and clients look at what it is.
void writeMetadata(ElementWriter &xml, const Portrait &portrait)
{
    xml.open("metadata", "urn:xmpp:avatar:metadata");
    if (portrait.state == Portrait::State::Seen) {
        xml.open("info");
        xml.attribute("id", portrait.hashText());
        xml.attribute("type", portrait.mediaType);
        xml.attribute("bytes", QString::number(portrait.size));
        xml.attribute("width", QString::number(portrait.width));
        xml.attribute("height", QString::number(portrait.height));
        xml.close();
    }
    xml.close();
}

struct Envelope {
    const char *name;
    const char *ns;
};

// Nothing in bytes: what is asked for are the metadata.
QByteArray writeItems(const Envelope &envelope, const Portrait &portrait, const QByteArray &bytes)
{
    ElementWriter xml;
    xml.open(envelope.name, envelope.ns);
    xml.open("items");
    xml.attribute("node", bytes.isEmpty() ? metadataNode : dataNode);
    xml.open("item");
    xml.attribute("id", portrait.hash.isEmpty() ? QStringLiteral("none") : portrait.hashText());
    if (bytes.isEmpty())
        writeMetadata(xml, portrait);
    else
        xml.leaf("data", "urn:xmpp:avatar:data", QString::fromLatin1(bytes.toBase64()));
    xml.close();
    xml.close();
    xml.close();
    return xml.take();
}

IqOutcome outcomeFor(const Portrait &portrait, const QString &node, const QStringList &wanted,
                     const QByteArray &bytes)
{
    constexpr Envelope envelope{"pubsub", "http://jabber.org/protocol/pubsub"};
    const bool isSeen = portrait.state == Portrait::State::Seen;
    if (portrait.state == Portrait::State::Unseen)
        return toStanzaError({.kind = ErrorKind::TimedOut});
    if (isSeen && !wanted.isEmpty() && !wanted.contains(portrait.hashText()))
        return itemNotFound(QStringLiteral("There is another picture now."));
    if (node == metadataNode)
        return IqResult{writeItems(envelope, portrait, {})};
    if (!isSeen)
        return itemNotFound(QStringLiteral("There is no picture."));
    if (bytes.isEmpty())
        return toStanzaError({.kind = ErrorKind::TimedOut});
    return IqResult{writeItems(envelope, portrait, bytes)};
}

} // namespace

AvatarEvents::AvatarEvents(Service &service, IqDispatcher &dispatcher, ContactPortraits &portraits,
                           Interests &interests)
    : m_service(service),
      m_portraits(portraits),
      m_interests(interests),
      m_queue(service, [this](const User &user, const ContactId &contact,
                              const QString &to) { tell(user, contact, to); }),
      m_throttle(service.host.clock(), service.context, maximumSights,
                 [this](const Sight &sight, Nothing) { enqueue(sight); })
{
    interests.addLearned([this](const UserId &user, const QString &resource) { tellAll(user, resource); });
    dispatcher.add(IqType::Get, u"pubsub", u"http://jabber.org/protocol/pubsub",
                   [this](const IqRequest &request) { return answer(request); });
}

void AvatarEvents::handlePortrait(User &user, KnownContact &known)
{
    m_interests.askClients(user);
    m_throttle.take({user.id(), known.contact.id}, {});
}

void AvatarEvents::enqueue(const Sight &sight)
{
    const User *user = m_service.users.find(sight.user);
    KnownContact *known = user ? user->findContact(sight.contact) : nullptr;
    if (!known || std::exchange(known->isAvatarDue, true))
        return;
    m_queue.showOne(*user, sight.contact, user->address());
}

void AvatarEvents::tellAll(const UserId &id, const QString &name)
{
    User *user = m_service.users.find(id);
    Resource *resource = user ? user->findResource(name) : nullptr;
    if (!resource || !Interests::isInterested(*resource, metadataNode) ||
        std::exchange(resource->knowsPictures, true))
        return;
    for (const auto &known : user->contacts) {
        if (known->portrait)
            m_queue.showOne(*user, known->contact.id, user->address() + u'/' + name);
    }
}

void AvatarEvents::tell(const User &user, const ContactId &contact, const QString &to)
{
    KnownContact *known = user.findContact(contact);
    if (!known)
        return;
    const bool isForAll = to == user.address();
    if (isForAll)
        known->isAvatarDue = false;
    const QString from = m_service.addresses.address(contact);
    if (!known->portrait || known->portrait->state == Portrait::State::Unseen ||
        BlockList::isHidden(user.blocked, from))
        return;
    const QByteArray event =
        writeItems({"event", "http://jabber.org/protocol/pubsub#event"}, *known->portrait, {});
    for (const Resource &resource : user.resources) {
        const QString client = user.address() + u'/' + resource.name;
        if (resource.presence.availability == Availability::Offline || (!isForAll && client != to) ||
            !Interests::isInterested(resource, metadataNode))
            continue;
        ElementWriter xml;
        xml.open("message");
        xml.attribute("type", "headline");
        xml.attribute("from", from);
        xml.attribute("to", client);
        xml.raw(event);
        xml.close();
        m_service.door->send(client, xml.take());
    }
}

IqAnswer AvatarEvents::answer(const IqRequest &request)
{
    const Destination &to = request.incoming.to;
    const Element *items = request.payload.child(u"items");
    if (to.kind != Destination::Kind::Contact)
        return serviceUnavailable(QStringLiteral("There are no nodes here."));
    if (!items)
        return featureNotImplemented(QStringLiteral("Here items can be asked for, and nothing else."));
    const QString node = items->attribute("node");
    const User *user = m_service.users.find(request.incoming.user);
    const KnownContact *known = user ? user->findContact(to.contact) : nullptr;
    if (!known || !known->portrait || (node != dataNode && node != metadataNode))
        return itemNotFound(QStringLiteral("Nothing was published there."));
    QStringList wanted;
    for (const Element &item : items->children())
        wanted.append(item.attribute("id"));
    const PortraitPointer portrait = known->portrait;
    if (node == metadataNode && portrait->state != Portrait::State::Unseen) {
        IqOutcome outcome = outcomeFor(*portrait, node, wanted, {});
        if (auto *error = std::get_if<StanzaError>(&outcome))
            return std::move(*error);
        return std::get<IqResult>(std::move(outcome));
    }
    return fetch(user->id(), portrait, node, wanted);
}

IqAnswer AvatarEvents::fetch(const UserId &user, const PortraitPointer &portrait, const QString &node,
                             const QStringList &wanted)
{
    auto promise = std::make_shared<QPromise<IqOutcome>>();
    promise->start();
    QFuture<IqOutcome> future = promise->future();
    m_portraits.fetch(user, portrait, [portrait, node, wanted, promise](const QByteArray &bytes) {
        promise->addResult(outcomeFor(*portrait, node, wanted, bytes));
        promise->finish();
    });
    return future;
}

} // namespace spectrum::xmpp
