// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "PersonalEvents.h"

#include "DataForm.h"

namespace spectrum::xmpp
{

namespace
{

constexpr QStringView pubsubNs = u"http://jabber.org/protocol/pubsub";
constexpr QStringView ownerNs = u"http://jabber.org/protocol/pubsub#owner";
constexpr const char *pubsubNamespace = "http://jabber.org/protocol/pubsub";

StanzaError withDetail(StanzaError error, const char *detail)
{
    error.detail = detail;
    return error;
}

// Keys for end-to-end encryption would make clients believe that it works.
bool isEncryption(const QString &node)
{
    return node.startsWith(QLatin1String("eu.siacs.conversations.axolotl")) ||
           node.startsWith(QLatin1String("urn:xmpp:omemo:")) ||
           node.startsWith(QLatin1String("urn:xmpp:openpgp:"));
}

std::optional<StanzaError> checkNode(const QString &node)
{
    if (node.isEmpty())
        return withDetail(badRequest(QStringLiteral("A node is needed.")),
                          "<nodeid-required xmlns='http://jabber.org/protocol/pubsub#errors'/>");
    if (node.size() > PersonalNode::maximumName)
        return notAcceptable(QStringLiteral("That name of a node is too long."));
    if (isEncryption(node))
        return notAllowed(QStringLiteral("The network cannot carry end-to-end encryption, so no keys for "
                                         "it are kept here."));
    return std::nullopt;
}

// XEP-0060 §7.1.5; a node holds one item unless it is one of those that are lists.
qsizetype limitOf(const Element &pubsub, const QString &node)
{
    const Element *options = pubsub.child(u"publish-options");
    const Element *form = options ? options->child(u"x", u"jabber:x:data") : nullptr;
    const QString given =
        form ? dataform::answersIn(*form).value(QStringLiteral("pubsub#max_items")) : QString();
    if (given == QLatin1String("max"))
        return PersonalNode::maximumItems;
    if (const qsizetype number = given.toLongLong(); number > 0)
        return number;
    const bool isList =
        node == QLatin1String("urn:xmpp:bookmarks:1") || node == QLatin1String("urn:xmpp:mds:displayed:0");
    return isList ? PersonalNode::maximumItems : 1;
}

QByteArray itemsIn(const char *name, const char *ns, const QString &node, const QByteArray &content)
{
    ElementWriter xml;
    xml.open(name, ns);
    xml.open("items");
    xml.attribute("node", node);
    xml.raw(content);
    xml.close();
    xml.close();
    return xml.take();
}

QByteArray writeItem(const PersonalNode::Item &item)
{
    ElementWriter xml;
    xml.open("item");
    xml.attribute("id", item.id);
    xml.raw(item.payload.toUtf8());
    xml.close();
    return xml.take();
}

bool isWanted(const Element &items, const QString &id)
{
    if (items.children().empty())
        return true;
    for (const Element &item : items.children()) {
        if (item.attribute("id") == id)
            return true;
    }
    return false;
}

} // namespace

PersonalEvents::PersonalEvents(Service &service, IqDispatcher &dispatcher, PersonalStore &store,
                               Interests &interests)
    : m_service(service), m_store(store)
{
    interests.addLearned([this](const UserId &user, const QString &resource) { tellLast(user, resource); });
    dispatcher.addForAccount(IqType::Get, u"pubsub", pubsubNs,
                             [this](const IqRequest &request) { return tell(request); });
    dispatcher.addForAccount(IqType::Set, u"pubsub", pubsubNs,
                             [this](const IqRequest &request) { return change(request); });
    dispatcher.addForAccount(IqType::Set, u"pubsub", ownerNs,
                             [this](const IqRequest &request) { return changeAsOwner(request); });
    dispatcher.addForAccount(IqType::Get, u"query", u"http://jabber.org/protocol/disco#items",
                             [this](const IqRequest &request) { return listNodes(request); });
}

IqAnswer PersonalEvents::tell(const IqRequest &request)
{
    const Element *items = request.payload.child(u"items");
    if (!items)
        return featureNotImplemented(QStringLiteral("Here items can be asked for, and nothing else."));
    const PersonalNode node(items->attribute("node"));
    if (const auto wrong = checkNode(node.name()); wrong && !isEncryption(node.name()))
        return *wrong;
    bool isLimited = false;
    const qsizetype given = items->attribute("max_items").toLongLong(&isLimited);
    if (isLimited && given < 1)
        return badRequest(QStringLiteral("That is no number of items."));
    const size_t limit = isLimited ? static_cast<size_t>(given) : PersonalNode::maximumItems;
    return m_store.enqueue(
        request.incoming.user,
        [node, limit, asked = *items](const PersonalStore::Values &values) -> PersonalStore::Step {
            std::vector<PersonalNode::Item> found = node.itemsIn(values);
            if (found.empty())
                return {.outcome = itemNotFound(QStringLiteral("Nothing was published there."))};
            std::erase_if(found, [&](const auto &item) { return !isWanted(asked, item.id); });
            QByteArray content;
            // The newest, as many as were asked for.
            for (size_t i = found.size() > limit ? found.size() - limit : 0; i < found.size(); ++i)
                content += writeItem(found[i]);
            return {.outcome = IqResult{itemsIn("pubsub", pubsubNamespace, node.name(), content)}};
        });
}

IqAnswer PersonalEvents::change(const IqRequest &request)
{
    if (const Element *published = request.payload.child(u"publish"))
        return publish(request, *published);
    if (const Element *retracted = request.payload.child(u"retract"))
        return retract(request, *retracted);
    // A node is there as soon as something is published.
    if (const Element *created = request.payload.child(u"create")) {
        if (const auto wrong = checkNode(created->attribute("node")))
            return *wrong;
        return IqResult{};
    }
    return featureNotImplemented(QStringLiteral("Your own events come without a subscription."));
}

IqAnswer PersonalEvents::publish(const IqRequest &request, const Element &publish)
{
    const PersonalNode node(publish.attribute("node"));
    if (const auto wrong = checkNode(node.name()))
        return *wrong;
    if (publish.children().size() != 1 || publish.children().front().name() != QLatin1String("item"))
        return withDetail(badRequest(QStringLiteral("One item is published at a time.")),
                          "<item-required xmlns='http://jabber.org/protocol/pubsub#errors'/>");
    const Element &given = publish.children().front();
    if (given.children().size() != 1)
        return withDetail(badRequest(QStringLiteral("An item has exactly one element in it.")),
                          "<invalid-payload xmlns='http://jabber.org/protocol/pubsub#errors'/>");
    ElementWriter payload;
    payload.element(given.children().front(), {});
    const qint64 now = m_service.host.clock().utc().toMSecsSinceEpoch();
    PersonalNode::Item item{
        .id = given.attribute("id"), .payload = QString::fromUtf8(payload.take()), .published = now};
    if (item.id.isEmpty())
        item.id = QString::number(now, 36) + u'-' + QString::number(++m_lastId);
    if (item.id.size() > PersonalNode::maximumName)
        return notAcceptable(QStringLiteral("That id of an item is too long."));

    ElementWriter xml;
    xml.open("pubsub", pubsubNamespace);
    xml.open("publish");
    xml.attribute("node", node.name());
    xml.open("item");
    xml.attribute("id", item.id);
    xml.close();
    xml.close();
    xml.close();
    return m_store.enqueue(
        request.incoming.user,
        [node, item, limit = limitOf(request.payload, node.name()),
         answer = xml.take()](const PersonalStore::Values &values) -> PersonalStore::Step {
            return {.changes = node.publish(values, item, limit), .outcome = IqResult{answer}};
        },
        [this, user = request.incoming.user, name = node.name(), item, content = given.children().front()] {
            notify(user, name, writeItem(item));
            if (m_published && name == content.ns())
                m_published(user, content);
        });
}

IqAnswer PersonalEvents::retract(const IqRequest &request, const Element &retract)
{
    const PersonalNode node(retract.attribute("node"));
    if (const auto wrong = checkNode(node.name()))
        return *wrong;
    if (retract.children().size() != 1 || retract.children().front().attribute("id").isEmpty())
        return withDetail(badRequest(QStringLiteral("One item is retracted at a time.")),
                          "<item-required xmlns='http://jabber.org/protocol/pubsub#errors'/>");
    const QString id = retract.children().front().attribute("id");
    const QString told = retract.attribute("notify");
    PersonalStore::Done done;
    if (told == QLatin1String("1") || told == QLatin1String("true"))
        done = [this, user = request.incoming.user, name = node.name(), id] {
            ElementWriter xml;
            xml.open("retract");
            xml.attribute("id", id);
            xml.close();
            notify(user, name, xml.take());
        };
    return m_store.enqueue(
        request.incoming.user,
        [node, id](const PersonalStore::Values &values) -> PersonalStore::Step {
            PersonalStore::Values changes = node.retract(values, id);
            if (changes.isEmpty())
                return {.outcome = itemNotFound(QStringLiteral("There is no such item."))};
            return {.changes = std::move(changes)};
        },
        std::move(done));
}

IqAnswer PersonalEvents::changeAsOwner(const IqRequest &request)
{
    const Element *removed = request.payload.child(u"delete");
    if (!removed)
        removed = request.payload.child(u"purge");
    if (!removed)
        return featureNotImplemented(
            QStringLiteral("Your own nodes cannot be configured: they are private."));
    const PersonalNode node(removed->attribute("node"));
    if (node.name().isEmpty())
        return badRequest(QStringLiteral("A node is needed."));
    return m_store.enqueue(request.incoming.user,
                           [node](const PersonalStore::Values &values) -> PersonalStore::Step {
                               PersonalStore::Values changes = node.removeAll(values);
                               if (changes.isEmpty())
                                   return {.outcome = itemNotFound(QStringLiteral("There is no such node."))};
                               return {.changes = std::move(changes)};
                           });
}

IqAnswer PersonalEvents::listNodes(const IqRequest &request)
{
    if (!request.payload.attribute("node").isEmpty())
        return itemNotFound();
    return m_store.enqueue(request.incoming.user,
                           [address = request.incoming.user.toString()](const PersonalStore::Values &values) {
                               ElementWriter xml;
                               xml.open("query", "http://jabber.org/protocol/disco#items");
                               for (const QString &name : PersonalNode::namesIn(values)) {
                                   xml.open("item");
                                   xml.attribute("jid", address);
                                   xml.attribute("node", name);
                                   xml.close();
                               }
                               xml.close();
                               return PersonalStore::Step{.outcome = IqResult{xml.take()}};
                           });
}

void PersonalEvents::notify(const UserId &id, const QString &node, const QByteArray &content)
{
    const User *user = m_service.users.find(id);
    for (const Resource &resource : user ? user->resources : std::vector<Resource>()) {
        if (resource.presence.availability != Availability::Offline &&
            Interests::isInterested(resource, node))
            sendEvent(user->address(), user->address() + u'/' + resource.name, node, content);
    }
}

void PersonalEvents::sendEvent(const QString &from, const QString &to, const QString &node,
                               const QByteArray &content)
{
    ElementWriter xml;
    xml.open("message");
    xml.attribute("type", "headline");
    xml.attribute("from", from);
    xml.attribute("to", to);
    xml.raw(itemsIn("event", "http://jabber.org/protocol/pubsub#event", node, content));
    xml.close();
    m_service.door->send(to, xml.take());
}

void PersonalEvents::tellLast(const UserId &id, const QString &name)
{
    [[maybe_unused]] const auto told =
        m_store.enqueue(id, [this, id, name](const PersonalStore::Values &values) -> PersonalStore::Step {
            User *user = m_service.users.find(id);
            const Resource *resource = user ? user->findResource(name) : nullptr;
            for (const QString &node : resource ? Interests::nodes() : QStringList()) {
                // XEP-0402 §3.4 and XEP-0490 §3.2: lists are asked for.
                if (!Interests::isInterested(*resource, node) ||
                    node == QLatin1String("urn:xmpp:bookmarks:1") ||
                    node == QLatin1String("urn:xmpp:mds:displayed:0"))
                    continue;
                const auto items = PersonalNode(node).itemsIn(values);
                if (!items.empty())
                    sendEvent(user->address(), user->address() + u'/' + name, node, writeItem(items.back()));
            }
            return {};
        });
}

} // namespace spectrum::xmpp
