// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Sets the log up as the configuration says.
#pragma once

#include <spectrum/Result.h>
#include <spectrum/Settings.h>

namespace spectrum::core
{

Result<void> applyLogging(const Settings &settings);

} // namespace spectrum::core
