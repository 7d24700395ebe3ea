// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Takes libpurple's requests and gives each to the desk of its account.
#pragma once

#include <purple.h>

namespace spectrum::purple
{

class RequestUi
{
public:
    // For purple_request_set_ui_ops().
    [[nodiscard]] static PurpleRequestUiOps *operations();
};

} // namespace spectrum::purple
