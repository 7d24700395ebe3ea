// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Casemapping.h"

#include <algorithm>

namespace spectrum::irc
{

Casemapping Casemapping::named(QByteArrayView name)
{
    if (name.compare("rfc1459", Qt::CaseInsensitive) == 0)
        return Casemapping(Kind::Rfc1459);
    if (name.compare("strict-rfc1459", Qt::CaseInsensitive) == 0 ||
        name.compare("rfc1459-strict", Qt::CaseInsensitive) == 0)
        return Casemapping(Kind::StrictRfc1459);
    return Casemapping(Kind::Ascii);
}

char Casemapping::folded(char c) const
{
    // The mapped characters follow the letters: Z [ \ ] ^ and z { | } ~.
    const char end = m_kind == Kind::Ascii ? 'Z' : m_kind == Kind::StrictRfc1459 ? ']' : '^';
    return c >= 'A' && c <= end ? char(c + 32) : c;
}

QByteArray Casemapping::folded(QByteArrayView name) const
{
    QByteArray result = name.toByteArray();
    std::transform(result.begin(), result.end(), result.begin(), [this](char c) { return folded(c); });
    return result;
}

QString Casemapping::folded(const QString &name) const
{
    QString result = name;
    for (qsizetype i = 0; i < name.size(); ++i) {
        const char16_t c = name[i].unicode();
        if (c < 0x80 && folded(char(c)) != char(c))
            result[i] = QLatin1Char(folded(char(c)));
    }
    return result;
}

bool Casemapping::areSame(QByteArrayView a, QByteArrayView b) const
{
    return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(),
                                              [this](char x, char y) { return folded(x) == folded(y); });
}

} // namespace spectrum::irc
