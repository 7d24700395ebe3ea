// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "doctor/FindingPrinter.h"

#include "admin/FindingForm.h"

#include <spectrum/Log.h>

namespace spectrum::core
{

namespace
{

constexpr qsizetype longestText = 1000;

const char *markOf(Finding::Verdict verdict)
{
    switch (verdict) {
    case Finding::Verdict::Good:
        return "ok     ";
    case Finding::Verdict::Doubtful:
        return "warning";
    case Finding::Verdict::Bad:
        break;
    }
    return "FAILED ";
}

} // namespace

QString FindingPrinter::text(const Finding &finding)
{
    constexpr int subjectWidth = 16;
    QString shown =
        QStringLiteral("  %1  %2  %3\n")
            .arg(QLatin1String(markOf(finding.verdict)), logSafe(finding.subject).leftJustified(subjectWidth),
                 logSafe(finding.text, longestText));
    const QStringList lines = finding.advice.split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    for (const QString &line : lines)
        shown += QStringLiteral("           ") + logSafe(line, longestText) + QLatin1Char('\n');
    return shown;
}

QJsonObject FindingPrinter::json(const QString &instance, const Finding &finding)
{
    QJsonObject object = FindingForm::write(finding);
    if (!instance.isEmpty())
        object.insert(QStringLiteral("instance"), instance);
    return object;
}

} // namespace spectrum::core
