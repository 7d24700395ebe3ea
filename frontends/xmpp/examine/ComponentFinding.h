// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Says whether the XMPP server takes the gateway as its component.
#pragma once

#include "../Options.h"

#include <spectrum/Error.h>
#include <spectrum/Examination.h>

namespace spectrum::xmpp
{

[[nodiscard]] Finding componentAccepted(const Options &options);
[[nodiscard]] Finding componentRefused(const Error &error);

} // namespace spectrum::xmpp
