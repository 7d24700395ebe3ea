// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "admin/FindingForm.h"

#include <array>
#include <optional>

namespace spectrum::core
{

namespace
{

using Verdict = Finding::Verdict;

// In the order of the verdicts.
constexpr std::array<const char *, 3> names{"good", "doubtful", "bad"};

std::optional<Verdict> verdictOf(const QString &name)
{
    for (size_t i = 0; i < names.size(); ++i) {
        if (name == QLatin1String(names[i]))
            return static_cast<Verdict>(i);
    }
    return {};
}

} // namespace

QJsonObject FindingForm::write(const Finding &finding)
{
    QJsonObject object{
        {QStringLiteral("verdict"), QLatin1String(names.at(static_cast<size_t>(finding.verdict)))},
        {QStringLiteral("subject"), finding.subject},
        {QStringLiteral("text"), finding.text}};
    if (!finding.advice.isEmpty())
        object.insert(QStringLiteral("advice"), finding.advice);
    return object;
}

QJsonArray FindingForm::write(const QList<Finding> &findings)
{
    QJsonArray array;
    for (const Finding &finding : findings)
        array.append(write(finding));
    return array;
}

QList<Finding> FindingForm::read(const QJsonArray &findings)
{
    QList<Finding> list;
    for (const QJsonValue &value : findings) {
        const QJsonObject object = value.toObject();
        const std::optional<Verdict> verdict = verdictOf(object.value(u"verdict").toString());
        const QString text = object.value(u"text").toString();
        if (verdict && !text.isEmpty())
            list.append({.verdict = *verdict,
                         .subject = object.value(u"subject").toString(),
                         .text = text,
                         .advice = object.value(u"advice").toString()});
    }
    return list;
}

} // namespace spectrum::core
