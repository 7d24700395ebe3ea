// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Lets users log their accounts in and out without leaving.
#pragma once

#include "../Dialogue.h"
#include "../Service.h"

namespace spectrum::xmpp
{

class AccountState;
class LoginSteps;

// "login", "logout" and "re-login". What is given must live as long as the conversations.
[[nodiscard]] QList<DialogueKind> sessionDialogues(Service &service, AccountState &accounts,
                                                   LoginSteps &steps);

} // namespace spectrum::xmpp
