// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Finds the valid name that somebody probably meant.
#pragma once

#include <QStringList>

namespace spectrum::config
{

// The candidate with the fewest letters changed, or nothing when none is near.
[[nodiscard]] QString nearestName(const QString &name, const QStringList &candidates);

} // namespace spectrum::config
