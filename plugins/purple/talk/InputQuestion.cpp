// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "InputQuestion.h"

#include "Wording.h"

#include <spectrum/Secret.h>

namespace spectrum::purple
{

namespace
{

QString textKey()
{
    return QStringLiteral("text");
}

} // namespace

InputQuestion::InputQuestion(const RequestWords &words, const char *proposal, Kind kind,
                             const RequestOutcome &outcome)
    : Question(PURPLE_REQUEST_INPUT), m_step(stepOf(words)), m_kind(kind), m_outcome(outcome)
{
    Field field{.key = textKey(), .label = labelText(words.primary)};
    if (field.label.isEmpty() || field.label.size() > 80)
        field.label = QStringLiteral("Answer");
    if (kind == Kind::Secret)
        field.type = FieldType::Secret;
    else
        field.defaultValue = cleanText(proposal);
    m_step.fields = {field};
}

Result<void> InputQuestion::check(const Answers &answers) const
{
    const QString text = answers.value(textKey());
    if (text.contains(QChar::Null))
        return wrongAnswer({}, QStringLiteral("The answer has a character that cannot be sent."));
    if (m_kind == Kind::Line && text.contains(u'\n'))
        return wrongAnswer({}, QStringLiteral("The answer must be one line."));
    return {};
}

void InputQuestion::give(const Answers &answers)
{
    if (!m_outcome.given)
        return;
    QByteArray text = answers.value(textKey(), m_step.fields.constFirst().defaultValue).toUtf8();
    reinterpret_cast<PurpleRequestInputCb>(m_outcome.given)(m_outcome.data, text.constData());
    wipeMemory(text.data(), static_cast<size_t>(text.size()));
}

void InputQuestion::cancel()
{
    if (m_outcome.cancelled)
        reinterpret_cast<PurpleRequestInputCb>(m_outcome.cancelled)(m_outcome.data, nullptr);
}

} // namespace spectrum::purple
