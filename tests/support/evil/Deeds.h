// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Everything that an account of the evil network can do to the process that it is in.
#pragma once

#include <QString>

namespace spectrum::evil
{

class EvilSession;

// Null: there is no such deed.
[[nodiscard]] void (*deedOf(const QString &name))(EvilSession &);

} // namespace spectrum::evil
