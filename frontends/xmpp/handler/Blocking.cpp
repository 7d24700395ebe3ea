// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Blocking.h"

#include "../Stanzas.h"
#include "ContactList.h"

namespace spectrum::xmpp
{

namespace
{

constexpr QStringView blockingNs = u"urn:xmpp:blocking";
constexpr const char *blockingNamespace = "urn:xmpp:blocking";
const QString key = QStringLiteral("blocked");

void writeItems(ElementWriter &xml, const QStringList &addresses)
{
    for (const QString &address : addresses) {
        xml.open("item");
        xml.attribute("jid", address);
        xml.close();
    }
}

} // namespace

Blocking::Blocking(Service &service, IqDispatcher &dispatcher, PersonalStore &store)
    : m_service(service), m_store(store)
{
    dispatcher.addForAccount(IqType::Get, u"blocklist", blockingNs,
                             [this](const IqRequest &request) { return tell(request); });
    dispatcher.addForAccount(IqType::Set, u"block", blockingNs,
                             [this](const IqRequest &request) { return block(request); });
    dispatcher.addForAccount(IqType::Set, u"unblock", blockingNs,
                             [this](const IqRequest &request) { return unblock(request); });
}

void Blocking::load(const UserId &user, const PersonalStore::Values &values)
{
    const QString text = values.value(key);
    User *known = m_service.users.find(user);
    if (known && !text.isEmpty())
        known->blocked = std::make_shared<const BlockList>(text);
}

IqAnswer Blocking::tell(const IqRequest &request)
{
    // Pushes go to those who asked (XEP-0191 §3.2).
    m_service.users.get(request.incoming.user).resource(request.incoming.from.resource()).wantsBlockList =
        true;
    return m_store.enqueue(request.incoming.user,
                           [](const PersonalStore::Values &values) -> PersonalStore::Step {
                               ElementWriter xml;
                               xml.open("blocklist", blockingNamespace);
                               writeItems(xml, BlockList(values.value(key)).addresses());
                               xml.close();
                               return {.outcome = IqResult{xml.take()}};
                           });
}

IqAnswer Blocking::block(const IqRequest &request)
{
    const auto addresses = addressesIn(request.payload);
    if (!addresses || addresses->isEmpty())
        return badRequest(QStringLiteral("Whom to block is told with addresses."));
    auto list = std::make_shared<BlockList>();
    return m_store.enqueue(
        request.incoming.user,
        [list, added = *addresses](const PersonalStore::Values &values) -> PersonalStore::Step {
            *list = BlockList(values.value(key));
            for (const QString &address : added)
                list->add(address);
            if (list->size() > BlockList::maximumSize)
                return {
                    .outcome = resourceConstraint(
                        QStringLiteral("At most %1 addresses can be blocked.").arg(BlockList::maximumSize))};
            return {.changes = {{key, list->text()}}};
        },
        [this, user = request.incoming.user, list, added = *addresses] {
            adopt(user, *list);
            push(user, "block", added);
        });
}

IqAnswer Blocking::unblock(const IqRequest &request)
{
    const auto addresses = addressesIn(request.payload);
    if (!addresses)
        return badRequest(QStringLiteral("Whom to unblock is told with addresses."));
    auto list = std::make_shared<BlockList>();
    return m_store.enqueue(
        request.incoming.user,
        [list, removed = *addresses](const PersonalStore::Values &values) -> PersonalStore::Step {
            // None means all of them.
            if (!removed.isEmpty())
                *list = BlockList(values.value(key));
            for (const QString &address : removed)
                list->remove(address);
            return {.changes = {{key, list->text()}}};
        },
        [this, user = request.incoming.user, list, removed = *addresses] {
            adopt(user, *list);
            push(user, "unblock", removed);
        });
}

std::optional<QStringList> Blocking::addressesIn(const Element &change)
{
    QStringList addresses;
    for (const Element &item : change.children()) {
        const auto address = Jid::parse(item.attribute("jid"));
        if (item.name() != QLatin1String("item") || !address)
            return std::nullopt;
        addresses.append(address->full());
    }
    return addresses;
}

void Blocking::adopt(const UserId &id, const BlockList &list)
{
    User *user = m_service.users.find(id);
    if (!user)
        return;
    const std::shared_ptr<const BlockList> before =
        std::exchange(user->blocked, list.isEmpty() ? nullptr : std::make_shared<const BlockList>(list));
    showPresences(*user, before);
}

// Who is blocked is gone for the user's clients, and who is not any more is there again.
void Blocking::showPresences(User &user, const std::shared_ptr<const BlockList> &before) const
{
    for (const auto &known : user.contacts) {
        if (known->presence.availability == Availability::Offline)
            continue;
        const QString from = m_service.addresses.address(known->contact.id);
        const auto address = Jid::parse(from);
        const bool wasBlocked = before && address && before->matches(*address);
        const bool isBlocked = user.blocked && address && user.blocked->matches(*address);
        if (isBlocked && !wasBlocked)
            m_service.door->send(user.address(), stanzas::signal("unavailable", from, user.address()));
        else if (wasBlocked && !isBlocked && m_contacts)
            m_contacts->tellPresence(user, known->contact.id, user.address());
    }
}

bool Blocking::isHeldBack(const UserId &id, const Peer &peer) const
{
    const User *user = m_service.users.find(id);
    if (!user || !user->blocked)
        return false;
    const auto address = Jid::parse(peer.kind == Peer::Kind::Contact
                                        ? m_service.addresses.address(peer.contactId())
                                        : m_service.addresses.address(peer.roomId(), peer.nickname));
    return address && user->blocked->matches(*address);
}

bool Blocking::refuse(const Incoming &incoming) const
{
    const User *user = m_service.users.find(incoming.user);
    if (!user || !user->blocked || incoming.to.kind == Destination::Kind::Service)
        return false;
    const auto to = Jid::parse(incoming.toText);
    if (!to || !user->blocked->matches(*to))
        return false;
    StanzaError error{"cancel", "not-acceptable", QStringLiteral("You have blocked them."),
                      "<blocked xmlns='urn:xmpp:blocking:errors'/>"};
    const char *kind = incoming.stanza.name() == QLatin1String("message") ? "message" : "presence";
    m_service.door->send(incoming.from.full(),
                         stanzas::error(kind, incoming.toText, incoming.from.full(), incoming.id, error));
    return true;
}

void Blocking::push(const UserId &id, const char *change, const QStringList &addresses)
{
    const User *user = m_service.users.find(id);
    for (const Resource &resource : user ? user->resources : std::vector<Resource>()) {
        if (!resource.wantsBlockList)
            continue;
        const QString to = user->address() + u'/' + resource.name;
        ElementWriter xml;
        xml.open("iq");
        xml.attribute("type", "set");
        xml.attribute("from", user->address());
        xml.attribute("to", to);
        xml.attribute("id", QStringLiteral("block%1").arg(++m_pushes));
        xml.open(change, blockingNamespace);
        writeItems(xml, addresses);
        xml.close();
        xml.close();
        m_service.door->send(to, xml.take());
    }
}

} // namespace spectrum::xmpp
