// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// The log categories of the IRC module.
#pragma once

#include <spectrum/Log.h>

namespace spectrum::irc
{

Q_DECLARE_LOGGING_CATEGORY(logIrc)
Q_DECLARE_LOGGING_CATEGORY(logIrcWire)

} // namespace spectrum::irc
