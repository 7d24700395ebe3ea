// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Markup.h"

#include <purple.h>

#include <memory>

namespace spectrum::purple
{

namespace
{

// More than any network sends; what is longer is cut.
constexpr qsizetype maximumBytes = 512 * 1024;

QByteArray bounded(const char *markup)
{
    if (!markup)
        return {};
    QByteArray bytes(markup, qsizetype(qstrnlen(markup, uint(maximumBytes))));
    // libpurple's own functions want valid UTF-8, which some plugins do not keep to.
    if (!g_utf8_validate(bytes.constData(), bytes.size(), nullptr))
        bytes = QString::fromUtf8(bytes).toUtf8();
    return bytes;
}

bool isCarried(QChar c)
{
    return c == u'\n' || c == u'\t' || (c.category() != QChar::Other_Control && c.unicode() < 0xFFFE);
}

QString carried(const QString &text)
{
    QString result;
    result.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (c.isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate()) {
            result += c;
            result += text[++i];
        } else if (c.isSurrogate()) {
            result += QChar(QChar::ReplacementCharacter);
        } else if (isCarried(c)) {
            result += c;
        }
    }
    return result;
}

} // namespace

QString textFromMarkup(const char *markup)
{
    const QByteArray bytes = bounded(markup);
    if (!bytes.contains('<') && !bytes.contains('&') && !bytes.contains('\n'))
        return carried(QString::fromUtf8(bytes));
    // A line end is white space in HTML, but plugins mean it.
    QByteArray lines = bytes;
    lines.replace("\r", "").replace("\n", "<br>");
    const std::unique_ptr<char, decltype(&g_free)> plain(purple_markup_strip_html(lines.constData()), g_free);
    return carried(QString::fromUtf8(plain.get()));
}

QString formattingOf(const char *markup)
{
    const QByteArray bytes = bounded(markup);
    for (qsizetype at = bytes.indexOf('<'); at >= 0; at = bytes.indexOf('<', at + 1)) {
        const QByteArray tag = bytes.mid(at, 4).toLower();
        if (!tag.startsWith("<br"))
            return QString::fromUtf8(bytes);
    }
    return {};
}

QByteArray cleanUtf8(const QString &text)
{
    return carried(text).toUtf8();
}

QByteArray markupFromText(const QString &text)
{
    return carried(text).toHtmlEscaped().replace(u'\n', QLatin1String("<br>")).toUtf8();
}

} // namespace spectrum::purple
