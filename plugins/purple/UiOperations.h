// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// What libpurple calls when something happens: finds the session of the account and tells its parts.
#pragma once

#include <purple.h>

namespace spectrum::purple
{

class UiOperations
{
public:
    // For purple_core_set_ui_ops(): sets all the others when the core starts.
    [[nodiscard]] static PurpleCoreUiOps *core();
    // Once the core runs.
    static void connectSignals();
};

} // namespace spectrum::purple
