// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// The log category of what libpurple asks and says.
#pragma once

#include <spectrum/Log.h>

namespace spectrum::purple
{

Q_DECLARE_LOGGING_CATEGORY(lcTalk)

} // namespace spectrum::purple
