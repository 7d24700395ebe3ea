// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "store/Limits.h"

#include <algorithm>

namespace spectrum::store
{

Result<void> checkTexts(std::initializer_list<QStringView> texts, qsizetype maximum)
{
    const bool fits = std::all_of(texts.begin(), texts.end(),
                                  [maximum](QStringView text) { return text.size() <= maximum; });
    if (fits)
        return {};
    return Error{.kind = ErrorKind::TooLarge,
                 .userText =
                     QStringLiteral("This is too long to be kept: at most %1 characters.").arg(maximum)};
}

Result<void> checkCount(qsizetype count)
{
    if (count <= maximumEntries)
        return {};
    return Error{.kind = ErrorKind::TooLarge,
                 .userText =
                     QStringLiteral("These are too many to be kept: at most %1.").arg(maximumEntries)};
}

} // namespace spectrum::store
