// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Presences in libpurple's terms: those of contacts, and the user's own with what the protocol has.
#pragma once

#include <spectrum/Presence.h>

#include <purple.h>

namespace spectrum::purple
{

[[nodiscard]] Availability availabilityOf(PurpleStatusPrimitive primitive);
// With the mood or the tune as text when there is no other.
[[nodiscard]] Presence presenceOf(const PurplePresence *presence);
// Sets the nearest status that the protocol knows.
void applyPresence(PurpleAccount *account, const Presence &presence);

} // namespace spectrum::purple
