// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// `spectrum2 try`: a private instance for a first look.
#include "app/ExitCode.h"
#include "app/Subcommand.h"
#include "module/Registry.h"

#include <cstdio>

namespace spectrum::core
{

namespace
{

int complain(const QString &sentence)
{
    std::fprintf(stderr, "spectrum2 try: %s\n", sentence.toUtf8().constData());
    return ExitUsage;
}

int runTrial(const QStringList &arguments)
{
    Registry registry;
    registry.scan(Registry::defaultFolders());
    const QString network = arguments.value(0);
    for (const Registry::Entry &entry : registry.entries()) {
        const Manifest &manifest = entry.manifest;
        if (manifest.kind != Manifest::Kind::Network || manifest.trial.isEmpty())
            continue;
        if (network.isEmpty() || manifest.id == network) {
            std::printf("%s\n", manifest.trial.value(u"Text").toString().toUtf8().constData());
            return ExitOk;
        }
    }
    return complain(QStringLiteral("no module of a network says how to try it"));
}

} // namespace

const Subcommand tryCommand{
    .name = "try",
    .summary = "start a private instance on this machine for a first look",
    .help = "Usage: spectrum2 try [NETWORK]\n",
    .run = runTrial,
};

} // namespace spectrum::core
