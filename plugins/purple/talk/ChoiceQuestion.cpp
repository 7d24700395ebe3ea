// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "ChoiceQuestion.h"

#include "Wording.h"

namespace spectrum::purple
{

namespace
{

QString choiceKey()
{
    return QStringLiteral("choice");
}

Field emptyField()
{
    return {
        .key = choiceKey(), .label = QStringLiteral("Answer"), .type = FieldType::Choice, .isRequired = true};
}

// libpurple marks no button as the one that refuses; its own macros and all plugins say it with one of these,
// in their language or in English.
bool isRefusal(const QString &label)
{
    static const QStringList words{QStringLiteral("cancel"),  QStringLiteral("no"),
                                   QStringLiteral("reject"),  QStringLiteral("deny"),
                                   QStringLiteral("decline"), QStringLiteral("refuse"),
                                   QStringLiteral("close"),   QStringLiteral("ignore")};
    return words.contains(label, Qt::CaseInsensitive);
}

} // namespace

ChoiceQuestion::ChoiceQuestion(const RequestWords &words, const QList<Choice> &choices, int proposal,
                               const RequestOutcome &outcome)
    : Question(PURPLE_REQUEST_CHOICE),
      m_step(stepOf(words)),
      m_cancelled(outcome.cancelled),
      m_data(outcome.data)
{
    m_step.fields = {emptyField()};
    for (const Choice &choice : choices)
        addWay({.id = choice.id, .callback = outcome.given}, choice.label);
    for (int i = 0; i < choices.size(); ++i) {
        if (choices[i].id == proposal)
            propose(i);
    }
    if (m_cancelled)
        addWay({.isCancel = true}, "Cancel");
}

ChoiceQuestion::ChoiceQuestion(const RequestWords &words, const QList<Action> &actions, int proposal,
                               void *data, const QByteArray &image)
    : Question(PURPLE_REQUEST_ACTION), m_step(stepOf(words)), m_data(data)
{
    m_step.fields = {emptyField()};
    for (int i = 0; i < actions.size(); ++i)
        addWay({.id = i, .callback = actions[i].callback, .refuses = isRefusal(labelText(actions[i].label))},
               actions[i].label);
    propose(proposal);
    if (image.startsWith("\x89PNG"))
        m_step.image = image;
}

void ChoiceQuestion::addWay(const Way &way, const char *label)
{
    m_ways.append(way);
    Field &field = m_step.fields.first();
    field.choiceValues.append(QString::number(m_ways.size()));
    field.choiceLabels.append(label ? labelText(label) : field.choiceValues.constLast());
}

void ChoiceQuestion::propose(int position)
{
    Field &field = m_step.fields.first();
    if (position >= 0 && position < field.choiceValues.size())
        field.defaultValue = field.choiceValues[position];
}

qsizetype ChoiceQuestion::chosen(const Answers &answers) const
{
    return indexOfChoice(m_step.fields.constFirst(), answers.value(choiceKey()));
}

Result<void> ChoiceQuestion::check(const Answers &answers) const
{
    if (chosen(answers) >= 0)
        return {};
    return wrongAnswer({}, QStringLiteral("The answer must be one of: %1.")
                               .arg(m_step.fields.constFirst().choiceLabels.join(QStringLiteral(", "))));
}

void ChoiceQuestion::give(const Answers &answers)
{
    const qsizetype index = chosen(answers);
    if (index >= 0 && m_ways[index].isCancel)
        return cancel();
    if (index >= 0 && m_ways[index].callback)
        reinterpret_cast<PurpleRequestChoiceCb>(m_ways[index].callback)(m_data, m_ways[index].id);
}

void ChoiceQuestion::cancel()
{
    if (m_cancelled)
        return reinterpret_cast<PurpleRequestChoiceCb>(m_cancelled)(m_data, 0);
    for (const Way &way : std::as_const(m_ways)) {
        if (way.refuses && way.callback)
            return reinterpret_cast<PurpleRequestActionCb>(way.callback)(m_data, way.id);
    }
}

} // namespace spectrum::purple
