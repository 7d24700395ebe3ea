// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Lets users see and change their settings.
#pragma once

#include "../Dialogue.h"
#include "../Service.h"
#include "SettingRegistry.h"

namespace spectrum::xmpp
{

// "settings". What is given must live as long as the conversations.
[[nodiscard]] DialogueKind settingsDialogue(Service &service, const SettingRegistry &registry);

} // namespace spectrum::xmpp
