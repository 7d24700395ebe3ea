// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "config/NearestName.h"

#include <algorithm>
#include <numeric>
#include <vector>

namespace spectrum::config
{

namespace
{

qsizetype distance(QStringView a, QStringView b)
{
    std::vector<qsizetype> row(static_cast<size_t>(b.size()) + 1);
    std::iota(row.begin(), row.end(), 0);
    for (const QChar c : a) {
        qsizetype diagonal = row[0]++;
        for (size_t j = 1; j < row.size(); ++j) {
            const qsizetype replaced = diagonal + (c == b[static_cast<qsizetype>(j) - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
        }
    }
    return row.back();
}

} // namespace

QString nearestName(const QString &name, const QStringList &candidates)
{
    constexpr qsizetype longest = 130;
    if (name.isEmpty() || name.size() > longest)
        return {};
    QString nearest;
    qsizetype least = std::max<qsizetype>(2, name.size() / 4) + 1;
    for (const QString &candidate : candidates) {
        const qsizetype far = distance(name, candidate);
        if (far < least) {
            least = far;
            nearest = candidate;
        }
    }
    return nearest;
}

} // namespace spectrum::config
