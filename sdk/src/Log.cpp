// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: LGPL-2.1-or-later
#include <spectrum/Log.h>

namespace spectrum
{

namespace
{

// Characters that end a line, move the cursor or turn the direction of what follows.
bool isUnsafe(QChar c)
{
    return c.category() == QChar::Other_Control || c.category() == QChar::Other_Format
           || c.category() == QChar::Separator_Line || c.category() == QChar::Separator_Paragraph || c.isSurrogate();
}

} // namespace

QString logSafe(QStringView text, qsizetype maximumLength)
{
    QString safe;
    safe.reserve(qMin(text.size(), maximumLength));
    for (const QChar c : text) {
        if (safe.size() >= maximumLength) {
            safe += QStringLiteral("…");
            break;
        }
        if (isUnsafe(c))
            safe += QStringLiteral("\\u%1").arg(c.unicode(), 4, 16, QLatin1Char('0'));
        else
            safe += c;
    }
    return safe;
}

} // namespace spectrum
