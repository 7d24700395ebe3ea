// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// The subcommand session-host, which the host calls: a process that runs sessions of one module.
#include "app/ExitCode.h"
#include "app/Subcommand.h"
#include "isolate/SessionHostProcess.h"

#include <cstdio>

namespace spectrum::core
{

namespace
{

int runIt(const QStringList &arguments)
{
    if (arguments.size() == 1 && isSessionHostProcess())
        return runSessionHost(arguments.first());
    std::fputs("spectrum2 session-host: this is what spectrum2 run starts; it cannot be called alone.\n",
               stderr);
    return ExitUsage;
}

} // namespace

const Subcommand sessionHostCommand{
    .name = "session-host",
    .summary = "internal: run sessions for a host",
    .help =
        "Usage: spectrum2 session-host\n"
        "A process that runs sessions of one module behind a fence. spectrum2 run starts it by itself; it\n"
        "cannot be called alone.\n",
    .run = runIt,
};

} // namespace spectrum::core
