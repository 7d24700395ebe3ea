// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// What the end of a connection means for the user, by libpurple's reason for it.
#pragma once

#include <spectrum/Error.h>

#include <purple.h>

namespace spectrum::purple
{

struct ConnectionReason {
    Error error = {};
    // Trying again changes nothing.
    bool isFinal = false;
};

[[nodiscard]] ConnectionReason reasonOf(PurpleConnectionError reason, const char *text);

} // namespace spectrum::purple
