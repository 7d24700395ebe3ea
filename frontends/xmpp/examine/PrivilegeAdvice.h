// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Says how to let the gateway into its users' contact lists, in the words of the server's configuration.
#pragma once

#include <QString>

namespace spectrum::xmpp
{

enum class ServerSoftware : quint8 { Unknown, Prosody, Ejabberd };

// From what the server calls itself (XEP-0092).
[[nodiscard]] ServerSoftware serverSoftware(const QString &name);
// Whether that version does what it grants: ejabberd fails at changes of contact lists before 23.10.
[[nodiscard]] bool keepsPrivileges(ServerSoftware software, const QString &version);
// XEP-0356 at the server with these users, for that component; of an unknown server the advice for each.
[[nodiscard]] QString privilegeAdvice(ServerSoftware software, const QString &server,
                                      const QString &component);

} // namespace spectrum::xmpp
