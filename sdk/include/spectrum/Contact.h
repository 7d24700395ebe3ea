// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: LGPL-2.1-or-later
// Somebody in a user's contact list on a network.
#pragma once

#include <spectrum/Ids.h>

#include <QStringList>

namespace spectrum
{

struct Contact {
    ContactId id = {};
    // What the user or the network calls them; empty = the id.
    QString name = {};
    QStringList groups = {};

    friend bool operator==(const Contact &, const Contact &) = default;
};

} // namespace spectrum
