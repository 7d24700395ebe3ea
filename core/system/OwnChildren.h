// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Knows which processes this one has started to run code that is not trusted.
#pragma once

#include <QSet>

namespace spectrum::system
{

// Used in the main thread only. A number belongs to a child until the child was waited for, so it cannot be
// somebody else's meanwhile.
class OwnChildren
{
public:
    static void add(qint64 process) { all().insert(process); }
    static void remove(qint64 process) { all().remove(process); }
    [[nodiscard]] static bool contains(qint64 process) { return all().contains(process); }

private:
    static QSet<qint64> &all()
    {
        static QSet<qint64> processes;
        return processes;
    }
};

} // namespace spectrum::system
