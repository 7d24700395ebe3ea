// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// What the frontend remembers of one of a user's contacts.
#pragma once

#include "Portrait.h"

#include <spectrum/Presence.h>

namespace spectrum::xmpp
{

struct KnownContact {
    Contact contact = {};
    Presence presence = {};
    // The user was told of it, or asked for it.
    bool isAnnounced = false;
    // The network said that it is one.
    bool isListed = false;
    // When they left, in seconds of UTC; 0 = not known.
    qint64 leftAt = 0;
    bool isDue = false, isPresenceDue = false, isPortraitDue = false, isAvatarDue = false;
    // When the user was told of a change, in the lower milliseconds of the clock; 0 = never.
    quint32 shownAt = 0;
    // What the user's own list says of it, and what is on its way there, as hashes; 0 = nothing.
    quint32 told = 0, sent = 0;
    // Their picture; null when the network has not told of any.
    PortraitPointer portrait = {};

    // As far as the user was told: they went, but that was not shown yet.
    [[nodiscard]] bool seemsThere() const
    {
        return presence.availability != Availability::Offline || isPresenceDue;
    }
};

} // namespace spectrum::xmpp
