// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Formatting.h"

#include <algorithm>

namespace spectrum::irc
{

namespace
{

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isHexDigit(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool isControl(char c)
{
    return quint8(c) < 0x20 || c == 0x7F;
}

template <typename Matches>
qsizetype skip(QByteArrayView text, qsizetype from, qsizetype atMost, Matches matches)
{
    qsizetype end = from;
    while (end < text.size() && end - from < atMost && matches(text[end]))
        ++end;
    return end;
}

// "foreground[,background]" behind a colour code: a comma that no digit follows belongs to the text.
template <typename Matches>
qsizetype skipColours(QByteArrayView text, qsizetype from, qsizetype digits, Matches matches)
{
    const qsizetype end = skip(text, from, digits, matches);
    if (end == from || end + 1 >= text.size() || text[end] != ',' || !matches(text[end + 1]))
        return end;
    return skip(text, end + 1, digits, matches);
}

} // namespace

bool hasFormatting(QByteArrayView text)
{
    return std::any_of(text.begin(), text.end(), isControl);
}

QByteArray withoutFormatting(QByteArrayView text)
{
    QByteArray plain;
    plain.reserve(text.size());
    for (qsizetype i = 0; i < text.size();) {
        const char c = text[i++];
        if (c == 0x03)
            i = skipColours(text, i, 2, isDigit);
        else if (c == 0x04)
            i = skipColours(text, i, 6, isHexDigit);
        else if (c == '\t')
            plain += ' ';
        else if (!isControl(c))
            plain += c;
    }
    return plain;
}

} // namespace spectrum::irc
