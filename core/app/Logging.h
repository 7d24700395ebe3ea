// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Sets the log up as the configuration says.
#pragma once

#include <spectrum/Result.h>
#include <spectrum/Settings.h>

namespace spectrum::core
{

Result<void> applyLogging(const Settings &settings);
// In the configured format, but with another level and other rules.
Result<void> applyLogLevel(const Settings &settings, const QString &level, const QStringList &rules);

} // namespace spectrum::core
