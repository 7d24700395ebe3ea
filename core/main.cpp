// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// The executable: gives its words to the subcommand that they name.
#include "app/CommandLine.h"
#include "app/ExitCode.h"
#include "app/Subcommand.h"
#include "system/Hardening.h"

#include <cstdio>

using namespace spectrum::core;

int main(int argc, char *argv[])
{
    spectrum::system::Hardening::prepareProcess();

    QStringList words;
    for (int i = 1; i < argc; ++i)
        words.append(QString::fromLocal8Bit(argv[i]));

    const CommandLine line = CommandLine::parse(words);
    switch (line.wish) {
    case CommandLine::Wish::Run:
        return line.subcommand->run(line.arguments);
    case CommandLine::Wish::Help:
        std::fputs(line.subcommand != nullptr ? line.subcommand->help : CommandLine::help().constData(),
                   stdout);
        return ExitOk;
    case CommandLine::Wish::Version:
        std::puts("spectrum2 " SPECTRUM_VERSION);
        return ExitOk;
    case CommandLine::Wish::Nonsense:
        break;
    }
    std::fprintf(stderr, "spectrum2: %s\n", qUtf8Printable(line.mistake));
    return ExitUsage;
}
