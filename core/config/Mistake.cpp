// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "config/Mistake.h"

namespace spectrum::config
{

namespace
{

constexpr qsizetype maximumReported = 500;

}

QString Mistake::toString() const
{
    QString shown = file;
    if (line > 0)
        shown += QStringLiteral(":%1").arg(line);
    if (!key.isEmpty())
        shown += QStringLiteral(": ") + key;
    shown += QStringLiteral(": ") + text;
    if (!nearest.isEmpty())
        shown += QStringLiteral(" (did you mean %1?)").arg(nearest);
    return shown;
}

void report(Mistakes &list, Mistake mistake)
{
    if (list.size() < maximumReported)
        list.append(std::move(mistake));
    else if (list.size() == maximumReported)
        list.append({.file = mistake.file, .text = QStringLiteral("more mistakes follow; mend these first")});
}

bool isFull(const Mistakes &list)
{
    return list.size() >= maximumReported;
}

} // namespace spectrum::config
