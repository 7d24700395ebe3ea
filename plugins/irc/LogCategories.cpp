// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "LogCategories.h"

namespace spectrum::irc
{

SPECTRUM_LOG_CATEGORY(logIrc, "spectrum.irc")
SPECTRUM_WIRE_LOG_CATEGORY(logIrcWire, "spectrum.irc.wire")

} // namespace spectrum::irc
