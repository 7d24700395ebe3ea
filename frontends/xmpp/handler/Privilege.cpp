// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Privilege.h"

#include "../LogCategories.h"
#include "stream/ElementWriter.h"

#include <spectrum/Log.h>

namespace spectrum::xmpp
{

namespace
{

constexpr const char *namespaces[] = {"urn:xmpp:privilege:2", "urn:xmpp:privilege:1"};
constexpr const char *rosterNs = "jabber:iq:roster";
constexpr size_t maximumServers = 1'000;
const QString sentPrefix = QStringLiteral("privilege-");

QStringView domainOf(const UserId &user)
{
    const QString &address = user.toString();
    return QStringView(address).mid(address.indexOf(u'@') + 1);
}

void writeItem(ElementWriter &xml, const RosterItem &item)
{
    xml.open("query", rosterNs);
    xml.open("item");
    xml.attribute("jid", item.address);
    xml.attribute("subscription", item.subscription);
    if (!item.name.isEmpty())
        xml.attribute("name", item.name);
    for (const QString &group : item.groups)
        xml.leaf("group", group);
    xml.close();
    xml.close();
}

bool isRefusal(const QString &condition)
{
    return condition == QLatin1String("forbidden") || condition == QLatin1String("not-allowed") ||
           condition == QLatin1String("service-unavailable") ||
           condition == QLatin1String("feature-not-implemented");
}

} // namespace

std::vector<RosterItem> readRosterItems(const Element &query)
{
    std::vector<RosterItem> items;
    for (const Element &child : query.children()) {
        if (!child.is(u"item", query.ns()) || child.attribute("jid").isEmpty())
            continue;
        RosterItem item{child.attribute("jid"), child.attribute("name"), {}, child.attribute("subscription")};
        for (const Element &group : child.children()) {
            if (group.is(u"group", query.ns()) && !group.text().isEmpty())
                item.groups.append(group.text());
        }
        items.push_back(std::move(item));
    }
    return items;
}

bool Privilege::handleMessage(const Incoming &incoming)
{
    for (const char *ns : namespaces) {
        const Element *privilege = incoming.stanza.child(u"privilege", QLatin1String(ns));
        if (!privilege)
            continue;
        // The stream's server vouches for the sender: no user can have an address without a name before the
        // @.
        const Jid &from = incoming.from;
        if (from.hasNode() || !from.resource().isEmpty() || incoming.to.kind != Destination::Kind::Service ||
            m_service.isServer()) {
            if (m_forged++ % 1000 == 0)
                qCWarning(logFrontend, "%llu grants of privileges by somebody who is no server were ignored",
                          m_forged);
            return true;
        }
        take(from.domain(), readGrant(*privilege, ns));
        return true;
    }
    return false;
}

Privilege::Grant Privilege::readGrant(const Element &privilege, const char *ns)
{
    Grant grant{.ns = ns};
    for (const Element &perm : privilege.children()) {
        if (!perm.is(u"perm", privilege.ns()))
            continue;
        const QString access = perm.attribute("access");
        const QString type = perm.attribute("type");
        if (access == QLatin1String("roster")) {
            const bool isBoth = type == QLatin1String("both");
            grant.readsRoster = isBoth || type == QLatin1String("get");
            grant.changesRoster = isBoth || type == QLatin1String("set");
            grant.hearsRoster = grant.readsRoster && perm.attribute("push") != QLatin1String("false");
        } else if (access == QLatin1String("message")) {
            grant.sendsMessages = type == QLatin1String("outgoing");
        }
    }
    return grant;
}

void Privilege::take(const QString &domain, const Grant &grant)
{
    if (m_grants.size() >= maximumServers && !m_grants.contains(domain))
        return;
    m_grants[domain] = grant;
    qCInfo(logFrontend, "%s lets this gateway%s%s%s", qUtf8Printable(logSafe(domain)),
           grant.changesRoster ? " change contact lists;"
           : grant.readsRoster ? " read contact lists;"
                               : "",
           grant.sendsMessages ? " send messages of users;" : "",
           grant.readsRoster || grant.changesRoster || grant.sendsMessages ? "" : " do nothing special");
    if (m_granted)
        m_granted();
}

bool Privilege::handleError(const Incoming &incoming)
{
    if (incoming.from.hasNode() || !incoming.from.resource().isEmpty() || !incoming.id.startsWith(sentPrefix))
        return false;
    const auto grant = m_grants.find(incoming.from.domain());
    if (grant == m_grants.end())
        return true;
    grant->second.sendsMessages = false;
    tellRefusal(grant->first, "send messages of users");
    return true;
}

const Privilege::Grant *Privilege::find(const UserId &user) const
{
    if (m_grants.empty())
        return nullptr;
    const auto grant = m_grants.find(domainOf(user).toString());
    return grant == m_grants.end() ? nullptr : &grant->second;
}

bool Privilege::canReadRoster(const UserId &user) const
{
    const Grant *grant = find(user);
    return grant && grant->readsRoster;
}

bool Privilege::canChangeRoster(const UserId &user) const
{
    const Grant *grant = find(user);
    return grant && grant->changesRoster;
}

bool Privilege::hearsRoster(const UserId &user) const
{
    const Grant *grant = find(user);
    return grant && grant->hearsRoster;
}

bool Privilege::canSendAs(const UserId &user) const
{
    const Grant *grant = find(user);
    return grant && grant->sendsMessages;
}

void Privilege::readRoster(const UserId &user, Read read)
{
    ElementWriter xml;
    xml.empty("query", rosterNs);
    m_service.queries.ask(
        m_service,
        {.type = "get", .from = m_service.options.domain, .to = user.toString(), .payload = xml.take()},
        [this, user, read = std::move(read)](const QueryReply &reply) {
            const bool isRoster = reply.payload && reply.payload->is(u"query", QLatin1String(rosterNs));
            if (isRoster)
                read(readRosterItems(*reply.payload));
            else
                read(refused(domainOf(user).toString(), reply));
        });
}

void Privilege::writeRoster(const UserId &user, const RosterItem &item, Written written)
{
    ElementWriter xml;
    writeItem(xml, item);
    m_service.queries.ask(
        m_service,
        {.type = "set", .from = m_service.options.domain, .to = user.toString(), .payload = xml.take()},
        [this, user, written = std::move(written)](const QueryReply &reply) {
            written(outcomeOfChange(domainOf(user).toString(), reply));
        });
}

Result<void> Privilege::outcomeOfChange(const QString &domain, const QueryReply &reply)
{
    const auto grant = m_grants.find(domain);
    if (reply.isResult()) {
        if (grant != m_grants.end())
            grant->second.hasChanged = true;
        return {};
    }
    // ejabberd before 23.10 lets a component change lists, and fails at each change.
    if (grant == m_grants.end() || grant->second.hasChanged ||
        reply.condition != QLatin1String("internal-server-error"))
        return refused(domain, reply);
    grant->second.changesRoster = false;
    tellRefusal(domain, "change contact lists, an internal error; ejabberd can it since 23.10");
    return Error{.kind = ErrorKind::NotAllowed, .detail = reply.condition};
}

bool Privilege::sendAs(const UserId &user, QByteArrayView message)
{
    const Grant *grant = find(user);
    if (!grant || !grant->sendsMessages)
        return false;
    const QString to = domainOf(user).toString();
    ElementWriter xml;
    xml.open("message");
    xml.attribute("from", m_service.options.domain);
    xml.attribute("to", to);
    xml.attribute("id", sentPrefix + QString::number(++m_sent));
    xml.open("privilege", grant->ns);
    xml.open("forwarded", "urn:xmpp:forward:0");
    xml.raw(message);
    xml.close();
    xml.close();
    xml.close();
    m_service.door->send(to, xml.take());
    return true;
}

Error Privilege::refused(const QString &domain, const QueryReply &reply)
{
    if (reply.outcome == QueryReply::Outcome::Silent)
        return {.kind = ErrorKind::TimedOut};
    if (!isRefusal(reply.condition))
        return {.kind = ErrorKind::InvalidInput, .detail = reply.condition};
    if (const auto grant = m_grants.find(domain); grant != m_grants.end()) {
        grant->second.readsRoster = grant->second.changesRoster = grant->second.hearsRoster = false;
        tellRefusal(domain, "change contact lists");
    }
    return {.kind = ErrorKind::NotAllowed, .detail = reply.condition};
}

void Privilege::tellRefusal(const QString &domain, const char *what)
{
    if (std::exchange(m_grants[domain].isRefusalLogged, true))
        return;
    qCWarning(
        logFrontend,
        "%s granted a privilege and now refuses it (%s); it is not tried again until it is granted again: "
        "check mod_privilege of the XMPP server",
        qUtf8Printable(logSafe(domain)), what);
}

} // namespace spectrum::xmpp
