// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Turns an error of the database engine into an Error.
#pragma once

#include <spectrum/Error.h>

struct sqlite3;

namespace spectrum::store
{

// StorageFailed; the detail holds the engine's own words, which never hold a value.
[[nodiscard]] Error sqlError(sqlite3 *connection);
[[nodiscard]] Error sqlError(int code);

} // namespace spectrum::store
