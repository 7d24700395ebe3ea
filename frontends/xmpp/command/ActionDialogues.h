// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// What the network can be asked to do for the user's account, as a conversation.
#pragma once

#include "../Dialogue.h"
#include "../Service.h"

namespace spectrum::xmpp
{

class LoginSteps;
class OfferedActions;

// "actions". What is given must live as long as the conversations.
[[nodiscard]] QList<DialogueKind> actionDialogues(Service &service, const OfferedActions &actions,
                                                  LoginSteps &steps);

} // namespace spectrum::xmpp
