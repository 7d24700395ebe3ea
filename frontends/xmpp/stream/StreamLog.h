// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// The log categories of the streams.
#pragma once

#include <spectrum/Log.h>

namespace spectrum::xmpp
{

Q_DECLARE_LOGGING_CATEGORY(logStream)
// Authentications, in a form that fail2ban reads.
Q_DECLARE_LOGGING_CATEGORY(logAuth)
// What is said on the streams, secrets masked.
Q_DECLARE_LOGGING_CATEGORY(logWire)

} // namespace spectrum::xmpp
