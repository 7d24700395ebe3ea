// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Carbons.h"

#include "MessageArchive.h"

#include "stream/Element.h"
#include "stream/ElementWriter.h"
#include "stream/StreamXml.h"

#include <algorithm>
#include <array>

namespace spectrum::xmpp
{

namespace
{

constexpr QLatin1String carbonsNs("urn:xmpp:carbons:2");
constexpr QLatin1String hintsNs("urn:xmpp:hints");
constexpr QLatin1String roomNs("http://jabber.org/protocol/muc#user");

constexpr size_t rememberedCopies = 1024;

// What programs say of a conversation, XEP-0184, 0085 and 0333.
constexpr std::array signalNamespaces{"urn:xmpp:receipts", "http://jabber.org/protocol/chatstates",
                                      "urn:xmpp:chat-markers:0"};

bool isInvitation(const Element &message)
{
    const Element *room = message.child(u"x", roomNs);
    return message.child(u"x", QLatin1String("jabber:x:conference")) || (room && room->child(u"invite"));
}

bool isSignal(const Element &message)
{
    return std::any_of(message.children().begin(), message.children().end(), [](const Element &child) {
        return std::any_of(signalNamespaces.begin(), signalNamespaces.end(),
                           [&child](const char *ns) { return child.ns() == QLatin1String(ns); });
    });
}

// Of a message that was written here.
bool isSignal(const QByteArray &message)
{
    return std::any_of(signalNamespaces.begin(), signalNamespaces.end(),
                       [&message](const char *ns) { return message.contains('"' + QByteArray(ns) + '"'); });
}

bool isConversation(const Element &message)
{
    const QString type = message.attribute("type");
    if (message.child(u"private", carbonsNs) || message.child(u"no-copy", hintsNs))
        return false;
    if (type == QLatin1String("chat"))
        return true;
    return (type.isEmpty() || type == QLatin1String("normal")) &&
           (message.child(u"body") || isSignal(message) || isInvitation(message));
}

QByteArray valueOf(const char *name, QByteArrayView tag)
{
    const QByteArray start = QByteArray(" ") + name + "=\"";
    const qsizetype found = tag.indexOf(start);
    if (found < 0)
        return {};
    const QByteArrayView rest = tag.sliced(found + start.size());
    return rest.first(std::max<qsizetype>(0, rest.indexOf('"'))).toByteArray();
}

QByteArrayView tagOf(const QByteArray &stanza)
{
    return QByteArrayView(stanza).first(std::max<qsizetype>(0, stanza.indexOf('>')));
}

size_t hashOf(const QString &sender, const QByteArray &writtenId)
{
    return qHashMulti(0, sender, writtenId);
}

// As it stands in an error.
QByteArray writtenId(const QString &id)
{
    ElementWriter xml;
    xml.open("x");
    xml.attribute("id", id);
    xml.close();
    return valueOf("id", tagOf(xml.take()));
}

// The copy has the type of the original.
QByteArray write(const char *direction, const QString &user, const QString &to, const QByteArray &original)
{
    const QByteArray type = valueOf("type", tagOf(original));
    ElementWriter xml;
    xml.open("message");
    xml.attribute("type", type.isEmpty() ? "normal" : type.constData());
    xml.attribute("from", user);
    xml.attribute("to", to);
    xml.open(direction, carbonsNs.data());
    xml.open("forwarded", "urn:xmpp:forward:0");
    xml.raw(original);
    xml.close();
    xml.close();
    xml.close();
    return xml.take();
}

bool wantsCopy(const Resource &resource)
{
    return resource.wantsCopies;
}

} // namespace

bool Carbons::handle(const Element &stanza)
{
    if (stanza.name() != QLatin1String("iq") || stanza.attribute("type") != QLatin1String("set") ||
        stanza.children().size() != 1 || stanza.children().front().ns() != carbonsNs)
        return false;
    const QString &name = stanza.children().front().name();
    const bool isEnabled = name == QLatin1String("enable");
    const QString from = stanza.attribute("from");
    const QString user = from.section(u'/', 0, 0);
    const QString to = stanza.attribute("to");
    const bool isForSelf = to.isEmpty() || to == user;
    if (!isForSelf || (!isEnabled && name != QLatin1String("disable")))
        return false;
    User *known = m_service.users.find(UserId(user));
    Resource *resource = known ? known->findResource(from.section(u'/', 1)) : nullptr;
    if (!resource)
        return false;
    resource->wantsCopies = isEnabled;
    m_isWished = m_isWished || isEnabled;
    m_service.door->send(from, streamxml::emptyResult(stanza.attribute("id")));
    return true;
}

bool Carbons::hasListeners(const Element &stanza) const
{
    if (!m_isWished || stanza.name() != QLatin1String("message"))
        return false;
    const User *user = m_service.users.find(UserId(stanza.attribute("from").section(u'/', 0, 0)));
    // Before anything is looked at in the message: most users have one client.
    return user && user->resources.size() > 1 &&
           std::any_of(user->resources.begin(), user->resources.end(), wantsCopy) && isConversation(stanza) &&
           !stanza.attribute("to").isEmpty();
}

void Carbons::expectSent(const Element &stanza)
{
    m_isSending = hasListeners(stanza);
    const QString id = m_isSending ? stanza.attribute("id") : QString();
    if (id.isEmpty())
        return;
    m_copied.resize(rememberedCopies);
    m_copied[std::exchange(m_nextCopied, (m_nextCopied + 1) % rememberedCopies)] =
        hashOf(stanza.attribute("from"), writtenId(id));
}

void Carbons::copySent(const Element &stanza, qint64 number)
{
    if (!std::exchange(m_isSending, false))
        return;
    const QString from = stanza.attribute("from");
    const QString address = from.section(u'/', 0, 0);
    const User *user = m_service.users.find(UserId(address));
    ElementWriter xml;
    xml.element(stanza, u"urn:xmpp:forward:0");
    QByteArray original = xml.take();
    constexpr QByteArrayView end("</message>");
    if (number != 0 && original.endsWith(end))
        original.insert(original.size() - end.size(), MessageArchive::nameOf(number, address));
    const RoomStay *stay = user ? stayOf(*user, stanza.attribute("to")) : nullptr;
    const QStringList joined = stay ? stay->joined : QStringList();
    for (const Resource &resource : user ? user->resources : std::vector<Resource>()) {
        const QString to = address + u'/' + resource.name;
        if (resource.wantsCopies && to != from && (!stay || joined.contains(resource.name)))
            m_service.door->send(to, write("sent", address, to, original));
    }
    const auto early = std::exchange(m_early, {});
    for (const auto &[to, error] : early)
        sendCopies(to, error);
}

// To somebody in a room: only who is in it, too, can go on with that (XEP-0280 §6.1).
const RoomStay *Carbons::stayOf(const User &user, const QString &to) const
{
    const auto address = Jid::parse(to);
    if (!address || address->isBare() || address->domain() != m_service.options.domain)
        return nullptr;
    const QString name = m_service.addresses.nameOf(*address);
    const Network &network = m_service.host.network();
    const Result<RoomId> room = network.isRoomName(name) ? network.roomId(name) : Error{ErrorKind::NotFound};
    const auto found = !room ? user.rooms.end()
                             : std::find_if(user.rooms.begin(), user.rooms.end(),
                                            [&room](const RoomStay &stay) { return stay.room == *room; });
    return found == user.rooms.end() ? nullptr : &*found;
}

bool Carbons::wasCopied(const QString &sender, const QByteArray &error) const
{
    const QByteArray id = valueOf("id", tagOf(error));
    return !id.isEmpty() && std::find(m_copied.begin(), m_copied.end(), hashOf(sender, id)) != m_copied.end();
}

void Carbons::copyReceived(const QString &to, const QByteArray &stanza)
{
    if (!m_isWished || !stanza.startsWith("<message"))
        return;
    const qsizetype slash = to.indexOf(u'/');
    const QString address = to.left(slash);
    const User *user = m_service.users.find(UserId(address));
    if (!user || user->resources.size() < 2 ||
        std::none_of(user->resources.begin(), user->resources.end(), wantsCopy) ||
        !(isCopied(stanza) || wasCopied(to, stanza)))
        return;
    // The copy of what was sent comes first.
    if (m_isSending && !isCopied(stanza))
        m_early.append({to, stanza});
    else
        sendCopies(to, stanza);
}

void Carbons::sendCopies(const QString &to, const QByteArray &stanza)
{
    const qsizetype slash = to.indexOf(u'/');
    const QString address = to.left(slash);
    const User *user = m_service.users.find(UserId(address));
    const QByteArray original =
        QByteArray(stanza).insert(qsizetype(sizeof "<message") - 1, " xmlns=\"jabber:client\"");
    const std::vector<Resource> resources = user ? user->resources : std::vector<Resource>();
    for (const Resource &resource : resources) {
        const bool hasIt = slash < 0 ? resource.isReader() : to.mid(slash + 1) == resource.name;
        const QString other = address + u'/' + resource.name;
        if (resource.wantsCopies && !hasIt)
            m_service.door->send(other, write("received", address, other, original));
    }
}

bool Carbons::isCopied(const QByteArray &message)
{
    const QByteArray type = valueOf("type", tagOf(message));
    const bool isSaid = type == "chat" || ((type.isEmpty() || type == "normal") && isSignal(message));
    return isSaid && !isCopy(message) && !message.contains("\"http://jabber.org/protocol/muc#user\"") &&
           !message.contains("<no-copy xmlns=\"urn:xmpp:hints\"");
}

void Carbons::setWish(const UserId &user, const QString &resource)
{
    m_service.users.get(user).resource(resource).wantsCopies = true;
    m_isWished = true;
}

bool Carbons::isCopy(const QByteArray &stanza)
{
    return stanza.contains(" xmlns=\"urn:xmpp:carbons:2\"");
}

} // namespace spectrum::xmpp
