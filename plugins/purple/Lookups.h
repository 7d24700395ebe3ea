// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Looks names up for libpurple without a process for each: in Qt's threads for addresses and services.
#pragma once

#include <purple.h>

namespace spectrum::purple
{

class Lookups
{
public:
    // For purple_dnsquery_set_ui_ops().
    [[nodiscard]] static PurpleDnsQueryUiOps *addresses();
    // For purple_srv_txt_query_set_ui_ops().
    [[nodiscard]] static PurpleSrvTxtQueryUiOps *services();
};

} // namespace spectrum::purple
