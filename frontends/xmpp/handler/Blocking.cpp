// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Blocking.h"

#include "../LogCategories.h"
#include "../Stanzas.h"
#include "ContactList.h"

#include <map>

namespace spectrum::xmpp
{

namespace
{

constexpr QStringView blockingNs = u"urn:xmpp:blocking";
constexpr const char *blockingNamespace = "urn:xmpp:blocking";
// Networks hold back who says much at once.
constexpr int ordersAtOnce = 4;
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
    : m_service(service), m_store(store), m_orders(service, ordersAtOnce)
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
    if (!known || text.isEmpty())
        return;
    known->blocked = std::make_shared<const BlockList>(text);
    // The network was faster.
    if (known->state == SessionState::Online)
        handleOnline(user);
}

void Blocking::handleOnline(const UserId &id)
{
    const User *user = m_service.users.find(id);
    if (user && user->blocked)
        tellNetwork(id, {}, *user->blocked, [] {});
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
    const auto change = std::make_shared<Change>(Change{.name = "block", .addresses = *addresses});
    return carryOut(
        request.incoming.user, change, [change](const PersonalStore::Values &values) -> PersonalStore::Step {
            change->before = BlockList(values.value(key));
            change->after = change->before;
            for (const QString &address : change->addresses)
                change->after.add(address);
            if (change->after.size() > BlockList::maximumSize)
                return {
                    .outcome = resourceConstraint(
                        QStringLiteral("At most %1 addresses can be blocked.").arg(BlockList::maximumSize))};
            return {.changes = {{key, change->after.text()}}};
        });
}

IqAnswer Blocking::unblock(const IqRequest &request)
{
    const auto addresses = addressesIn(request.payload);
    if (!addresses)
        return badRequest(QStringLiteral("Whom to unblock is told with addresses."));
    const auto change = std::make_shared<Change>(Change{.name = "unblock", .addresses = *addresses});
    return carryOut(request.incoming.user, change,
                    [change](const PersonalStore::Values &values) -> PersonalStore::Step {
                        change->before = BlockList(values.value(key));
                        // None means all of them.
                        if (!change->addresses.isEmpty())
                            change->after = change->before;
                        for (const QString &address : change->addresses)
                            change->after.remove(address);
                        return {.changes = {{key, change->after.text()}}};
                    });
}

IqAnswer Blocking::carryOut(const UserId &user, const SharedChange &change, PersonalStore::Work work)
{
    auto answer = std::make_shared<QPromise<IqOutcome>>();
    answer->start();
    m_store.enqueue(user, std::move(work))
        .then(&m_service.context, [this, user, change, answer](const IqOutcome &outcome) {
            const auto finish = [answer, outcome] {
                answer->addResult(outcome);
                answer->finish();
            };
            if (std::holds_alternative<StanzaError>(outcome)) {
                finish();
                return;
            }
            adopt(user, change->after);
            tellNetwork(user, change->before, change->after, [this, user, change, finish] {
                push(user, change->name, change->addresses);
                finish();
            });
        });
    return answer->future();
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

void Blocking::tellNetwork(const UserId &id, const BlockList &before, const BlockList &after,
                           std::function<void()> done)
{
    const User *user = m_service.users.find(id);
    const std::set<ContactId> wasBlocked = contactsIn(before);
    const std::set<ContactId> isBlocked = contactsIn(after);
    std::map<ContactId, SetBlocked::Wish> wishes;
    for (const ContactId &contact : isBlocked) {
        if (!wasBlocked.contains(contact))
            wishes.emplace(contact, SetBlocked::Wish::Blocked);
    }
    for (const ContactId &contact : wasBlocked) {
        if (!isBlocked.contains(contact))
            wishes.emplace(contact, SetBlocked::Wish::Heard);
    }
    // Who is not online now tells it then.
    if (!user || user->state != SessionState::Online || wishes.empty()) {
        done();
        return;
    }
    const auto left = std::make_shared<size_t>(wishes.size());
    for (const auto &[contact, wish] : wishes) {
        m_orders.setBlocked(id, contact, wish, [left, done](const std::optional<Error> &error) {
            if (error)
                qCDebug(logMessages, "the network blocks nobody for the user: %s",
                        qUtf8Printable(logSafe(error->userText)));
            if (--*left == 0)
                done();
        });
    }
}

std::set<ContactId> Blocking::contactsIn(const BlockList &list) const
{
    const Network &network = m_service.host.network();
    std::set<ContactId> contacts;
    for (const QString &each : list.addresses()) {
        const auto address = Jid::parse(each);
        if (!address || !address->isBare() || !address->hasNode() ||
            address->domain() != m_service.options.domain)
            continue;
        const QString name = m_service.addresses.nameOf(*address);
        if (network.isRoomName(name))
            continue;
        if (const Result<ContactId> contact = network.contactId(name))
            contacts.insert(*contact);
    }
    return contacts;
}

// Who is blocked is gone for the user's clients, and who is not any more is there again.
void Blocking::showPresences(User &user, const std::shared_ptr<const BlockList> &before) const
{
    for (const auto &known : user.contacts) {
        if (known->presence.availability == Availability::Offline)
            continue;
        const auto address = Jid::parse(m_service.addresses.address(known->contact.id));
        const bool wasBlocked = before && address && before->matches(*address);
        const bool isBlocked = user.blocked && address && user.blocked->matches(*address);
        if (isBlocked && !wasBlocked)
            m_service.door->send(user.address(),
                                 stanzas::signal("unavailable",
                                                 m_service.addresses.presenceAddress(known->contact.id),
                                                 user.address()));
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
