// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "files/SafeName.h"

namespace spectrum::core
{

namespace
{

// In UTF-8; file systems take 255.
constexpr qsizetype longestName = 120;
constexpr qsizetype longestExtension = 20;

bool isKept(QChar c)
{
    return c.isLetterOrNumber() || c == u'.' || c == u'-' || c == u'_' || c == u' ' || c == u'(' || c == u')';
}

// Whole characters only.
void shorten(QString &text, qsizetype bytes)
{
    while (text.toUtf8().size() > bytes)
        text.chop(text.size() > 1 && text.back().isLowSurrogate() ? 2 : 1);
}

} // namespace

QString safeFileName(const QString &given)
{
    // Of a name that is a path only the last part, whichever system it comes from.
    QString name = given.section(u'/', -1).section(u'\\', -1);
    for (QChar &c : name) {
        if (!isKept(c))
            c = u'_';
    }
    name = name.simplified();
    while (name.startsWith(u'.') || name.startsWith(u'-'))
        name.remove(0, 1);
    const qsizetype dot = name.lastIndexOf(u'.');
    QString extension = dot > 0 ? name.mid(dot) : QString();
    if (extension.toUtf8().size() > longestExtension || extension.size() < 2)
        extension.clear();
    name.chop(extension.size());
    shorten(name, longestName - extension.toUtf8().size());
    name = name.trimmed();
    return (name.isEmpty() ? QStringLiteral("file") : name) + extension;
}

} // namespace spectrum::core
