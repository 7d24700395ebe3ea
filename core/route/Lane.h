// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// What the router keeps for one session.
#pragma once

#include "route/Outbox.h"
#include "route/RecentMessages.h"

#include <spectrum/Ids.h>

namespace spectrum::core
{

struct Lane {
    UserId user = {};
    Outbox outbox = {};
    RecentMessages recent = {};
    // One line in the log for each session that breaks the rules; the rest is counted only.
    bool isMisconductLogged = false;
};

} // namespace spectrum::core
