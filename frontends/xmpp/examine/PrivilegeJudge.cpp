// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "PrivilegeJudge.h"

namespace spectrum::xmpp
{

namespace
{

QString shortcomingOf(const GrantedPrivileges &granted)
{
    if (granted.wasRefused)
        return QStringLiteral("%1 granted privileges to the gateway, and then refused what they are for.")
            .arg(granted.server);
    if (granted.readsRosters && granted.changesRosters)
        return QStringLiteral(
                   "%1 lets the gateway change contact lists, but not send in the name of users: what "
                   "they write with other clients of the network comes as plain text.")
            .arg(granted.server);
    return QStringLiteral("The server does not let the gateway into its users' contact lists.");
}

} // namespace

Finding judgePrivileges(const GrantedPrivileges &granted, const QString &component)
{
    Finding finding{.subject = QStringLiteral("privileges")};
    if (granted.changesRosters && !keepsPrivileges(granted.software, granted.version)) {
        finding.verdict = Finding::Verdict::Doubtful;
        finding.text =
            QStringLiteral("ejabberd %1 grants what it cannot do: it fails at each change of a contact "
                           "list.")
                .arg(granted.version);
        finding.advice = QStringLiteral("Update it to 23.10 or later; until then contacts come as requests.");
    } else if (granted.readsRosters && granted.changesRosters && granted.sendsMessages &&
               !granted.wasRefused) {
        finding.text = QStringLiteral("%1 lets the gateway change contact lists and send copies of messages.")
                           .arg(granted.server);
    } else {
        finding.verdict = Finding::Verdict::Doubtful;
        finding.text = shortcomingOf(granted);
        finding.advice = privilegeAdvice(granted.software, granted.server, component);
    }
    return finding;
}

} // namespace spectrum::xmpp
