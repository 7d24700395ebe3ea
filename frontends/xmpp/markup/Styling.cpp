// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Styling.h"

#include "../stream/Element.h"

namespace spectrum::xmpp
{

namespace
{

// HTML's own rule: any run of white space is one space.
void appendCollapsed(QString &out, QStringView text)
{
    for (const QChar character : text) {
        const bool isSpace =
            character == u' ' || character == u'\n' || character == u'\t' || character == u'\r';
        if (!isSpace)
            out += character;
        else if (out.isEmpty() || !out.back().isSpace())
            out += u' ';
    }
}

void breakLine(QString &out)
{
    while (out.endsWith(u' '))
        out.chop(1);
    if (!out.isEmpty() && !out.endsWith(u'\n'))
        out += u'\n';
}

// XEP-0393 §6.2: a mark stands at a word, in one line.
QString marked(const QString &inner, QChar mark)
{
    const QString words = inner.trimmed();
    if (words.isEmpty() || words.contains(u'\n') || words.contains(mark))
        return inner;
    const qsizetype before = inner.indexOf(words);
    return inner.first(before) + mark + words + mark + inner.sliced(before + words.size());
}

QString quoted(const QString &inner)
{
    return QStringLiteral("> ") + inner.trimmed().replace(u'\n', QStringLiteral("\n> "));
}

enum class Space : quint8 { Collapsed, Kept };

QString render(const Element &element, Space space);

void renderChild(QString &out, const Element &child, Space space, int number)
{
    const QString &name = child.name();
    if (name == QLatin1String("br")) {
        while (out.endsWith(u' '))
            out.chop(1);
        out += u'\n';
        return;
    }
    const QString inner = render(child, name == QLatin1String("pre") ? Space::Kept : space);
    if (name == QLatin1String("strong")) {
        out += marked(inner, u'*');
    } else if (name == QLatin1String("em")) {
        out += marked(inner, u'_');
    } else if (name == QLatin1String("code") && space == Space::Collapsed) {
        out += marked(inner, u'`');
    } else if (name == QLatin1String("span") &&
               child.attribute("style").contains(QLatin1String("line-through"))) {
        out += marked(inner, u'~');
    } else if (name == QLatin1String("a")) {
        const QString address = child.attribute("href");
        const bool isSaid = inner.trimmed().isEmpty() || address.contains(inner.trimmed());
        out += isSaid ? address : inner + QStringLiteral(" <%1>").arg(address);
    } else if (name == QLatin1String("pre")) {
        breakLine(out);
        out += QStringLiteral("```\n%1\n```\n").arg(inner.trimmed());
    } else if (name == QLatin1String("blockquote")) {
        breakLine(out);
        out += quoted(inner) + u'\n';
    } else if (name == QLatin1String("li")) {
        breakLine(out);
        out += (number > 0 ? QStringLiteral("%1. ").arg(number) : QStringLiteral("- ")) + inner.trimmed() +
               u'\n';
    } else if (name == QLatin1String("p") || name == QLatin1String("ul") || name == QLatin1String("ol")) {
        breakLine(out);
        out += inner.trimmed();
        breakLine(out);
    } else {
        out += inner;
    }
}

// The cleaned tree is not deep.
QString render(const Element &element, Space space)
{
    const auto append = [space](QString &out, QStringView text) {
        if (space == Space::Kept)
            out += text;
        else
            appendCollapsed(out, text);
    };
    const QStringView words = element.text();
    const bool isNumbered = element.name() == QLatin1String("ol");
    QString out;
    qsizetype said = 0;
    int number = 0;
    for (const Element &child : element.children()) {
        append(out, words.sliced(said, child.place() - said));
        said = child.place();
        renderChild(out, child, space, isNumbered ? ++number : 0);
    }
    append(out, words.sliced(said));
    return out;
}

} // namespace

QString styledText(const Element &body)
{
    return render(body, Space::Collapsed).trimmed();
}

} // namespace spectrum::xmpp
