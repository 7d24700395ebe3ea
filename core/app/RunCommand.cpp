// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// `spectrum2 run`: the daemon.
#include "app/ExitCode.h"
#include "app/Host.h"
#include "app/Logging.h"
#include "app/Subcommand.h"
#include "system/EpollDispatcher.h"
#include "system/Hardening.h"
#include "system/LockFile.h"
#include "system/LogSetup.h"

#include <spectrum/Log.h>

#include <QCoreApplication>

#include <cstdio>

SPECTRUM_LOG_CATEGORY(logRun, "spectrum.run")

namespace spectrum::core
{

namespace
{

int fail(const StartFailure &failure)
{
    for (const QString &sentence : failure.sentences)
        std::fprintf(stderr, "spectrum2: %s\n", qUtf8Printable(sentence));
    return failure.exitCode;
}

// Held as long as the process runs, so that two hosts cannot share one file.
Result<std::optional<system::LockFile>> takePidFile(const QString &path)
{
    if (path.isEmpty())
        return std::optional<system::LockFile>();
    Result<system::LockFile> file = system::LockFile::take(path);
    if (!file)
        return Error{file.error().kind, QStringLiteral("service.pidfile: ") + file.error().userText};
    return std::optional<system::LockFile>(std::move(*file));
}

// The file limit and the user come from the configuration, but must be set before anything is opened.
std::optional<StartFailure> prepare(const Setup &setup)
{
    const Settings &settings = setup.configuration().host;
    const Result<void> logging = applyLogging(settings);
    if (!logging)
        return StartFailure{ExitConfig, {logging.error().userText}};
    const Result<void> dropped = system::Hardening::dropPrivileges(
        settings.text(QStringLiteral("service.user")), settings.text(QStringLiteral("service.group")));
    if (!dropped)
        return StartFailure{ExitConfig, {dropped.error().userText}};
    system::Hardening::forbidTracing();
    const Result<qint64> files = system::Hardening::raiseFileLimit();
    if (!files)
        qCWarning(logRun).noquote() << files.error().userText;
    return {};
}

int runHost(const QStringList &arguments)
{
    Result<RunOptions> options = RunOptions::parse(arguments);
    if (!options)
        return fail({ExitUsage, {options.error().userText}});

    system::LogSetup::apply({});
    system::EpollDispatcher::install();
    int count = 1;
    char name[] = "spectrum2";
    char *words[] = {name, nullptr};
    const QCoreApplication application(count, words);
    system::LogSetup::attachToEventLoop();

    Setup setup(std::move(*options));
    if (const std::optional<StartFailure> failure = setup.read())
        return fail(*failure);
    // Before the rights are given up: its folder is often root's.
    const auto pidFile = takePidFile(setup.configuration().host.text(QStringLiteral("service.pidfile")));
    if (!pidFile)
        return fail({ExitConfig, {pidFile.error().userText}});
    if (const std::optional<StartFailure> failure = prepare(setup))
        return fail(*failure);
    for (const config::Mistake &notice : setup.notices())
        qCWarning(logRun).noquote() << notice.toString();
    for (const QString &refusal : setup.registry().refusals())
        qCWarning(logRun).noquote() << refusal;

    Host host(setup);
    QObject::connect(&host, &Host::finished, &application, &QCoreApplication::exit);
    if (const std::optional<StartFailure> failure = host.start())
        return fail(*failure);
    return QCoreApplication::exec();
}

} // namespace

const Subcommand runCommand{
    .name = "run",
    .summary = "run the gateway until it is told to stop",
    .help =
        "Usage: spectrum2 run [--config FILE] [--SECTION.KEY=VALUE...]\n"
        "Run the gateway in the foreground. SIGTERM logs everybody out and ends it, a second one ends it at\n"
        "once; SIGHUP reads the configuration again.\n"
        "\n"
        "  --config FILE          the host's file, or the file of one instance\n"
        "                         (default: /etc/spectrum2/spectrum2.cfg)\n"
        "  --SECTION.KEY=VALUE    use this value, whatever the files say\n"
        "  -j ADDRESS             the address of the instance that FILE describes\n"
        "  -n, -d                 accepted and without effect, for scripts of the first Spectrum 2\n"
        "\n"
        "Exit codes: 0 ended as asked, 2 wrong usage, 69 no frontend could go on, 70 a defect,\n"
        "73 the store cannot be created, 74 the store cannot be used, 78 a mistake in the configuration.\n",
    .run = runHost,
};

} // namespace spectrum::core
