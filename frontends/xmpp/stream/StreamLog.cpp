// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "StreamLog.h"

namespace spectrum::xmpp
{

SPECTRUM_LOG_CATEGORY(logStream, "spectrum.xmpp.stream")
SPECTRUM_LOG_CATEGORY(logAuth, "spectrum.xmpp.auth")
SPECTRUM_WIRE_LOG_CATEGORY(logWire, "spectrum.xmpp.wire")

} // namespace spectrum::xmpp
