// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// What the error numerics of a server mean, as data.
#pragma once

#include <spectrum/Error.h>

namespace spectrum::irc
{

// text is the server's own sentence; it is shown if there is one.
[[nodiscard]] Error replyError(int numeric, const QString &text);

} // namespace spectrum::irc
