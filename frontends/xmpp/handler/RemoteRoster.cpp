// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "RemoteRoster.h"

#include "stream/ElementWriter.h"

namespace spectrum::xmpp
{

namespace
{

constexpr QStringView managementNs = u"urn:xmpp:tmp:roster-management:0";
constexpr std::chrono::minutes patience{2};
constexpr std::chrono::hours peace{1};
constexpr size_t maximumServers = 1'000;
constexpr size_t maximumRefused = 10'000;

QString domainOf(const UserId &user)
{
    return user.toString().mid(user.toString().indexOf(u'@') + 1);
}

} // namespace

RemoteRoster::RemoteRoster(Service &service, IqDispatcher &dispatcher, Privilege &privilege)
    : m_service(service), m_privilege(privilege)
{
    if (service.isServer())
        return;
    dispatcher.add(IqType::Set, u"query", managementNs,
                   [this](const IqRequest &request) { return handleVerdict(request); });
}

bool RemoteRoster::isWorthAsking(const UserId &user) const
{
    // Reading, which tells whether it is allowed, is what the privilege allows.
    if (m_privilege.canReadRoster(user))
        return false;
    const Clock::Moment now = m_service.host.clock().now();
    const auto without = m_without.find(domainOf(user));
    const auto refused = m_refused.find(user);
    return (without == m_without.end() || now - without->second >= peace) &&
           (refused == m_refused.end() || now - refused->second >= peace);
}

void RemoteRoster::refuse(const UserId &user)
{
    if (m_allowed.erase(user) == 0)
        return;
    const Clock::Moment now = m_service.host.clock().now();
    std::erase_if(m_refused, [now](const auto &refused) { return now - refused.second >= peace; });
    if (m_refused.size() < maximumRefused)
        m_refused[user] = now;
}

void RemoteRoster::ask(const UserId &user, Found found)
{
    if (!m_asked.try_emplace(user, std::move(found)).second)
        return;
    // Some servers let a component in without a word; with others the user was asked at an earlier login.
    m_privilege.readRoster(user, [this, user](const Result<std::vector<RosterItem>> &roster) {
        if (roster)
            finish(user, true);
        else
            request(user);
    });
}

void RemoteRoster::request(const UserId &user)
{
    ElementWriter xml;
    xml.open("query", "urn:xmpp:tmp:roster-management:0");
    xml.attribute("type", "request");
    xml.attribute(
        "reason",
        QStringLiteral("Keep your contacts of %1 in your contact list.").arg(m_service.host.networkName()));
    xml.close();
    m_service.queries.ask(
        m_service,
        {.type = "set", .from = m_service.options.domain, .to = user.toString(), .payload = xml.take()},
        [this, user](const QueryReply &reply) {
            if (reply.isResult()) {
                probeAgain(user);
                return;
            }
            // Others were refused for this user's sake only.
            if ((reply.condition == QLatin1String("service-unavailable") ||
                 reply.condition == QLatin1String("feature-not-implemented")) &&
                m_without.size() < maximumServers)
                m_without[domainOf(user)] = m_service.host.clock().now();
            finish(user, false);
        });
}

// A result says that the user is asked now, or was before.
void RemoteRoster::probeAgain(const UserId &user)
{
    m_privilege.readRoster(user, [this, user](const Result<std::vector<RosterItem>> &roster) {
        if (roster) {
            finish(user, true);
            return;
        }
        m_service.host.clock().schedule(patience, &m_service.context,
                                        [this, user] { finish(user, m_allowed.contains(user)); });
    });
}

void RemoteRoster::finish(const UserId &user, bool isAllowed)
{
    if (isAllowed)
        m_allowed.insert(user);
    auto node = m_asked.extract(user);
    if (!node.empty())
        node.mapped()(isAllowed);
    else if (isAllowed && m_whenAllowed)
        m_whenAllowed(user);
}

IqAnswer RemoteRoster::handleVerdict(const IqRequest &request)
{
    const UserId &user = request.incoming.user;
    // Clients have a resource: what has none was said by the user's server.
    if (!request.incoming.from.resource().isEmpty() || !m_service.users.find(user))
        return serviceUnavailable();
    const QString type = request.payload.attribute("type");
    if (type == QLatin1String("allowed")) {
        m_refused.erase(user);
        finish(user, true);
    } else if (type == QLatin1String("rejected") || type == QLatin1String("reject")) {
        m_allowed.erase(user);
        finish(user, false);
    } else {
        return badRequest();
    }
    return IqResult{};
}

} // namespace spectrum::xmpp
