// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// The log categories of the module.
#pragma once

#include <spectrum/Log.h>

namespace spectrum::purple
{

Q_DECLARE_LOGGING_CATEGORY(lcPurple)
// What libpurple says to itself: it may hold texts of messages.
Q_DECLARE_LOGGING_CATEGORY(lcPurpleWire)

} // namespace spectrum::purple
