// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Interests.h"

#include "stream/ElementWriter.h"

#include <algorithm>
#include <array>

namespace spectrum::xmpp
{

namespace
{

// One bit each, so that a client's interests are one number.
constexpr std::array<QLatin1String, 11> known{
    QLatin1String("urn:xmpp:avatar:metadata"),
    QLatin1String("urn:xmpp:avatar:data"),
    QLatin1String("http://jabber.org/protocol/nick"),
    QLatin1String("urn:xmpp:bookmarks:1"),
    QLatin1String("storage:bookmarks"),
    QLatin1String("urn:xmpp:vcard4"),
    QLatin1String("urn:xmpp:mds:displayed:0"),
    QLatin1String("http://jabber.org/protocol/mood"),
    QLatin1String("http://jabber.org/protocol/activity"),
    QLatin1String("http://jabber.org/protocol/tune"),
    QLatin1String("http://jabber.org/protocol/geoloc"),
};
static_assert(known.size() <= 16);

quint16 bitOf(QStringView node)
{
    const auto place = std::ranges::find_if(known, [node](QLatin1String each) { return each == node; });
    return place == known.end() ? quint16(0) : static_cast<quint16>(1U << (place - known.begin()));
}

} // namespace

Interests::Interests(Service &service) : m_service(service), m_isOfUse(service.isServer()) {}

QStringList Interests::nodes()
{
    return {known.begin(), known.end()};
}

bool Interests::isInterested(const Resource &resource, const QString &node)
{
    return (resource.interests & bitOf(node)) != 0;
}

void Interests::handlePresence(const Incoming &incoming)
{
    const Element *caps = incoming.stanza.child(u"c", u"http://jabber.org/protocol/caps");
    User *user = m_service.users.find(incoming.user);
    Resource *resource = user ? user->findResource(incoming.from.resource()) : nullptr;
    if (!caps || !resource)
        return;
    const QString node = caps->attribute("node") + u'#' + caps->attribute("ver");
    const auto print = static_cast<quint32>(qHash(node, 1) | 1U);
    if (resource->capsPrint == print)
        return;
    resource->capsPrint = print;
    resource->isAskedForInterests = false;
    if (m_isOfUse)
        ask(*user, *resource, node);
}

void Interests::askClients(User &user)
{
    m_isOfUse = true;
    for (Resource &resource : user.resources) {
        if (resource.capsPrint != 0 && !resource.isAskedForInterests)
            ask(user, resource, {});
    }
}

// Without a node a client tells all that it can.
void Interests::ask(const User &user, Resource &resource, const QString &node)
{
    resource.isAskedForInterests = true;
    ElementWriter xml;
    xml.open("query", "http://jabber.org/protocol/disco#info");
    if (!node.isEmpty())
        xml.attribute("node", node);
    xml.close();
    m_service.queries.ask(m_service,
                          {.from = m_service.isServer() ? user.address() : m_service.options.domain,
                           .to = user.address() + u'/' + resource.name,
                           .payload = xml.take()},
                          [this, id = user.id(), name = resource.name](const QueryReply &reply) {
                              if (reply.isResult() && reply.payload)
                                  learn(id, name, *reply.payload);
                          });
}

void Interests::learn(const UserId &id, const QString &name, const Element &info)
{
    User *user = m_service.users.find(id);
    Resource *resource = user ? user->findResource(name) : nullptr;
    if (!resource)
        return;
    quint16 interests = 0;
    for (const Element &feature : info.children()) {
        const QString var = feature.attribute("var");
        if (var.endsWith(QLatin1String("+notify")))
            interests = static_cast<quint16>(interests | bitOf(QStringView(var).chopped(7)));
    }
    resource->interests = interests;
    if (interests == 0)
        return;
    for (const Learned &learned : m_learned)
        learned(id, name);
}

} // namespace spectrum::xmpp
