// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// What the settings say of streams.
#pragma once

#include "Options.h"
#include "stream/ComponentStream.h"

namespace spectrum::xmpp
{

[[nodiscard]] ReaderLimits readLimits(const Settings &settings);
// Without a delay.
[[nodiscard]] ComponentOptions readComponentOptions(const Settings &settings, const Options &options);

} // namespace spectrum::xmpp
