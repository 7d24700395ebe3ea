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

// The answer to a publication.
QByteArray publishedIn(const QString &node, const QString &id)
{
    ElementWriter xml;
    xml.open("pubsub", pubsubNamespace);
    xml.open("publish");
    xml.attribute("node", node);
    xml.open("item");
    xml.attribute("id", id);
    xml.close();
    xml.close();
    xml.close();
    return xml.take();
}

QByteArray oldItemWith(const QByteArray &storage)
{
    return writeItem({.id = Bookmarks::oldItem(), .payload = QString::fromUtf8(storage), .published = 0});
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
    if (node.name() == Bookmarks::oldNode())
        return tellOldBookmarks(request);
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
    if (node.name() == Bookmarks::oldNode()) {
        if (!Bookmarks::isStorage(given.children().front()))
            return badRequest(QStringLiteral("These are no bookmarks."));
        return publishOldBookmarks(request.incoming.user, given.children().front());
    }
    ElementWriter payload;
    payload.element(given.children().front(), {});
    const qint64 now = m_service.host.clock().utc().toMSecsSinceEpoch();
    PersonalNode::Item item{
        .id = given.attribute("id"), .payload = QString::fromUtf8(payload.take()), .published = now};
    if (item.id.isEmpty())
        item.id = QString::number(now, 36) + u'-' + QString::number(++m_lastId);
    if (item.id.size() > PersonalNode::maximumName)
        return notAcceptable(QStringLiteral("That id of an item is too long."));

    const auto storage = std::make_shared<QByteArray>();
    return m_store.enqueue(
        request.incoming.user,
        [node, item, limit = limitOf(request.payload, node.name()),
         storage](const PersonalStore::Values &values) -> PersonalStore::Step {
            const PersonalStore::Values changes = node.publish(values, item, limit);
            if (node.name() == Bookmarks::node())
                *storage = Bookmarks::storageAfter(values, changes);
            return {.changes = changes, .outcome = IqResult{publishedIn(node.name(), item.id)}};
        },
        [this, user = request.incoming.user, name = node.name(), item, content = given.children().front(),
         storage] {
            notify(user, name, writeItem(item));
            notifyOldBookmarks(user, *storage);
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
    const bool isTold = told == QLatin1String("1") || told == QLatin1String("true");
    const auto storage = std::make_shared<QByteArray>();
    return m_store.enqueue(
        request.incoming.user,
        [node, id, storage](const PersonalStore::Values &values) -> PersonalStore::Step {
            PersonalStore::Values changes = node.retract(values, id);
            if (changes.isEmpty())
                return {.outcome = itemNotFound(QStringLiteral("There is no such item."))};
            if (node.name() == Bookmarks::node())
                *storage = Bookmarks::storageAfter(values, changes);
            return {.changes = std::move(changes)};
        },
        [this, user = request.incoming.user, name = node.name(), id, isTold, storage] {
            if (isTold)
                notifyRetracted(user, name, id);
            notifyOldBookmarks(user, *storage);
        });
}

void PersonalEvents::notifyRetracted(const UserId &user, const QString &node, const QString &id)
{
    ElementWriter xml;
    xml.open("retract");
    xml.attribute("id", id);
    xml.close();
    notify(user, node, xml.take());
}

void PersonalEvents::notifyOldBookmarks(const UserId &user, const QByteArray &storage)
{
    if (!storage.isEmpty())
        notify(user, Bookmarks::oldNode(), oldItemWith(storage));
}

void PersonalEvents::tellBookmarks(const UserId &user, const Bookmarks::Replacement &replacement)
{
    for (const PersonalNode::Item &item : replacement.published)
        notify(user, Bookmarks::node(), writeItem(item));
    for (const QString &id : replacement.retracted)
        notifyRetracted(user, Bookmarks::node(), id);
    if (!replacement.changes.isEmpty())
        notifyOldBookmarks(user, replacement.storage);
}

IqAnswer PersonalEvents::tellOldBookmarks(const IqRequest &request)
{
    return m_store.enqueue(request.incoming.user, [](const PersonalStore::Values &values) {
        return PersonalStore::Step{.outcome =
                                       IqResult{itemsIn("pubsub", pubsubNamespace, Bookmarks::oldNode(),
                                                        oldItemWith(Bookmarks::storageIn(values)))}};
    });
}

IqAnswer PersonalEvents::publishOldBookmarks(const UserId &user, const Element &storage)
{
    const auto done = std::make_shared<Bookmarks::Replacement>();
    const qint64 now = m_service.host.clock().utc().toMSecsSinceEpoch();
    return m_store.enqueue(
        user,
        [storage, done, now](const PersonalStore::Values &values) -> PersonalStore::Step {
            auto replacement = Bookmarks::replace(values, storage, now);
            if (!replacement)
                return {.outcome = Bookmarks::tooMany()};
            *done = std::move(*replacement);
            return {.changes = done->changes,
                    .outcome = IqResult{publishedIn(Bookmarks::oldNode(), Bookmarks::oldItem())}};
        },
        [this, user, done] { tellBookmarks(user, *done); });
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
    if (node.name() == Bookmarks::oldNode())
        return publishOldBookmarks(request.incoming.user,
                                   Element(QStringLiteral("storage"), Bookmarks::oldNode()));
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
                if (node == Bookmarks::oldNode()) {
                    sendEvent(user->address(), user->address() + u'/' + name, node,
                              oldItemWith(Bookmarks::storageIn(values)));
                    continue;
                }
                const auto items = PersonalNode(node).itemsIn(values);
                if (!items.empty())
                    sendEvent(user->address(), user->address() + u'/' + name, node, writeItem(items.back()));
            }
            return {};
        });
}

} // namespace spectrum::xmpp
