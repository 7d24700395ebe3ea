// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/Host.h"

#include "app/ExitCode.h"
#include "app/Logging.h"
#include "config/Comparison.h"
#include "instance/MemoryBook.h"
#include "instance/StoreArchive.h"
#include "instance/StoreBook.h"
#include "instance/StoreMessageBook.h"
#include "store/Store.h"
#include "system/StartupPages.h"

#include <spectrum/Log.h>

#include <QFileInfo>

#include <algorithm>

SPECTRUM_LOG_CATEGORY(logHost, "spectrum.host")

namespace spectrum::core
{

namespace
{

StartFailure storeFailure(const Error &error, const QString &path)
{
    const bool isNew = !QFileInfo::exists(path);
    return {isNew ? ExitStoreMissing : ExitStoreFailed, {error.userText}};
}

} // namespace

Host::Host(Setup &setup)
    : m_setup(setup),
      m_notify(system::SdNotify::takeEnvironment(), m_clock),
      m_signals(m_clock),
      m_commands(*this)
{
    connect(&m_signals, &system::UnixSignals::stopRequested, this, &Host::stop);
    connect(&m_signals, &system::UnixSignals::reloadRequested, this, &Host::reload);
}

Host::~Host()
{
    // Frontends that still wait for an answer of the store get it while they are there to hear it.
    if (m_store)
        m_store->settle();
}

std::optional<StartFailure> Host::start()
{
    if (std::optional<StartFailure> failure = openStore())
        return failure;
    if (std::optional<StartFailure> failure = openAdminSocket())
        return failure;
    QStringList failures;
    bool isConfigurationWrong = true;
    for (const config::InstanceConfiguration &configuration : m_setup.configuration().instances) {
        const Result<void> added = addInstance(configuration);
        if (added)
            continue;
        isConfigurationWrong = isConfigurationWrong && added.error().kind == ErrorKind::InvalidInput;
        failures.append(configuration.id.toString() + QStringLiteral(": ") + added.error().userText);
    }
    if (m_running.empty()) {
        if (failures.isEmpty())
            return StartFailure{ExitConfig, {QStringLiteral("The configuration describes no instance.")}};
        return StartFailure{isConfigurationWrong ? ExitConfig : ExitFrontendFailed, failures};
    }
    for (const QString &failure : std::as_const(failures))
        qCCritical(logHost).noquote() << failure;
    m_notify.notifyStatus(
        QStringLiteral("Waiting for the connections of %1 instances").arg(m_running.size()));
    for (const auto &running : m_running)
        running->instance->start();
    return {};
}

std::optional<StartFailure> Host::openStore()
{
    const Settings &settings = m_setup.configuration().host;
    if (settings.text(QStringLiteral("database.type")) == QLatin1String("none"))
        return {};
    const store::Store::Options options{
        .path = settings.text(QStringLiteral("database.database")),
        .keyFile = settings.text(QStringLiteral("database.key_file")),
        .keyCredential = settings.text(QStringLiteral("database.key_credential")),
    };
    Result<std::unique_ptr<store::Store>> opened = store::Store::open(options);
    if (!opened)
        return storeFailure(opened.error(), options.path);
    m_store = std::move(*opened);
    return {};
}

std::optional<StartFailure> Host::openAdminSocket()
{
    const Settings &settings = m_setup.configuration().host;
    const QString path = settings.text(QStringLiteral("admin.socket"));
    if (path.isEmpty())
        return {};
    auto socket = AdminSocket::listen(
        path, m_clock, [this](const AdminRequestPointer &request) { m_commands.carryOut(request); });
    if (socket) {
        m_adminSocket = std::move(*socket);
        return {};
    }
    if (settings.isGiven(QStringLiteral("admin.socket")))
        return StartFailure{ExitConfig, {QStringLiteral("admin.socket: ") + socket.error().userText}};
    // Nobody asked for it: whoever runs a host of their own may not write to the system's folders.
    qCWarning(logHost).noquote() << socket.error().userText
                                 << "This host cannot be administered with spectrum2 ctl.";
    return {};
}

QList<AdministeredHost::Member> Host::members() const
{
    QList<Member> members;
    for (const auto &running : m_running) {
        const Phase alive = running->isReady ? Phase::Ready : Phase::Starting;
        members.append({running->instance.get(), running->isFailed ? Phase::Failed : alive});
    }
    return members;
}

Result<void> Host::addInstance(const config::InstanceConfiguration &configuration)
{
    if (const Result<void> permitted = permitModules(configuration); !permitted)
        return permitted;
    Registry &registry = m_setup.registry();
    const Result<FrontendModule *> frontend = registry.frontend(configuration.frontend);
    if (!frontend)
        return frontend.error();
    const Result<NetworkModule *> network = registry.network(configuration.network);
    if (!network)
        return network.error();
    const Registry::Entry *entry = registry.find(Manifest::Kind::Network, configuration.network);
    std::unique_ptr<AccountBook> book;
    std::unique_ptr<MessageBook> messages;
    std::unique_ptr<OwnArchive> archive;
    if (m_store) {
        book = std::make_unique<StoreBook>(*m_store, configuration.id);
        messages = std::make_unique<StoreMessageBook>(*m_store, configuration.id);
        archive = std::make_unique<StoreArchive>(*m_store, configuration.id, m_clock);
    } else {
        book = std::make_unique<MemoryBook>();
    }
    std::unique_ptr<RemoteModule> remote = isolate(**network, configuration);
    NetworkModule &module = remote ? *remote : **network;
    const bool isHostList = entry->manifest.contactList == Manifest::ContactList::Host;
    Result<std::unique_ptr<Instance>> instance = Instance::create(
        {.id = configuration.id,
         .settings = configuration.settings,
         .networkModule = module,
         .frontendModule = **frontend,
         .networkName = entry->manifest.name,
         .contactList = isHostList ? ContactKeeper::List::OfHost : ContactKeeper::List::OfNetwork,
         .book = std::move(book),
         .clock = m_clock,
         .control = this,
         .messages = std::move(messages),
         .archive = std::move(archive)});
    if (!instance)
        return instance.error();
    registry.setRunning(Manifest::Kind::Frontend, configuration.frontend);
    registry.setRunning(Manifest::Kind::Network, configuration.network);
    m_running.push_back(
        std::make_unique<Running>(Running{.remote = std::move(remote), .instance = std::move(*instance)}));
    watch(*m_running.back());
    return {};
}

std::unique_ptr<RemoteModule> Host::isolate(NetworkModule &module,
                                            const config::InstanceConfiguration &configuration)
{
    const Registry::Entry *entry = m_setup.registry().find(Manifest::Kind::Network, configuration.network);
    if (!RemoteModule::isWanted(entry->manifest, configuration.settings))
        return nullptr;
    const Settings &host = m_setup.configuration().host;
    return std::make_unique<RemoteModule>(module, entry->manifest,
                                          RemoteModule::Log{host.text(QStringLiteral("logging.level")),
                                                            host.text(QStringLiteral("logging.format")),
                                                            host.list(QStringLiteral("logging.rules"))});
}

Result<void> Host::permitModules(const config::InstanceConfiguration &configuration) const
{
    const QStringList permitted = m_setup.configuration().host.list(QStringLiteral("host.modules"));
    for (const QString &id : {configuration.frontend, configuration.network}) {
        if (!permitted.isEmpty() && !permitted.contains(id))
            return Error{ErrorKind::NotAllowed,
                         QStringLiteral("The module \"%1\" is not in the list host.modules.").arg(id)};
    }
    return {};
}

void Host::watch(Running &running)
{
    const Instance *instance = running.instance.get();
    connect(instance, &Instance::ready, this, [this, &running] {
        running.isReady = true;
        checkReady();
    });
    // Queued: the frontend may report it from inside its own start().
    connect(
        instance, &Instance::failed, this,
        [this, &running] {
            running.isFailed = true;
            running.instance->stop();
            checkReady();
        },
        Qt::QueuedConnection);
    connect(
        instance, &Instance::stopped, this,
        [this, &running] {
            running.isStopped = true;
            checkFinished();
        },
        Qt::QueuedConnection);
}

void Host::checkReady()
{
    const bool isReady = std::ranges::all_of(
        m_running, [](const auto &running) { return running->isReady || running->isFailed; });
    const bool isAlive =
        std::ranges::any_of(m_running, [](const auto &running) { return !running->isFailed; });
    if (!isReady || !isAlive || std::exchange(m_isReady, true))
        return;
    m_notify.notifyStatus(QStringLiteral("%1 instances are up").arg(m_running.size()));
    m_notify.notifyReady();
    const qsizetype released = system::StartupPages::release();
    qCDebug(logHost) << "Gave back" << released / 1024 << "KiB that only the start needed.";
    Q_EMIT ready();
}

void Host::checkFinished()
{
    const bool isStopped =
        std::ranges::all_of(m_running, [](const auto &running) { return running->isStopped; });
    if (!isStopped || std::exchange(m_isFinished, true))
        return;
    // Instances end on their own only when their frontends failed.
    Q_EMIT finished(m_isStopping ? ExitOk : ExitFrontendFailed);
}

void Host::stop()
{
    m_isStopping = true;
    m_notify.notifyStopping();
    for (const auto &running : m_running)
        running->instance->stop();
}

void Host::reload()
{
    const Result<QStringList> reloaded = reloadNow();
    if (reloaded)
        return;
    for (const QString &sentence : reloaded.error().userText.split(u'\n'))
        qCCritical(logHost).noquote() << sentence;
}

Result<QStringList> Host::reloadNow()
{
    if (m_isStopping)
        return Error{ErrorKind::NotConnected, QStringLiteral("The gateway is being stopped.")};
    // A service manager that still waits for the start must not take this for its end.
    if (m_isReady)
        m_notify.notifyReloading();
    const config::Outcome outcome = m_setup.readAgain();
    QStringList sentences;
    if (outcome.isOk()) {
        sentences = apply(outcome.configuration);
    } else {
        for (const config::Mistake &mistake : outcome.mistakes)
            sentences.append(mistake.toString());
        sentences.append(QStringLiteral("The configuration has mistakes; everything goes on as before."));
    }
    if (m_isReady)
        m_notify.notifyReady();
    if (!outcome.isOk())
        return Error{ErrorKind::InvalidInput, sentences.join(u'\n')};
    return sentences;
}

Result<void> Host::setLogLevel(const QString &level, const QStringList &rules)
{
    return applyLogLevel(m_setup.configuration().host, level, rules);
}

QStringList Host::apply(const config::Configuration &configuration)
{
    const config::Changes changes = config::compare(m_setup.configuration(), configuration, m_setup.schema());
    QStringList needRestart = changes.needRestart;
    for (const auto &running : m_running) {
        const auto now = std::ranges::find(configuration.instances, running->instance->instance(),
                                           &config::InstanceConfiguration::id);
        if (now == configuration.instances.end() || running->isFailed)
            continue;
        for (const QString &key : running->instance->reload(now->settings))
            needRestart.append(now->id.toString() + QStringLiteral(": ") + key);
    }
    for (const InstanceId &id : changes.added + changes.removed)
        needRestart.append(id.toString() + QStringLiteral(" (the instance)"));
    if (const Result<void> applied = applyLogging(configuration.host); !applied)
        qCCritical(logHost).noquote() << applied.error().userText;
    needRestart.removeDuplicates();
    if (!needRestart.isEmpty())
        qCWarning(logHost).noquote() << "These changes need a restart:"
                                     << needRestart.join(QStringLiteral(", "));
    qCInfo(logHost) << "The configuration was read again," << changes.changed.size() << "keys have changed.";
    m_setup.replace(configuration);
    return needRestart;
}

} // namespace spectrum::core
