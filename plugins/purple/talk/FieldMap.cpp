// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "FieldMap.h"

#include "Wording.h"

#include <spectrum/Secret.h>

#include <limits>

namespace spectrum::purple
{

namespace
{

// Nobody chooses from more, and a plugin may offer any number.
constexpr qsizetype maximumChoices = 500;

QString labelOf(PurpleRequestField *field, const QString &key, const QString &group)
{
    const QString label = labelText(purple_request_field_get_label(field));
    if (label.isEmpty())
        return key;
    return group.isEmpty() ? label : QStringLiteral("%1: %2").arg(group, label);
}

bool isInteger(const QString &answer, int &number)
{
    bool ok = false;
    number = answer.trimmed().toInt(&ok);
    return ok;
}

} // namespace

FieldMap::FieldMap(PurpleRequestField *field, const QString &key, const QString &group)
    : m_field(field), m_type(purple_request_field_get_type(field)), m_key(key)
{
    const QString label = labelOf(field, key, group);
    if (m_type == PURPLE_REQUEST_FIELD_STRING)
        addText(label);
    else if (m_type == PURPLE_REQUEST_FIELD_INTEGER || m_type == PURPLE_REQUEST_FIELD_BOOLEAN)
        addNumber(label);
    else if (m_type == PURPLE_REQUEST_FIELD_CHOICE)
        addChoice(label);
    else if (m_type == PURPLE_REQUEST_FIELD_LIST)
        addList(label);
}

void FieldMap::addText(const QString &label)
{
    Field field{.key = m_key, .label = label, .isRequired = purple_request_field_is_required(m_field) != 0};
    // What is hidden from who looks over the user's shoulder does not come back as a proposal either.
    if (purple_request_field_string_is_masked(m_field))
        field.type = FieldType::Secret;
    else
        field.defaultValue = cleanText(purple_request_field_string_get_default_value(m_field));
    m_fields.append(field);
}

void FieldMap::addNumber(const QString &label)
{
    const bool isNumber = m_type == PURPLE_REQUEST_FIELD_INTEGER;
    const int value = isNumber ? purple_request_field_int_get_default_value(m_field)
                               : purple_request_field_bool_get_default_value(m_field) != 0;
    m_fields.append(Field{.key = m_key,
                          .label = label,
                          .type = isNumber ? FieldType::Integer : FieldType::Boolean,
                          .defaultValue = QString::number(value)});
}

void FieldMap::addChoice(const QString &label)
{
    Field field{.key = m_key, .label = label, .type = FieldType::Choice};
    const GList *item = purple_request_field_choice_get_labels(m_field);
    for (; item && field.choiceValues.size() < maximumChoices; item = item->next) {
        field.choiceValues.append(QString::number(field.choiceValues.size()));
        field.choiceLabels.append(labelText(static_cast<const char *>(item->data)));
    }
    const int proposal = purple_request_field_choice_get_default_value(m_field);
    if (proposal >= 0 && proposal < field.choiceValues.size())
        field.defaultValue = field.choiceValues[proposal];
    m_fields.append(field);
}

void FieldMap::addList(const QString &label)
{
    Field one{.key = m_key, .label = label, .type = FieldType::Choice};
    const bool isMany = purple_request_field_list_get_multi_select(m_field) != 0;
    const GList *item = purple_request_field_list_get_items(m_field);
    for (; item && m_items.size() < maximumChoices; item = item->next) {
        const auto *text = static_cast<const char *>(item->data);
        const QString value = QString::number(m_items.size());
        const bool isChosen = purple_request_field_list_is_selected(m_field, text) != 0;
        m_items.append(text);
        one.choiceValues.append(value);
        one.choiceLabels.append(labelText(text));
        if (isChosen)
            one.defaultValue = value;
        if (isMany)
            m_fields.append(Field{.key = m_key + u'.' + value,
                                  .label = QStringLiteral("%1: %2").arg(label, one.choiceLabels.constLast()),
                                  .type = FieldType::Boolean,
                                  .defaultValue = QString::number(isChosen)});
    }
    if (!isMany)
        m_fields.append(one);
}

Result<void> FieldMap::check(const Answers &answers) const
{
    for (const Field &field : m_fields) {
        const auto answer = answers.constFind(field.key);
        if (answer != answers.cend()) {
            if (const Result<void> checked = checkOne(field, *answer); !checked)
                return checked;
        } else if (field.isRequired && field.defaultValue.isEmpty()) {
            return wrongAnswer(field.label, QStringLiteral("An answer is needed."));
        }
    }
    return {};
}

Result<void> FieldMap::checkOne(const Field &field, const QString &answer) const
{
    int number = 0;
    switch (field.type) {
    case FieldType::Text:
    case FieldType::Secret:
        return checkText(answer);
    case FieldType::Boolean:
        if (!isYes(answer) && !isNo(answer))
            return wrongAnswer(field.label, QStringLiteral("The answer must be yes or no."));
        break;
    case FieldType::Integer:
        if (!isInteger(answer, number))
            return wrongAnswer(field.label, QStringLiteral("The answer must be a whole number."));
        break;
    case FieldType::Choice:
        if (!answer.isEmpty() && indexOfChoice(field, answer) < 0)
            return wrongAnswer(field.label, QStringLiteral("The answer must be one of: %1.")
                                                .arg(field.choiceLabels.join(QStringLiteral(", "))));
        break;
    }
    return {};
}

Result<void> FieldMap::checkText(const QString &answer) const
{
    const Field &field = m_fields.constFirst();
    if (answer.isEmpty() && field.isRequired)
        return wrongAnswer(field.label, QStringLiteral("An answer is needed."));
    if (answer.contains(QChar::Null))
        return wrongAnswer(field.label, QStringLiteral("The answer has a character that cannot be sent."));
    if (answer.contains(u'\n') && !purple_request_field_string_is_multiline(m_field))
        return wrongAnswer(field.label, QStringLiteral("The answer must be one line."));
    return {};
}

void FieldMap::apply(const Answers &answers) const
{
    if (m_fields.isEmpty())
        return;
    if (m_type == PURPLE_REQUEST_FIELD_LIST)
        return applyList(answers);
    const auto answer = answers.constFind(m_key);
    if (answer == answers.cend())
        return;
    if (m_type == PURPLE_REQUEST_FIELD_STRING)
        applyText(*answer);
    else if (m_type == PURPLE_REQUEST_FIELD_INTEGER)
        purple_request_field_int_set_value(m_field, answer->trimmed().toInt());
    else if (m_type == PURPLE_REQUEST_FIELD_BOOLEAN)
        purple_request_field_bool_set_value(m_field, isYes(*answer));
    else if (const qsizetype index = indexOfChoice(m_fields.constFirst(), *answer); index >= 0)
        purple_request_field_choice_set_value(m_field, static_cast<int>(index));
}

void FieldMap::applyText(const QString &answer) const
{
    // Nobody saw the secret that was there, so no answer leaves it.
    const bool isSecret = m_fields.constFirst().type == FieldType::Secret;
    if (isSecret && answer.isEmpty())
        return;
    QByteArray text = answer.toUtf8();
    purple_request_field_string_set_value(m_field, text.constData());
    if (isSecret)
        wipeMemory(text.data(), static_cast<size_t>(text.size()));
}

void FieldMap::applyList(const Answers &answers) const
{
    QList<QByteArray> chosen;
    if (m_fields.constFirst().type == FieldType::Choice) {
        const auto answer = answers.constFind(m_key);
        if (answer == answers.cend())
            return;
        if (const qsizetype index = indexOfChoice(m_fields.constFirst(), *answer); index >= 0)
            chosen.append(m_items[index]);
    } else {
        for (qsizetype i = 0; i < m_fields.size(); ++i) {
            if (isYes(answers.value(m_fields[i].key, m_fields[i].defaultValue)))
                chosen.append(m_items[i]);
        }
    }
    purple_request_field_list_clear_selected(m_field);
    for (const QByteArray &item : std::as_const(chosen))
        purple_request_field_list_add_selected(m_field, item.constData());
}

} // namespace spectrum::purple
