// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "doctor/ClockExamination.h"

#include <QFileInfo>

#include <sys/timex.h>

namespace spectrum::core
{

namespace
{

using Verdict = Finding::Verdict;

QString shown(const QDateTime &time)
{
    return time.toUTC().toString(Qt::ISODate);
}

} // namespace

ClockExamination::Signs ClockExamination::read(const QStringList &files)
{
    Signs signs{.now = QDateTime::currentDateTimeUtc()};
    for (const QString &file : files) {
        const QDateTime written = QFileInfo(file).lastModified();
        if (written.isValid() && (!signs.lastWritten.isValid() || written > signs.lastWritten))
            signs.lastWritten = written;
    }
    timex state{};
    signs.isSynchronised = ::adjtimex(&state) != TIME_ERROR;
    return signs;
}

Finding ClockExamination::judge(const Signs &signs)
{
    constexpr qint64 toleratedSeconds = 60;
    constexpr int firstYear = 2026; // nobody ran this before
    Finding finding{.subject = QStringLiteral("clock"),
                    .text = QStringLiteral("It is %1, and the clock is kept right.").arg(shown(signs.now))};
    const QString advice =
        QStringLiteral("Certificates, archives and delayed messages need the right time: set the "
                       "clock, and let a time service keep it (timedatectl set-ntp true).");
    if (signs.now.date().year() < firstYear) {
        finding.verdict = Verdict::Bad;
        finding.text = QStringLiteral("It is %1 here, which cannot be.").arg(shown(signs.now));
        finding.advice = advice;
    } else if (signs.lastWritten.isValid() && signs.lastWritten > signs.now.addSecs(toleratedSeconds)) {
        finding.verdict = Finding::Verdict::Bad;
        finding.text = QStringLiteral("It is %1 here, but a file of the host was written at %2.")
                           .arg(shown(signs.now), shown(signs.lastWritten));
        finding.advice = advice;
    } else if (!signs.isSynchronised) {
        finding.verdict = Finding::Verdict::Doubtful;
        finding.text =
            QStringLiteral("It is %1; no time service keeps the clock right.").arg(shown(signs.now));
        finding.advice = advice;
    }
    return finding;
}

} // namespace spectrum::core
