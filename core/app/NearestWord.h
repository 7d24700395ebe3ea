// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Finds the word that somebody probably meant.
#pragma once

#include <QStringList>

namespace spectrum::core
{

// The candidate with the fewest letters changed, or nothing when none is near.
[[nodiscard]] QString nearestWord(const QString &word, const QStringList &candidates);

} // namespace spectrum::core
