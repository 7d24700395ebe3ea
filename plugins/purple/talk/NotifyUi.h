// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Takes libpurple's notifications and gives each to the desk of its account.
#pragma once

#include <purple.h>

namespace spectrum::purple
{

class NotifyUi
{
public:
    // For purple_notify_set_ui_ops().
    [[nodiscard]] static PurpleNotifyUiOps *operations();
};

} // namespace spectrum::purple
