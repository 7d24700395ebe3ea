// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Makes a file's name that somebody else chose harmless.
#pragma once

#include <QString>

namespace spectrum::core
{

// One part of a path that is no hidden file, without anything that shells, web servers or readers of text may
// take for something else; the extension is kept. Never empty, and short enough for every file system.
[[nodiscard]] QString safeFileName(const QString &given);

} // namespace spectrum::core
