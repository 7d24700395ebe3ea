// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Runs libpurple's timers and watches on the GLib main loop, each in the turn of the account that made it.
#pragma once

#include <purple.h>

namespace spectrum::purple
{

class EventLoop
{
public:
    // For purple_eventloop_set_ui_ops(), before the core is initialised.
    [[nodiscard]] static PurpleEventLoopUiOps *operations();
};

} // namespace spectrum::purple
