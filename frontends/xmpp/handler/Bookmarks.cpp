// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Bookmarks.h"

#include "../stream/ElementReader.h"
#include "stream/ElementWriter.h"

#include <map>

namespace spectrum::xmpp
{

namespace
{

const QString roomsNs = QStringLiteral("urn:xmpp:bookmarks:1");
const QString storageNs = QStringLiteral("storage:bookmarks");
// Where private storage keeps that element: here without the rooms.
const QString restKey = QStringLiteral("private storage storage:bookmarks");

struct Room {
    QString id;
    Element conference;
};

// They were written here, by an ElementWriter.
std::vector<Element> parse(const QList<QByteArray> &elements)
{
    std::vector<Element> parsed;
    ElementReader reader;
    reader.feed("<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' "
                "version='1.0'>");
    for (const QByteArray &xml : elements) {
        reader.feed(xml);
        while (auto item = reader.take()) {
            if (auto *stanza = std::get_if<ElementReader::Stanza>(&*item))
                parsed.push_back(std::move(stanza->element));
        }
    }
    return parsed;
}

std::vector<Room> roomsIn(const PersonalStore::Values &values)
{
    const std::vector<PersonalNode::Item> items = PersonalNode(roomsNs).itemsIn(values);
    QList<QByteArray> payloads;
    for (const PersonalNode::Item &item : items)
        payloads.append("<item>" + item.payload.toUtf8() + "</item>");
    std::vector<Element> parsed = parse(payloads);
    std::vector<Room> rooms;
    for (size_t i = 0; i < std::min(parsed.size(), items.size()); ++i) {
        if (const Element *conference = parsed[i].child(u"conference", roomsNs))
            rooms.push_back({items[i].id, *conference});
    }
    return rooms;
}

std::vector<Element> restIn(const PersonalStore::Values &values)
{
    const QString kept = values.value(restKey);
    if (kept.isEmpty())
        return {};
    const std::vector<Element> parsed = parse({kept.toUtf8()});
    return parsed.empty() ? std::vector<Element>() : parsed.front().children();
}

bool isTrue(const QString &text)
{
    return text == QLatin1String("true") || text == QLatin1String("1");
}

void appendText(Element &parent, const QString &name, const QString &text)
{
    if (!text.isNull())
        parent.appendChild(Element(name, parent.ns())).appendText(text);
}

bool isKnownChild(const Element &child, const QString &ns)
{
    return child.is(u"nick", ns) || child.is(u"password", ns);
}

// What else clients have put there: among the others in the element of old, in an element of its own
// otherwise.
std::vector<Element> extensionsIn(const Element &conference)
{
    if (const Element *extensions = conference.child(u"extensions", roomsNs))
        return extensions->children();
    std::vector<Element> others;
    for (const Element &child : conference.children()) {
        if (conference.ns() == storageNs && !isKnownChild(child, storageNs))
            others.push_back(child);
    }
    return others;
}

// The same room in one of the namespaces.
Element cast(const Element &conference, const QString &ns, const std::vector<Element> &extensions)
{
    Element result(QStringLiteral("conference"), ns);
    const QString name = conference.attribute("name");
    if (!name.isNull())
        result.setAttribute(QStringLiteral("name"), name);
    if (isTrue(conference.attribute("autojoin")))
        result.setAttribute(QStringLiteral("autojoin"), QStringLiteral("true"));
    appendText(result, QStringLiteral("nick"), conference.childText(u"nick"));
    appendText(result, QStringLiteral("password"), conference.childText(u"password"));
    if (extensions.empty())
        return result;
    Element &parent = ns == roomsNs ? result.appendChild(Element(QStringLiteral("extensions"), ns)) : result;
    for (const Element &each : extensions)
        parent.appendChild(each);
    return result;
}

QString write(const Element &element)
{
    ElementWriter xml;
    xml.element(element, {});
    return QString::fromUtf8(xml.take());
}

// A room of the element of old.
std::optional<Jid> addressOf(const Element &element)
{
    return element.is(u"conference", storageNs) ? Jid::parse(element.attribute("jid")) : std::nullopt;
}

void addRoom(Bookmarks::Replacement &replacement, const Room &wanted, const Room *known, qint64 now)
{
    std::vector<Element> extensions = extensionsIn(wanted.conference);
    // What clients of old do not know they did not mean to remove.
    if (extensions.empty() && known)
        extensions = extensionsIn(known->conference);
    const QString payload = write(cast(wanted.conference, roomsNs, extensions));
    if (known && write(cast(known->conference, roomsNs, extensionsIn(known->conference))) == payload)
        return;
    const PersonalNode::Item item{.id = known ? known->id : wanted.id, .payload = payload, .published = now};
    replacement.changes.insert(PersonalNode(roomsNs).publish({}, item, PersonalNode::maximumItems));
    replacement.published.push_back(item);
}

} // namespace

const QString &Bookmarks::node()
{
    return roomsNs;
}

const QString &Bookmarks::oldNode()
{
    return storageNs;
}

bool Bookmarks::isStorage(const Element &element)
{
    return element.is(u"storage", storageNs);
}

QByteArray Bookmarks::storageIn(const PersonalStore::Values &values)
{
    Element storage(QStringLiteral("storage"), storageNs);
    for (const Room &room : roomsIn(values)) {
        Element conference = cast(room.conference, storageNs, extensionsIn(room.conference));
        conference.setAttribute(QStringLiteral("jid"), room.id);
        storage.appendChild(std::move(conference));
    }
    for (const Element &other : restIn(values))
        storage.appendChild(other);
    return write(storage).toUtf8();
}

QByteArray Bookmarks::storageAfter(PersonalStore::Values values, const PersonalStore::Values &changes)
{
    for (auto change = changes.cbegin(); change != changes.cend(); ++change) {
        if (change->isEmpty())
            values.remove(change.key());
        else
            values.insert(change.key(), *change);
    }
    return storageIn(values);
}

StanzaError Bookmarks::tooMany()
{
    return resourceConstraint(
        QStringLiteral("At most %1 rooms can be bookmarked.").arg(PersonalNode::maximumItems));
}

std::optional<Bookmarks::Replacement> Bookmarks::replace(const PersonalStore::Values &values,
                                                         const Element &storage, qint64 now)
{
    std::map<QString, Room> known;
    // By prepared addresses: clients write them as they like.
    for (const Room &room : roomsIn(values)) {
        const auto address = Jid::parse(room.id);
        known.insert_or_assign(address ? address->full() : room.id, room);
    }
    std::map<QString, Room> wanted;
    Element rest(QStringLiteral("storage"), storageNs);
    for (const Element &each : storage.children()) {
        if (const auto address = addressOf(each))
            wanted.insert_or_assign(address->full(), Room{address->full(), each});
        else
            rest.appendChild(each);
    }
    if (wanted.size() > size_t(PersonalNode::maximumItems))
        return std::nullopt;
    Replacement replacement;
    for (const auto &[id, room] : wanted) {
        const auto before = known.find(id);
        addRoom(replacement, room, before == known.end() ? nullptr : &before->second, now);
    }
    for (const auto &[id, room] : known) {
        if (wanted.contains(id))
            continue;
        replacement.changes.insert(PersonalNode(roomsNs).retract(values, room.id));
        replacement.retracted.append(room.id);
    }
    const QString kept = rest.children().empty() ? QString() : write(rest);
    if (kept != values.value(restKey))
        replacement.changes.insert(restKey, kept);
    replacement.storage = storageAfter(values, replacement.changes);
    return replacement;
}

} // namespace spectrum::xmpp
