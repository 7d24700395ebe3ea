// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// The log categories of the XMPP frontend's handlers.
#pragma once

#include <spectrum/Log.h>

namespace spectrum::xmpp
{

Q_DECLARE_LOGGING_CATEGORY(logFrontend)
Q_DECLARE_LOGGING_CATEGORY(logMessages)
Q_DECLARE_LOGGING_CATEGORY(logRooms)

} // namespace spectrum::xmpp
