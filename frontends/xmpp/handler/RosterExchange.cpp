// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "RosterExchange.h"

#include "stream/ElementWriter.h"

#include <algorithm>

namespace spectrum::xmpp
{

namespace
{

constexpr const char *exchangeNs = "http://jabber.org/protocol/rosterx";
constexpr const char *discoNs = "http://jabber.org/protocol/disco#info";

bool announcesExchange(const QueryReply &reply)
{
    if (!reply.payload || !reply.payload->is(u"query", QLatin1String(discoNs)))
        return false;
    return std::ranges::any_of(reply.payload->children(), [](const Element &child) {
        return child.name() == QLatin1String("feature") &&
               child.attribute("var") == QLatin1String(exchangeNs);
    });
}

const char *nameOf(RosterExchange::Action action)
{
    switch (action) {
    case RosterExchange::Action::Modify:
        return "modify";
    case RosterExchange::Action::Delete:
        return "delete";
    case RosterExchange::Action::Add:
        break;
    }
    return "add";
}

} // namespace

void RosterExchange::find(const User &user, Found found)
{
    std::vector<const Resource *> there;
    for (const Resource &resource : user.resources) {
        if (resource.presence.availability != Availability::Offline)
            there.push_back(&resource);
    }
    std::ranges::stable_sort(there,
                             [](const Resource *a, const Resource *b) { return a->priority > b->priority; });
    QStringList clients;
    for (const Resource *resource : there)
        clients.append(user.address() + u'/' + resource->name);
    askNext(std::move(clients), std::move(found));
}

void RosterExchange::askNext(QStringList clients, Found found)
{
    if (clients.isEmpty()) {
        found({});
        return;
    }
    const QString client = clients.takeFirst();
    ElementWriter xml;
    xml.empty("query", discoNs);
    m_service.queries.ask(
        m_service, {.type = "get", .from = m_service.options.domain, .to = client, .payload = xml.take()},
        [this, client, clients, found = std::move(found)](const QueryReply &reply) {
            if (announcesExchange(reply))
                found(client);
            else
                askNext(clients, found);
        });
}

void RosterExchange::suggest(const QString &client, Action action, const std::vector<RosterItem> &items,
                             Answered answered)
{
    ElementWriter xml;
    xml.open("x", exchangeNs);
    for (const RosterItem &item : items) {
        xml.open("item");
        xml.attribute("action", nameOf(action));
        xml.attribute("jid", item.address);
        if (!item.name.isEmpty())
            xml.attribute("name", item.name);
        for (const QString &group : item.groups)
            xml.leaf("group", group);
        xml.close();
    }
    xml.close();
    m_service.queries.ask(
        m_service, {.type = "set", .from = m_service.options.domain, .to = client, .payload = xml.take()},
        [answered = std::move(answered)](const QueryReply &reply) { answered(reply.isResult()); });
}

} // namespace spectrum::xmpp
