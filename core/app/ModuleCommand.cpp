// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// The subcommand module: lists the modules that were found, and says more of one.
#include "app/ExitCode.h"
#include "app/ModuleList.h"
#include "app/RunOptions.h"
#include "app/Subcommand.h"
#include "config/Sources.h"
#include "module/Registry.h"

#include <cstdio>

namespace spectrum::core
{

namespace
{

int complain(const QString &text)
{
    std::fprintf(stderr, "spectrum2 module: %s\n", text.toUtf8().constData());
    return ExitUsage;
}

int print(const QString &text)
{
    std::fputs(text.toUtf8().constData(), stdout);
    return ExitOk;
}

Registry scan(const RunOptions &options)
{
    const config::Schema schema = config::Schema::host();
    // The file is only asked where modules are; what else it says does not matter here.
    const config::Sources sources =
        config::Sources::read({.file = options.configFile,
                               .overrides = options.overrides,
                               .environment = config::Request::processEnvironment()},
                              schema);
    Registry registry;
    const QStringList folders = sources.modulePath();
    registry.scan(folders.isEmpty() ? Registry::defaultFolders() : folders);
    return registry;
}

int list(QStringList arguments)
{
    const bool isJson = arguments.removeAll(QStringLiteral("--json")) > 0;
    const Result<RunOptions> options = RunOptions::parse(arguments);
    if (!options)
        return complain(options.error().userText);
    const Registry registry = scan(*options);
    return print(isJson ? ModuleList::toJson(registry) : ModuleList::toText(registry));
}

int describe(QStringList arguments)
{
    if (arguments.isEmpty())
        return complain(QStringLiteral("info needs the id of a module"));
    const QString id = arguments.takeFirst();
    const Result<RunOptions> options = RunOptions::parse(arguments);
    if (!options)
        return complain(options.error().userText);
    const QString text = ModuleList::describe(scan(*options), id);
    if (text.isEmpty())
        return complain(QStringLiteral("there is no module \"%1\"; spectrum2 module list shows all").arg(id));
    return print(text);
}

int runModule(const QStringList &arguments)
{
    const QString verb = arguments.value(0);
    if (verb == u"list")
        return list(arguments.mid(1));
    if (verb == u"info")
        return describe(arguments.mid(1));
    // Internal: see module/Probe.h.
    if (verb == u"probe" && arguments.size() == 2)
        return Probe::runAsChild(arguments[1]);
    return complain(QStringLiteral("say list or info ID; spectrum2 module --help tells more"));
}

} // namespace

const Subcommand moduleCommand{
    .name = "module",
    .summary = "list the modules that are found, and what they say",
    .help = "Usage: spectrum2 module list [--json] [--config FILE]\n"
            "       spectrum2 module info ID [--config FILE]\n"
            "\n"
            "list  every module file that is found, with its state: found, or refused and why.\n"
            "info  what the module ID says about itself, and its configuration keys.\n"
            "\n"
            "Modules are looked for in the folders of host.module_path, or where Spectrum 2 is installed.\n"
            "No code of any module runs.\n",
    .run = runModule,
};

} // namespace spectrum::core
