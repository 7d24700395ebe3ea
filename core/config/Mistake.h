// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// One thing that is wrong in the configuration, with its place.
#pragma once

#include <QList>
#include <QString>

namespace spectrum::config
{

struct Mistake {
    // A path, "command line" or "environment".
    QString file = {};
    // From 1; 0 when the place has no lines.
    int line = 0;
    // "section.key"; may be empty.
    QString key = {};
    // Never contains a value that may be secret.
    QString text = {};
    // The nearest valid key or word; may be empty.
    QString nearest = {};

    // "file:line: key: text (did you mean …?)"
    [[nodiscard]] QString toString() const;

    friend bool operator==(const Mistake &, const Mistake &) = default;
};

using Mistakes = QList<Mistake>;

// Collects mistakes and stops counting at a bound, so that a hostile file cannot fill the memory.
void report(Mistakes &list, Mistake mistake);
// Whether further mistakes are only counted as "more".
[[nodiscard]] bool isFull(const Mistakes &list);

} // namespace spectrum::config
