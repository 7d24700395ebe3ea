// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: LGPL-2.1-or-later
// Whether somebody is there, and what they say about it.
#pragma once

#include <QDateTime>
#include <QString>

namespace spectrum
{

enum class Availability : quint8 { Offline, Online, Chatty, Away, ExtendedAway, Busy, Invisible };

struct Presence {
    Availability availability = Availability::Offline;
    // The status text, plain; empty = none.
    QString text = {};
    // Since when nothing was typed, in UTC; invalid = unknown.
    QDateTime idleSince = {};

    friend bool operator==(const Presence &, const Presence &) = default;
};

} // namespace spectrum
