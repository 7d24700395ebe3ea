// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "ChatPage.h"

namespace spectrum::xmpp::chatpage
{

namespace
{

constexpr qsizetype maximumFacts = 200;

QString choicesOf(const Field &field)
{
    QStringList choices;
    for (qsizetype index = 0; index < field.choiceValues.size(); ++index)
        choices.append(QStringLiteral("%1) %2").arg(index + 1).arg(
            field.choiceLabels.value(index, field.choiceValues.at(index))));
    return choices.join(QStringLiteral(", "));
}

QString standardOf(const Field &field)
{
    if (field.type == FieldType::Boolean)
        return field.defaultValue == QLatin1String("1") ? QStringLiteral("yes") : QStringLiteral("no");
    if (field.type == FieldType::Choice)
        return field.choiceLabels.value(field.choiceValues.indexOf(field.defaultValue), field.defaultValue);
    return field.defaultValue;
}

QString kindOf(const Field &field)
{
    switch (field.type) {
    case FieldType::Boolean:
        return QStringLiteral("yes or no");
    case FieldType::Integer:
        return QStringLiteral("a number");
    case FieldType::Choice:
        return choicesOf(field);
    case FieldType::Secret:
        return QStringLiteral("your programs may keep what you write");
    case FieldType::Text:
        break;
    }
    return {};
}

QStringList factsOf(const DialoguePage &page)
{
    QStringList lines;
    qsizetype left = 0;
    for (const DialoguePage::Fact &fact : page.facts) {
        if (fact.label.isEmpty())
            continue;
        if (lines.size() >= maximumFacts) {
            ++left;
            continue;
        }
        const QString value = QString(fact.value).replace(u'\n', QStringLiteral(", "));
        lines.append(value.isEmpty() ? fact.label : fact.label + QStringLiteral(": ") + value);
    }
    if (left > 0)
        lines.append(QStringLiteral("… and %1 more").arg(left));
    return lines;
}

} // namespace

QString introduce(const DialoguePage &page)
{
    QStringList lines;
    // An end is usually one sentence, which needs no heading.
    if (!page.title.isEmpty() && (!page.isEnd() || page.text.isEmpty()))
        lines.append(page.title);
    if (!page.text.isEmpty())
        lines.append(page.text);
    if (!page.url.isEmpty())
        lines.append(page.url.toString(QUrl::FullyEncoded));
    if (!page.image.isEmpty())
        lines.append(QStringLiteral("There is a picture to look at, which only a program that knows commands "
                                    "(XEP-0050) can show."));
    lines.append(factsOf(page));
    return lines.join(u'\n');
}

QString ask(const DialoguePage &page, qsizetype question)
{
    const Field &field = page.fields.at(question);
    QString text = field.label.isEmpty() ? field.key : field.label;
    if (page.fields.size() > 1)
        text = QStringLiteral("%1/%2 ").arg(question + 1).arg(page.fields.size()) + text;
    QStringList remarks{field.help, kindOf(field)};
    const bool hasStandard = !field.defaultValue.isEmpty() && field.type != FieldType::Secret;
    if (hasStandard)
        remarks.append(QStringLiteral("\"-\" for: %1").arg(standardOf(field)));
    else if (!field.isRequired)
        remarks.append(QStringLiteral("\"-\" for nothing"));
    remarks.removeAll(QString());
    if (!remarks.isEmpty())
        text += QStringLiteral(" (%1)").arg(remarks.join(QStringLiteral("; ")));
    return text + u'?';
}

} // namespace spectrum::xmpp::chatpage
