// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Question.h"

#include "Wording.h"

namespace spectrum::purple
{

namespace
{

void *nextHandle()
{
    static quintptr last = 0;
    return reinterpret_cast<void *>(++last);
}

} // namespace

Question::Question(PurpleRequestType type) : m_type(type), m_handle(nextHandle()) {}

LoginStep stepOf(const RequestWords &words)
{
    LoginStep step;
    QStringList lines{plainText(words.primary), plainText(words.secondary)};
    step.title = labelText(words.title);
    lines.removeAll(QString());
    lines.removeDuplicates();
    step.instructions = lines.join(u'\n');
    step.url = onlyAddress(step.instructions);
    return step;
}

Error wrongAnswer(const QString &label, const QString &why)
{
    return {ErrorKind::InvalidInput, label.isEmpty() ? why : QStringLiteral("%1: %2").arg(label, why)};
}

qsizetype indexOfChoice(const Field &field, const QString &answer)
{
    const QString typed = answer.trimmed();
    if (const qsizetype index = field.choiceValues.indexOf(typed); index >= 0)
        return index;
    for (qsizetype i = 0; i < field.choiceLabels.size(); ++i) {
        if (!typed.isEmpty() && field.choiceLabels[i].compare(typed, Qt::CaseInsensitive) == 0)
            return i;
    }
    return -1;
}

bool isYes(const QString &answer)
{
    static const QStringList words{QStringLiteral("1"), QStringLiteral("true"), QStringLiteral("yes"),
                                   QStringLiteral("on")};
    return words.contains(answer.trimmed(), Qt::CaseInsensitive);
}

bool isNo(const QString &answer)
{
    static const QStringList words{QString(), QStringLiteral("0"), QStringLiteral("false"),
                                   QStringLiteral("no"), QStringLiteral("off")};
    return words.contains(answer.trimmed(), Qt::CaseInsensitive);
}

} // namespace spectrum::purple
