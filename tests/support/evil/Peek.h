// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Tries to get at what no module has any business with.
#pragma once

#include <QString>
#include <QStringList>

namespace spectrum::evil
{

struct Prey {
    QStringList files = {};
    QString socket = {};
    // Whether the network was given a secret that is not its own.
    bool isToldSecrets = false;
};

// Everything that worked, one word each, and nothing else: "-" when nothing did.
[[nodiscard]] QString peekAround(const Prey &prey);

} // namespace spectrum::evil
