// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Wording.h"

#include <QRegularExpression>
#include <QSet>

#include <purple.h>

#include <cstring>

namespace spectrum::purple
{

namespace
{

constexpr qsizetype maximumLabel = 200;

bool isShown(QChar c)
{
    return c == u'\n' || c == u'\t' ||
           (c.category() != QChar::Other_Control && c != QChar(0xfffe) && c != QChar(0xffff));
}

QString cleaned(QString text, qsizetype maximum)
{
    text.replace(QStringLiteral("\r\n"), QStringLiteral("\n"));
    text.replace(u'\r', u'\n');
    text.removeIf([](QChar c) { return !isShown(c); });
    text = text.trimmed();
    if (text.size() <= maximum)
        return text;
    text.truncate(text.at(maximum - 1).isHighSurrogate() ? maximum - 1 : maximum);
    return text + QChar(0x2026);
}

// A plugin's text may have megabytes: what will not be shown is not even converted.
QByteArray beginning(const char *text, qsizetype maximum)
{
    return text ? QByteArray(text, static_cast<qsizetype>(strnlen(text, static_cast<size_t>(maximum))))
                : QByteArray();
}

bool hasMarkup(const QString &text)
{
    static const QRegularExpression markup(
        QStringLiteral(
            "</?(?:a|b|i|u|s|p|br|hr|em|font|span|div|strong|body|html|img|li|ul|ol|h[1-6]|table|tr|td"
            ")(?:\\s[^<>]*)?/?>|&(?:amp|lt|gt|quot|apos|nbsp|#[0-9]{1,7}|#x[0-9a-f]{1,6});"),
        QRegularExpression::CaseInsensitiveOption);
    return markup.match(text).hasMatch();
}

} // namespace

QString cleanText(const char *text, qsizetype maximum)
{
    return cleaned(QString::fromUtf8(beginning(text, maximum * 4)), maximum);
}

QString plainText(const char *text, qsizetype maximum)
{
    const QString whole = QString::fromUtf8(beginning(text, maximum * 8));
    if (!hasMarkup(whole))
        return cleaned(whole, maximum);
    char *stripped = purple_markup_strip_html(whole.toUtf8().constData());
    const QString plain = QString::fromUtf8(stripped);
    g_free(stripped);
    return cleaned(plain, maximum);
}

QString labelText(const char *text)
{
    static const QRegularExpression shortcut(QStringLiteral("(^|[\\s(])_(?=\\w)"));
    QString label = plainText(text, maximumLabel).simplified();
    label.replace(shortcut, QStringLiteral("\\1"));
    while (label.endsWith(u':'))
        label.chop(1);
    return label.trimmed();
}

QUrl onlyAddress(const QString &text)
{
    static const QRegularExpression address(QStringLiteral("\\bhttps?://[^\\s<>\"']+"),
                                            QRegularExpression::CaseInsensitiveOption);
    QSet<QString> found;
    for (auto it = address.globalMatch(text); it.hasNext();) {
        QString one = it.next().captured();
        const auto isOpen = [&one] { return one.count(u'(') >= one.count(u')'); };
        while (!one.isEmpty() &&
               (QStringLiteral(".,;:!?]}").contains(one.back()) || (one.back() == u')' && !isOpen())))
            one.chop(1);
        found.insert(one);
    }
    return found.size() == 1 ? QUrl(*found.cbegin(), QUrl::StrictMode) : QUrl();
}

} // namespace spectrum::purple
