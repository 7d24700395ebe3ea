// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Lets users see and change their contacts on the network, also without a client that can.
#pragma once

#include "../Dialogue.h"
#include "../Service.h"

namespace spectrum::xmpp
{

// "contacts", "add-contact", "rename-contact" and "remove-contact". The service must live as long as the
// conversations.
[[nodiscard]] QList<DialogueKind> contactDialogues(Service &service);

} // namespace spectrum::xmpp
