// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// The subcommand doctor: looks whether everything that a gateway needs is there, and says what to do.
#include "app/Doctor.h"
#include "app/ExitCode.h"
#include "app/Subcommand.h"
#include "doctor/FindingPrinter.h"
#include "system/SteadyClock.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QLoggingCategory>

#include <unistd.h>

#include <array>
#include <cstdio>
#include <utility>

namespace spectrum::core
{

namespace
{

void print(FILE *stream, const QString &text)
{
    std::fputs(text.toUtf8().constData(), stream);
    std::fflush(stream);
}

// Says each thing when it is found; one object on each line for programs.
class Report
{
public:
    explicit Report(bool isForMachine) : m_isForMachine(isForMachine) {}

    // To somebody who watches, until the next finding.
    void showWait(const QString &instance, const QString &module)
    {
        if (m_isForMachine || ::isatty(STDERR_FILENO) == 0)
            return;
        hideWait();
        print(stderr, QStringLiteral("  ...      %1 looks at %2").arg(module, instance));
        m_isWaitShown = true;
    }

    void add(const QString &instance, const Finding &finding)
    {
        hideWait();
        ++m_counts.at(static_cast<size_t>(finding.verdict));
        if (m_isForMachine) {
            const QJsonObject object = FindingPrinter::json(instance, finding);
            print(stdout, QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact)) + u'\n');
            return;
        }
        if (instance != m_instance)
            print(stdout, QLatin1Char('\n') + instance + QLatin1Char('\n'));
        m_instance = instance;
        print(stdout, FindingPrinter::text(finding));
    }

    int conclude()
    {
        hideWait();
        const auto [good, doubtful, bad] = m_counts;
        if (!m_isForMachine)
            print(stdout,
                  QStringLiteral("\n%1 ok, %2 warnings, %3 failed\n").arg(good).arg(doubtful).arg(bad));
        return bad > 0 ? ExitRefused : ExitOk;
    }

private:
    void hideWait()
    {
        if (std::exchange(m_isWaitShown, false))
            print(stderr, QStringLiteral("\r\x1b[K"));
    }

    bool m_isForMachine;
    bool m_isWaitShown = false;
    QString m_instance;
    std::array<int, 3> m_counts{};
};

int examine(Setup &setup, Report &report)
{
    // What fails is said in the findings.
    QLoggingCategory::setFilterRules(QStringLiteral("*=false"));
    int count = 1;
    char name[] = "spectrum2";
    char *words[] = {name, nullptr};
    const QCoreApplication application(count, words);
    system::SteadyClock clock;
    Doctor doctor(setup, clock);
    QObject::connect(
        &doctor, &Doctor::found, &application,
        [&report](const QString &instance, const Finding &finding) { report.add(instance, finding); });
    QObject::connect(
        &doctor, &Doctor::begun, &application,
        [&report](const QString &instance, const QString &module) { report.showWait(instance, module); });
    QObject::connect(&doctor, &Doctor::finished, &application, &QCoreApplication::quit, Qt::QueuedConnection);
    QMetaObject::invokeMethod(&doctor, &Doctor::start, Qt::QueuedConnection);
    QCoreApplication::exec();
    return report.conclude();
}

int runDoctor(const QStringList &arguments)
{
    QStringList words = arguments;
    Report report(words.removeAll(QStringLiteral("--json")) > 0);
    const Result<RunOptions> options = RunOptions::parse(words);
    if (!options) {
        print(stderr, QStringLiteral("spectrum2 doctor: %1\n").arg(options.error().userText));
        return ExitUsage;
    }
    Setup setup(*options);
    const std::optional<StartFailure> failure = setup.read();
    const QString subject = QStringLiteral("configuration");
    for (const config::Mistake &notice : setup.notices())
        report.add({},
                   {.verdict = Finding::Verdict::Doubtful, .subject = subject, .text = notice.toString()});
    if (!failure) {
        report.add(
            {}, {.subject = subject, .text = QStringLiteral("%1 has no mistake.").arg(options->configFile)});
        return examine(setup, report);
    }
    for (const QString &sentence : failure->sentences)
        report.add({}, {.verdict = Finding::Verdict::Bad, .subject = subject, .text = sentence});
    report.conclude();
    return failure->exitCode;
}

} // namespace

const Subcommand doctorCommand{
    .name = "doctor",
    .summary = "find out why a gateway does not work, and what to do",
    .help =
        "Usage: spectrum2 doctor [--config FILE] [--json] [--section.key=value ...]\n"
        "\n"
        "Reads the configuration as check-config does, then looks at what it names: the store, its key and\n"
        "its disk, the clock, the modules, and what each module can find out, such as names in DNS, servers\n"
        "that answer, secrets and certificates. Nothing is changed. Run it as the user of the service. "
        "While\n"
        "a gateway runs with the same configuration it is left alone: it says itself whether its server "
        "takes\n"
        "its secret and what it is granted. When it cannot be asked, nothing connects in its name either.\n"
        "\n"
        "  --json    one JSON object for each finding: instance, verdict (good, doubtful, bad), subject,\n"
        "            text, advice\n"
        "\n"
        "Exit code: 0 when nothing failed (there may be warnings), 1 when something failed, 78 when the\n"
        "configuration has mistakes, 2 when it was called wrongly.\n",
    .run = runDoctor,
};

} // namespace spectrum::core
