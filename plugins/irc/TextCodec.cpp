// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "TextCodec.h"

#include <QStringDecoder>
#include <QStringEncoder>

#include <algorithm>
#include <array>

namespace spectrum::irc
{

namespace
{

// 0x80 to 0x9F of Windows-1252; the five that it leaves open are read as the C1 controls that they are.
constexpr std::array<char16_t, 32> windowsCharacters{
    0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x008D, 0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178};

QString decodeWindows(QByteArrayView bytes)
{
    QString text = QString::fromLatin1(bytes);
    for (QChar &c : text) {
        if (c.unicode() >= 0x80 && c.unicode() < 0xA0)
            c = QChar(windowsCharacters[size_t(c.unicode() - 0x80)]);
    }
    return text;
}

// One "?" for a character outside the basic plane, not one for each half.
QByteArray encodeSingleByte(QStringView text, bool (*convert)(char16_t, char &))
{
    QByteArray bytes;
    bytes.reserve(text.size());
    for (const QChar c : text) {
        char byte = '?';
        if (c.isLowSurrogate())
            continue;
        if (!convert(c.unicode(), byte))
            byte = '?';
        bytes += byte;
    }
    return bytes;
}

bool toLatin(char16_t c, char &byte)
{
    byte = char(c);
    return c < 0x100;
}

bool toWindows(char16_t c, char &byte)
{
    const auto found = std::find(windowsCharacters.begin(), windowsCharacters.end(), c);
    if (found != windowsCharacters.end()) {
        byte = char(0x80 + (found - windowsCharacters.begin()));
        return true;
    }
    return toLatin(c, byte);
}

} // namespace

Result<TextCodec> TextCodec::named(const QString &name)
{
    const QByteArray key = name.trimmed().toLatin1().toUpper();
    if (key.isEmpty() || key == "UTF-8" || key == "UTF8")
        return TextCodec(Kind::Utf8, "UTF-8");
    if (key == "ISO-8859-1" || key == "LATIN1" || key == "LATIN-1")
        return TextCodec(Kind::Latin1, key);
    if (key == "WINDOWS-1252" || key == "CP1252")
        return TextCodec(Kind::Windows1252, key);
    if (key.startsWith("UTF") || !QStringDecoder(key.constData()).isValid())
        return Error{ErrorKind::InvalidInput,
                     QStringLiteral("irc.encoding: there is no encoding named \"%1\".").arg(name)};
    return TextCodec(Kind::Other, key);
}

QString TextCodec::decode(QByteArrayView bytes) const
{
    if (bytes.isValidUtf8())
        return QString::fromUtf8(bytes);
    switch (m_kind) {
    case Kind::Latin1:
        return QString::fromLatin1(bytes);
    case Kind::Other:
        return QStringDecoder(m_name.constData()).decode(bytes);
    case Kind::Utf8:
    case Kind::Windows1252:
        break;
    }
    return decodeWindows(bytes);
}

QByteArray TextCodec::encode(QStringView text) const
{
    switch (m_kind) {
    case Kind::Latin1:
        return encodeSingleByte(text, toLatin);
    case Kind::Windows1252:
        return encodeSingleByte(text, toWindows);
    case Kind::Other:
        return QStringEncoder(m_name.constData()).encode(text);
    case Kind::Utf8:
        break;
    }
    return text.toUtf8();
}

} // namespace spectrum::irc
