// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Lets administrators see and run the instance: its users, its numbers, its configuration, its log (XEP-0133
// where that fits).
#pragma once

#include "../Dialogue.h"
#include "../Service.h"

namespace spectrum::xmpp
{

class AccountState;
class RegistrationDesk;

// What is given must live as long as the conversations.
[[nodiscard]] QList<DialogueKind> adminDialogues(Service &service);
[[nodiscard]] QList<DialogueKind> adminUserDialogues(Service &service, AccountState &accounts,
                                                     RegistrationDesk &desk);

// The state of a session, since when, and why.
[[nodiscard]] QString describeSession(const SessionSummary &session);
// The node of a command of XEP-0133.
[[nodiscard]] inline QString adminNode(const char *name)
{
    return QStringLiteral("http://jabber.org/protocol/admin#") + QString::fromLatin1(name);
}
[[nodiscard]] inline QString adminFormType()
{
    return QStringLiteral("http://jabber.org/protocol/admin");
}

} // namespace spectrum::xmpp
