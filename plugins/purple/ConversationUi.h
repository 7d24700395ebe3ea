// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// What libpurple calls about conversations and rooms: gives it to the session of the account.
#pragma once

#include <purple.h>

namespace spectrum::purple
{

class ConversationUi
{
public:
    [[nodiscard]] static PurpleConversationUiOps *conversations();
    [[nodiscard]] static PurpleRoomlistUiOps *roomLists();
    // Once the core runs.
    static void connectSignals();
};

} // namespace spectrum::purple
