// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "LocalPart.h"

#include "Prep.h"

namespace spectrum::xmpp
{

namespace
{

const QLatin1String unicodeMark("\\5cu");

// XEP-0106 §4.2, without the backslash itself.
QLatin1String escapeOf(char16_t c)
{
    switch (c) {
    case ' ':
        return QLatin1String("\\20");
    case '"':
        return QLatin1String("\\22");
    case '&':
        return QLatin1String("\\26");
    case '\'':
        return QLatin1String("\\27");
    case '/':
        return QLatin1String("\\2f");
    case ':':
        return QLatin1String("\\3a");
    case '<':
        return QLatin1String("\\3c");
    case '>':
        return QLatin1String("\\3e");
    case '@':
        return QLatin1String("\\40");
    default:
        return {};
    }
}

// The character that two hexadecimal digits after a backslash stand for; 0 if they stand for themselves.
char16_t escapedCharacter(QStringView digits)
{
    if (digits.size() < 2)
        return 0;
    const QString sequence = QLatin1Char('\\') + digits.first(2).toString().toLower();
    for (const char16_t c : {u' ', u'"', u'&', u'\'', u'/', u':', u'<', u'>', u'@'}) {
        if (sequence == escapeOf(c))
            return c;
    }
    return sequence == QLatin1String("\\5c") ? u'\\' : u'\0';
}

bool isUnicodeEscape(QStringView rest)
{
    if (!rest.startsWith(unicodeMark) || rest.size() < 8)
        return false;
    for (const QChar c : rest.sliced(4, 4)) {
        if (!((c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f')))
            return false;
    }
    return true;
}

void appendUnicodeEscape(QString &out, char16_t c)
{
    out += unicodeMark;
    out += QString::number(c, 16).rightJustified(4, QLatin1Char('0'));
}

bool isPlain(const QString &name)
{
    for (const QChar c : name) {
        const char16_t u = c.unicode();
        if (!((u >= 'a' && u <= 'z') || (u >= '0' && u <= '9') || u == '.' || u == '-' || u == '_' || u == '#'))
            return false;
    }
    return !name.isEmpty();
}

// Escapes everything that is not plain and allowed; with all set, everything beyond ASCII too.
QString escapeCharacters(const QString &name, bool isAsciiOnly)
{
    QString out;
    out.reserve(name.size() * 2);
    for (qsizetype i = 0; i < name.size(); ++i) {
        const char16_t c = name[i].unicode();
        const QLatin1String escape = escapeOf(c);
        if (!escape.isEmpty())
            out += escape;
        else if (c == '\\')
            // Only where it would read as an escape (XEP-0106 §4.3); "\u" after it is ours.
            out += escapedCharacter(QStringView(name).sliced(i + 1)) ? QLatin1String("\\5c") : QLatin1String("\\");
        else if (c < 0x20 || c == 0x7f || c == '%' || (c >= 'A' && c <= 'Z') || (isAsciiOnly && c >= 0x80))
            appendUnicodeEscape(out, c);
        else
            out += QChar(c);
    }
    return out;
}

QString unescapeUnicode(QStringView text)
{
    QString out;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == u'\\' && isUnicodeEscape(text.sliced(i))) {
            out += QChar(text.sliced(i + 4, 4).toUShort(nullptr, 16));
            i += 7;
        } else {
            out += text[i];
        }
    }
    return out;
}

} // namespace

QString escapeLocalPart(const QString &name)
{
    if (isPlain(name))
        return name;
    const QString escaped = escapeCharacters(name, false);
    return prepareNode(escaped) == escaped ? escaped : escapeCharacters(name, true);
}

QString unescapeLocalPart(QStringView localPart)
{
    if (!localPart.contains(u'\\'))
        return localPart.toString();
    QString out;
    out.reserve(localPart.size());
    for (qsizetype i = 0; i < localPart.size(); ++i) {
        const QStringView rest = localPart.sliced(i);
        if (rest[0] == u'\\' && isUnicodeEscape(rest)) {
            out += QChar(rest.sliced(4, 4).toUShort(nullptr, 16));
            i += 7;
        } else if (const char16_t c = rest[0] == u'\\' ? escapedCharacter(rest.sliced(1)) : u'\0') {
            out += QChar(c);
            i += 2;
        } else {
            out += rest[0];
        }
    }
    return out;
}

QString escapeNickname(const QString &nickname)
{
    const bool needsNothing = prepareResource(nickname) == nickname && !nickname.contains(unicodeMark);
    if (needsNothing)
        return nickname;
    QString out;
    for (qsizetype i = 0; i < nickname.size(); ++i) {
        const QChar c = nickname[i];
        const bool isAmbiguous = c == u'\\' && isUnicodeEscape(QStringView(nickname).sliced(i));
        if (c.unicode() < 0x20 || c.unicode() >= 0x7f || isAmbiguous)
            appendUnicodeEscape(out, c.unicode());
        else
            out += c;
    }
    return out;
}

QString unescapeNickname(const QString &resource)
{
    return resource.contains(unicodeMark) ? unescapeUnicode(resource) : resource;
}

} // namespace spectrum::xmpp
