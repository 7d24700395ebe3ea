// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Carbons.h"

#include "stream/Element.h"
#include "stream/ElementWriter.h"
#include "stream/StreamXml.h"

#include <algorithm>

namespace spectrum::xmpp
{

namespace
{

constexpr QLatin1String carbonsNs("urn:xmpp:carbons:2");
constexpr QLatin1String hintsNs("urn:xmpp:hints");
constexpr QLatin1String roomNs("http://jabber.org/protocol/muc#user");

// XEP-0280 §6.1
bool isConversation(const Element &message)
{
    const QString type = message.attribute("type");
    const bool isSaid = type == QLatin1String("chat") ||
                        ((type.isEmpty() || type == QLatin1String("normal")) && message.child(u"body"));
    return isSaid && !message.child(u"private", carbonsNs) && !message.child(u"no-copy", hintsNs) &&
           !message.child(u"x", roomNs);
}

QByteArray write(const char *direction, const QString &user, const QString &to, const QByteArray &original)
{
    ElementWriter xml;
    xml.open("message");
    xml.attribute("type", "chat");
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

void Carbons::copySent(const Element &stanza)
{
    if (!m_isWished || stanza.name() != QLatin1String("message"))
        return;
    const QString from = stanza.attribute("from");
    const QString address = from.section(u'/', 0, 0);
    const User *user = m_service.users.find(UserId(address));
    // Before anything is looked at in the message: most users have one client.
    if (!user || user->resources.size() < 2 ||
        std::none_of(user->resources.begin(), user->resources.end(), wantsCopy) || !isConversation(stanza) ||
        stanza.attribute("to").isEmpty())
        return;
    ElementWriter xml;
    xml.element(stanza, u"urn:xmpp:forward:0");
    const QByteArray original = xml.take();
    const std::vector<Resource> resources = user->resources;
    for (const Resource &resource : resources) {
        const QString to = address + u'/' + resource.name;
        if (resource.wantsCopies && to != from)
            m_service.door->send(to, write("sent", address, to, original));
    }
}

void Carbons::copyReceived(const QString &to, const QByteArray &stanza)
{
    if (!m_isWished || !stanza.startsWith("<message"))
        return;
    const qsizetype slash = to.indexOf(u'/');
    const QString address = to.left(slash);
    const User *user = m_service.users.find(UserId(address));
    if (!user || user->resources.size() < 2 ||
        std::none_of(user->resources.begin(), user->resources.end(), wantsCopy) || !isCopied(stanza))
        return;
    const QByteArray original =
        QByteArray(stanza).insert(qsizetype(sizeof "<message") - 1, " xmlns=\"jabber:client\"");
    const std::vector<Resource> resources = user->resources;
    for (const Resource &resource : resources) {
        const bool hasIt = slash < 0 ? resource.isReader() : to.mid(slash + 1) == resource.name;
        const QString other = address + u'/' + resource.name;
        if (resource.wantsCopies && !hasIt)
            m_service.door->send(other, write("received", address, other, original));
    }
}

void Carbons::setWish(const UserId &user, const QString &resource)
{
    m_service.users.get(user).resource(resource).wantsCopies = true;
    m_isWished = true;
}

bool Carbons::isCopied(const QByteArray &message)
{
    const QByteArrayView tag = QByteArrayView(message).first(std::max<qsizetype>(0, message.indexOf('>')));
    return tag.contains(" type=\"chat\"") && !Carbons::isCopy(message) &&
           !message.contains("\"http://jabber.org/protocol/muc#user\"") &&
           !message.contains("<no-copy xmlns=\"urn:xmpp:hints\"");
}

bool Carbons::isCopy(const QByteArray &stanza)
{
    return stanza.contains(" xmlns=\"urn:xmpp:carbons:2\"");
}

} // namespace spectrum::xmpp
