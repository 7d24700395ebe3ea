// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/NearestWord.h"

#include <algorithm>
#include <numeric>
#include <vector>

namespace spectrum::core
{

namespace
{

constexpr qsizetype longestWord = 64;

// Levenshtein's.
qsizetype distance(QStringView a, QStringView b)
{
    std::vector<qsizetype> row(static_cast<size_t>(b.size()) + 1);
    std::iota(row.begin(), row.end(), 0);
    for (qsizetype i = 0; i < a.size(); ++i) {
        qsizetype diagonal = std::exchange(row[0], i + 1);
        for (qsizetype j = 0; j < b.size(); ++j) {
            auto &above = row[static_cast<size_t>(j) + 1];
            const qsizetype replaced = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = above;
            above = std::min({above + 1, row[static_cast<size_t>(j)] + 1, replaced});
        }
    }
    return row.back();
}

} // namespace

QString nearestWord(const QString &word, const QStringList &candidates)
{
    if (word.size() > longestWord)
        return {};
    QString nearest;
    qsizetype least = std::max<qsizetype>(2, word.size() / 3) + 1;
    for (const QString &candidate : candidates) {
        // Somebody who types the beginning means the whole.
        const qsizetype far = candidate.startsWith(word) ? 1 : distance(word, candidate);
        if (far < least) {
            least = far;
            nearest = candidate;
        }
    }
    return nearest;
}

} // namespace spectrum::core
