// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "LogCategories.h"

namespace spectrum::xmpp
{

SPECTRUM_LOG_CATEGORY(logFrontend, "spectrum.xmpp")
SPECTRUM_LOG_CATEGORY(logMessages, "spectrum.xmpp.messages")
SPECTRUM_LOG_CATEGORY(logRooms, "spectrum.xmpp.rooms")

} // namespace spectrum::xmpp
