// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "GatewayReport.h"

#include "ComponentFinding.h"
#include "PrivilegeJudge.h"

namespace spectrum::xmpp
{

namespace
{

// Of more servers nobody wants to read.
constexpr qsizetype mostServers = 20;

GrantedPrivileges privilegesAt(const QString &server, const Privilege::Grant &grant)
{
    return {.server = server,
            .readsRosters = grant.readsRoster,
            .changesRosters = grant.changesRoster,
            .sendsMessages = grant.sendsMessages,
            .wasRefused = grant.isRefusalLogged};
}

} // namespace

QList<Finding> reportGateway(const Options &options, const Door &door, const Privilege &privilege)
{
    if (const std::optional<Error> trouble = door.trouble())
        return {componentRefused(*trouble)};
    QList<Finding> findings{componentAccepted(options)};
    for (const auto &[server, grant] : privilege.grants()) {
        findings.append(judgePrivileges(privilegesAt(server, grant), options.domain));
        if (findings.size() > mostServers)
            break;
    }
    if (privilege.grants().empty())
        findings.append(
            judgePrivileges({.server = options.domain.section(QLatin1Char('.'), 1)}, options.domain));
    return findings;
}

} // namespace spectrum::xmpp
