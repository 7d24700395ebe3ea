// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// `spectrum2 import`: takes over what the first Spectrum 2 kept.
#include "app/ExitCode.h"
#include "app/Import.h"
#include "app/ImportSource.h"
#include "app/Setup.h"
#include "app/Subcommand.h"
#include "store/Store.h"
#include "system/Hardening.h"
#include "system/SteadyClock.h"

#include <spectrum/Log.h>

#include <QCoreApplication>

#include <cstdio>

namespace spectrum::core
{

namespace
{

struct Wish {
    bool isDryRun = false;
    QString configFile = {};
    QString instance = {};
    QString source = {};
};

class ImportingHost final : public NetworkHost
{
public:
    Clock &clock() override { return m_clock; }
    std::chrono::milliseconds reconnectDelay(int) override { return std::chrono::minutes(1); }

private:
    system::SteadyClock m_clock;
};

int complain(int exitCode, const QString &text)
{
    std::fprintf(stderr, "spectrum2 import: %s\n", text.toUtf8().constData());
    return exitCode;
}

void print(const QString &text)
{
    std::fprintf(stdout, "%s\n", logSafe(text).toUtf8().constData());
}

Result<Wish> understand(const QStringList &arguments)
{
    Wish wish;
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        const QString &word = arguments[i];
        QString *value = nullptr;
        if (word == u"--config")
            value = &wish.configFile;
        else if (word == u"--instance")
            value = &wish.instance;
        if (word == u"--dry-run")
            wish.isDryRun = true;
        else if (value && i + 1 < arguments.size())
            *value = arguments[++i];
        else if (word.startsWith(u'-') || !wish.source.isEmpty())
            return Error{
                ErrorKind::InvalidInput,
                QStringLiteral("\"%1\" is not understood; spectrum2 import --help tells more.").arg(word)};
        else
            wish.source = word;
    }
    if (wish.source.isEmpty())
        return Error{ErrorKind::InvalidInput, QStringLiteral("say which file to import.")};
    return wish;
}

const config::InstanceConfiguration *instanceOf(const config::Configuration &configuration,
                                                const QString &address)
{
    for (const config::InstanceConfiguration &instance : configuration.instances) {
        if (instance.id.toString() == address || (address.isEmpty() && configuration.instances.size() == 1))
            return &instance;
    }
    return nullptr;
}

int finish(const Wish &wish, const Import::Outcome &outcome)
{
    print(QStringLiteral(
              "%1: %2 accounts with %3 contacts and %4 settings; %5 were registered already, %6 left "
              "out.")
              .arg(wish.isDryRun ? QStringLiteral("Would be imported") : QStringLiteral("Imported"))
              .arg(outcome.accounts)
              .arg(outcome.contacts)
              .arg(outcome.settings)
              .arg(outcome.present)
              .arg(outcome.skipped));
    return ExitOk;
}

int importInto(const Wish &wish, Setup &setup, const config::InstanceConfiguration &instance,
               store::OldDatabase &old)
{
    const Settings &settings = setup.configuration().host;
    const Result<NetworkModule *> module = setup.registry().network(instance.network);
    if (!module)
        return complain(ExitFrontendFailed, module.error().userText);
    ImportingHost host;
    const Result<std::unique_ptr<Network>> network = (*module)->createNetwork(instance.settings, host);
    if (!network)
        return complain(ExitConfig, network.error().userText);
    std::unique_ptr<store::Store> store;
    if (!wish.isDryRun) {
        auto opened =
            store::Store::open({.path = settings.text(QStringLiteral("database.database")),
                                .keyFile = settings.text(QStringLiteral("database.key_file")),
                                .keyCredential = settings.text(QStringLiteral("database.key_credential"))});
        if (!opened)
            return complain(ExitStoreFailed, opened.error().userText);
        store = std::move(*opened);
    }
    Import import(**network, store.get(), instance.id, print);
    const Result<Import::Outcome> outcome = import.takeAll(old);
    if (!outcome)
        return complain(ExitStoreFailed, outcome.error().userText);
    return finish(wish, *outcome);
}

int runImport(const QStringList &arguments)
{
    const Result<Wish> wish = understand(arguments);
    if (!wish)
        return complain(ExitUsage, wish.error().userText);
    const Result<ImportSource> source = ImportSource::find(wish->source);
    if (!source)
        return complain(ExitConfig, source.error().userText);
    RunOptions options;
    if (!wish->configFile.isEmpty())
        options.configFile = wish->configFile;
    int count = 1;
    char name[] = "spectrum2";
    char *words[] = {name, nullptr};
    const QCoreApplication application(count, words);
    Setup setup(options);
    if (const std::optional<StartFailure> failure = setup.read())
        return complain(failure->exitCode, failure->sentences.join(u'\n'));
    const Settings &settings = setup.configuration().host;
    if (settings.text(QStringLiteral("database.type")) == u"none")
        return complain(ExitConfig, QStringLiteral("database.type is none: nothing is kept."));
    const config::InstanceConfiguration *instance =
        instanceOf(setup.configuration(), wish->instance.isEmpty() ? source->address : wish->instance);
    if (!instance)
        return complain(ExitConfig, QStringLiteral("the configuration has no such instance; say which with "
                                                   "--instance ADDRESS."));
    // As the old file is often another user's, it is opened before the rights are given up.
    auto old = store::OldDatabase::open(source->database, source->prefix);
    if (!old)
        return complain(ExitStoreFailed, old.error().userText);
    const Result<void> dropped = system::Hardening::dropPrivileges(
        settings.text(QStringLiteral("service.user")), settings.text(QStringLiteral("service.group")));
    if (!dropped)
        return complain(ExitConfig, dropped.error().userText);
    system::Hardening::forbidTracing();
    return importInto(*wish, setup, *instance, **old);
}

} // namespace

const Subcommand importCommand{
    .name = "import",
    .summary = "take over the accounts of the first Spectrum 2",
    .help =
        "Usage: spectrum2 import [--dry-run] [--config FILE] [--instance ADDRESS] OLD\n"
        "\n"
        "OLD is the configuration (*.cfg) of an instance of the first Spectrum 2 with "
        "database.type=sqlite3,\n"
        "or its database.sql itself. Its accounts, contacts and settings are written into the store that\n"
        "FILE names (/etc/spectrum2/spectrum2.cfg if none is given), encrypted. OLD is only read; its\n"
        "passwords stay in it in clear, so delete it when everything works. Who is registered already stays\n"
        "as they are, so the import can be repeated. Stop the gateway before.\n"
        "\n"
        "  --dry-run           write nothing, and say what would be done\n"
        "  --instance ADDRESS  the instance that gets the accounts (default: the address in OLD, or the "
        "only\n"
        "                      instance)\n"
        "\n"
        "Exit codes: 0 done (who was left out is listed), 2 wrong usage, 69 the network module is missing,\n"
        "74 OLD or the store cannot be used, 78 a mistake in a configuration.\n",
    .run = runImport,
};

} // namespace spectrum::core
