// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// The subcommand check-config: says everything that is wrong with a configuration.
#include "app/ExitCode.h"
#include "app/Setup.h"
#include "app/Subcommand.h"

#include <QCoreApplication>

#include <cstdio>

namespace spectrum::core
{

namespace
{

void print(FILE *stream, const QString &text)
{
    std::fprintf(stream, "%s\n", text.toUtf8().constData());
}

QString summaryOf(const config::Configuration &configuration)
{
    QStringList lines;
    for (const config::InstanceConfiguration &instance : configuration.instances)
        lines += QStringLiteral("%1: frontend %2, network %3")
                     .arg(instance.id.toString(), instance.frontend, instance.network);
    lines += QStringLiteral("The configuration has no mistake.");
    return lines.join(u'\n');
}

int checkConfig(const QStringList &arguments)
{
    const Result<RunOptions> options = RunOptions::parse(arguments);
    if (!options) {
        print(stderr, QStringLiteral("spectrum2 check-config: %1").arg(options.error().userText));
        return ExitUsage;
    }
    Setup setup(*options);
    const std::optional<StartFailure> failure = setup.read();
    for (const config::Mistake &notice : setup.notices())
        print(stdout, QStringLiteral("note: ") + notice.toString());
    if (!failure) {
        const QStringList refusals = setup.registry().refusals();
        for (const QString &refusal : refusals)
            print(stdout, QStringLiteral("note: ") + refusal);
        print(stdout, summaryOf(setup.configuration()));
        return ExitOk;
    }
    for (const QString &sentence : failure->sentences)
        print(stderr, sentence);
    return failure->exitCode;
}

} // namespace

const Subcommand checkConfigCommand{
    .name = "check-config",
    .summary = "report every mistake in the configuration",
    .help = "Usage: spectrum2 check-config [FILE] [--section.key=value ...]\n"
            "\n"
            "Reads FILE (/etc/spectrum2/spectrum2.cfg if none is given) and the files transports/*.cfg\n"
            "beside it, and prints every mistake as file:line: key: what is wrong. Nothing is started.\n"
            "\n"
            "Exit code: 0 without mistakes, 78 with mistakes, 2 when it was called wrongly.\n",
    .run = checkConfig,
};

} // namespace spectrum::core
