// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "FieldCheck.h"

namespace spectrum::xmpp::fieldcheck
{

namespace
{

QString nameOf(const Field &field)
{
    return field.label.isEmpty() ? field.key : field.label;
}

std::optional<QString> tidyBoolean(const Field &field, QString &answer)
{
    const QString said = answer.trimmed().toLower();
    static const QStringList yes{QStringLiteral("1"), QStringLiteral("true"), QStringLiteral("yes"),
                                 QStringLiteral("y"), QStringLiteral("on")};
    static const QStringList no{QStringLiteral("0"), QStringLiteral("false"), QStringLiteral("no"),
                                QStringLiteral("n"), QStringLiteral("off")};
    if (!yes.contains(said) && !no.contains(said))
        return QStringLiteral("\"%1\" is answered with yes or no.").arg(nameOf(field));
    answer = yes.contains(said) ? QStringLiteral("1") : QStringLiteral("0");
    return {};
}

std::optional<QString> tidyChoice(const Field &field, QString &answer)
{
    if (field.choiceValues.contains(answer))
        return {};
    bool isNumber = false;
    const int number = answer.trimmed().toInt(&isNumber);
    qsizetype index = isNumber ? number - 1 : -1;
    for (qsizetype each = 0; index < 0 && each < field.choiceLabels.size(); ++each) {
        if (field.choiceLabels.at(each).compare(answer.trimmed(), Qt::CaseInsensitive) == 0)
            index = each;
    }
    if (index < 0 || index >= field.choiceValues.size())
        return QStringLiteral("\"%1\" is none of the choices.").arg(nameOf(field));
    answer = field.choiceValues.at(index);
    return {};
}

} // namespace

std::optional<QString> tidy(const Field &field, QString &answer)
{
    if (answer.size() > maximumLength)
        return QStringLiteral("\"%1\" is too long.").arg(nameOf(field));
    if (answer.isEmpty())
        return field.isRequired ? std::optional(QStringLiteral("\"%1\" is missing.").arg(nameOf(field)))
                                : std::nullopt;
    if (field.type == FieldType::Boolean)
        return tidyBoolean(field, answer);
    if (field.type == FieldType::Choice)
        return tidyChoice(field, answer);
    if (field.type == FieldType::Integer) {
        bool isNumber = false;
        answer = answer.trimmed();
        answer.toLongLong(&isNumber);
        if (!isNumber)
            return QStringLiteral("\"%1\" is a number.").arg(nameOf(field));
    }
    return {};
}

std::optional<QString> tidy(const QList<Field> &fields, Dialogue::Answers &answers)
{
    Dialogue::Answers known;
    for (const Field &field : fields) {
        const auto given = answers.constFind(field.key);
        QString answer = given == answers.cend() ? QString() : *given;
        if (const auto wrong = tidy(field, answer))
            return wrong;
        if (given != answers.cend())
            known.insert(field.key, answer);
    }
    answers = known;
    return {};
}

} // namespace spectrum::xmpp::fieldcheck
