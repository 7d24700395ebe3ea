// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// `spectrum2 try`: a private instance for a first look.
#include "app/ExitCode.h"
#include "app/Subcommand.h"
#include "app/TryStage.h"
#include "module/Registry.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QTemporaryDir>

#include <cstdio>

namespace spectrum::core
{

namespace
{

struct Wish {
    QString network = {};
    bool isGateway = false;
    bool isForMachine = false;
};

struct Choice {
    QString id = {};
    QString name = {};
    QJsonObject trial = {};
};

int complain(int exitCode, const QString &sentence)
{
    std::fprintf(stderr, "spectrum2 try: %s.\n", sentence.toUtf8().constData());
    return exitCode;
}

void print(FILE *stream, const QString &text)
{
    std::fprintf(stream, "%s\n", text.toUtf8().constData());
    std::fflush(stream);
}

Result<Wish> understand(const QStringList &arguments)
{
    Wish wish;
    for (const QString &argument : arguments) {
        if (argument == u"--gateway")
            wish.isGateway = true;
        else if (argument == u"--machine")
            wish.isForMachine = true;
        else if (argument.startsWith(u'-') || !wish.network.isEmpty())
            return Error{
                ErrorKind::InvalidInput,
                QStringLiteral("\"%1\" is not understood; spectrum2 try --help tells more").arg(argument)};
        else
            wish.network = argument;
    }
    return wish;
}

QJsonObject trialOf(const Manifest &manifest, const QString &variant)
{
    if (variant.isEmpty())
        return manifest.trial;
    return manifest.trial.value(u"Variants")[variant].toObject();
}

// The first module that can be tried; or the one with this id.
std::optional<Choice> choose(const Registry &registry, Manifest::Kind kind, const QString &id,
                             const QString &variant)
{
    for (const Registry::Entry &entry : registry.entries()) {
        if (entry.state == Registry::State::Refused || entry.manifest.kind != kind)
            continue;
        const QJsonObject trial = trialOf(entry.manifest, variant);
        if (!trial.isEmpty() && (id.isEmpty() || entry.manifest.id == id))
            return Choice{.id = entry.manifest.id, .name = entry.manifest.name, .trial = trial};
    }
    return {};
}

Result<void> prepare(TryStage &stage, const Choice &frontend, const Choice &network)
{
    const QJsonObject modules{{QStringLiteral("service.frontend"), frontend.id},
                              {QStringLiteral("service.network"), network.id}};
    const QJsonObject choice{{QStringLiteral("Settings"), modules}};
    if (const auto done = stage.add(QStringLiteral("modules"), choice); !done)
        return done;
    if (const auto done = stage.add(network.id, network.trial); !done)
        return done;
    if (const auto done = stage.add(frontend.id, frontend.trial); !done)
        return done;
    return stage.startHost(QFileInfo(QStringLiteral("/proc/self/exe")).symLinkTarget());
}

void announce(const TryStage &stage, const Wish &wish)
{
    if (wish.isForMachine) {
        print(stdout, QString::fromUtf8(QJsonDocument(stage.facts()).toJson(QJsonDocument::Compact)));
        return;
    }
    print(stdout, QStringLiteral("\n%1\n\nCtrl-C ends it.").arg(stage.text()));
}

int perform(const Wish &wish, const Choice &frontend, const Choice &network)
{
    const QTemporaryDir folder(QDir::tempPath() + QStringLiteral("/spectrum2-try-XXXXXX"));
    if (!folder.isValid())
        return complain(ExitInternal,
                        QStringLiteral("no temporary directory can be made: %1").arg(folder.errorString()));
    const TryVariables::Words words{{QStringLiteral("network"), network.id},
                                    {QStringLiteral("network_name"), network.name}};
    TryStage stage(folder.path(), words, [](const QString &news) { print(stderr, news); });
    Result<void> done = prepare(stage, frontend, network);
    if (done) {
        announce(stage, wish);
        done = stage.hold();
    }
    if (!done && !done.error().userText.isEmpty())
        return complain(ExitFrontendFailed, done.error().userText);
    return ExitOk;
}

int runTrial(const QStringList &arguments)
{
    const Result<Wish> wish = understand(arguments);
    if (!wish)
        return complain(ExitUsage, wish.error().userText);
    Registry registry;
    registry.scan(Registry::defaultFolders());
    const auto network = choose(registry, Manifest::Kind::Network, wish->network, {});
    if (!network)
        return complain(ExitUsage, wish->network.isEmpty()
                                       ? QStringLiteral("no network module that can be tried is installed")
                                       : QStringLiteral("there is no network module \"%1\" that can be "
                                                        "tried; spectrum2 module list shows all")
                                             .arg(wish->network));
    const QString variant = wish->isGateway ? QStringLiteral("gateway") : QString();
    const auto frontend = choose(registry, Manifest::Kind::Frontend, {}, variant);
    if (!frontend)
        return complain(ExitUsage, QStringLiteral("no frontend module that can be tried so is installed"));
    return perform(*wish, *frontend, *network);
}

} // namespace

const Subcommand tryCommand{
    .name = "try",
    .summary = "start a private instance on this machine for a first look",
    .help =
        "Usage: spectrum2 try [NETWORK] [--gateway] [--machine]\n"
        "\n"
        "Starts a private instance with a private server of the network, on the loopback address and in a\n"
        "temporary directory, and says what to type into a client. Ctrl-C ends it and removes everything.\n"
        "\n"
        "  NETWORK     the network module to try (default: the first that can be tried)\n"
        "  --gateway   behind a private chat server, instead of being a server itself\n"
        "  --machine   print one line of JSON with addresses, ports and passwords, for scripts\n"
        "\n"
        "Exit codes: 0 ended as asked, 2 wrong usage, 69 something that it needs is missing or has ended.\n",
    .run = runTrial,
};

} // namespace spectrum::core
