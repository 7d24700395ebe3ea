// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "isolate/RemoteModule.h"

namespace spectrum::core
{

namespace
{

constexpr qint64 mebibyte = 1024 * 1024;

} // namespace

bool RemoteModule::isWanted(const Manifest &manifest, const Settings &settings)
{
    return manifest.isolation == Manifest::Isolation::Process ||
           settings.text(QStringLiteral("service.isolation")) == QLatin1String("process");
}

Result<std::unique_ptr<Network>> RemoteModule::createNetwork(const Settings &settings, NetworkHost &host)
{
    Result<std::unique_ptr<Network>> names = m_module.createNetwork(settings, host);
    if (!names)
        return names.error();
    Result<std::unique_ptr<RemoteNetwork>> network =
        RemoteNetwork::open(std::move(*names), optionsOf(settings, host), host);
    if (!network)
        return network.error();
    return std::unique_ptr<Network>(std::move(*network));
}

RemoteNetwork::Options RemoteModule::optionsOf(const Settings &settings, const NetworkHost &host) const
{
    RemoteNetwork::Options options;
    options.networkName = m_manifest.name;
    options.contacts = m_manifest.contactList == Manifest::ContactList::Host
                           ? Replay::Contacts::ToldByHost
                           : Replay::Contacts::KeptByNetwork;
    options.worker.isGlib = m_manifest.eventLoop == Manifest::EventLoop::Glib;
    options.worker.capacity =
        static_cast<size_t>(qMax<qint64>(1, settings.integer(QStringLiteral("service.users_per_backend"))));
    options.worker.patience =
        std::chrono::milliseconds(settings.integer(QStringLiteral("isolation.patience")));
    options.rules.deaths = static_cast<int>(settings.integer(QStringLiteral("isolation.maximum_deaths")));
    options.rules.parkingTime =
        std::chrono::seconds(settings.integer(QStringLiteral("isolation.parking_time")));
    options.isUsedOnce = !settings.isTrue(QStringLiteral("service.reuse_old_backends"));
    options.collectionTime =
        std::chrono::seconds(settings.integer(QStringLiteral("service.memory_collector_time")));
    options.idleTime = std::chrono::seconds(settings.integer(QStringLiteral("service.idle_reconnect_time")));
    options.greeting = {.modulePath = m_manifest.path,
                        .settings = settingsFor(settings),
                        .filesFolder = host.filesFolder(),
                        .maximumFileSize = host.maximumFileSize(),
                        .maximumMemory =
                            settings.integer(QStringLiteral("isolation.maximum_memory")) * mebibyte,
                        .maximumFiles = settings.integer(QStringLiteral("isolation.maximum_files")),
                        .logLevel = m_log.level,
                        .logFormat = m_log.format,
                        .logRules = m_log.rules};
    return options;
}

// A session host is not trusted: it gets the secrets that its module declares, and no others.
Settings RemoteModule::settingsFor(const Settings &settings) const
{
    QStringList own{QStringLiteral("proxy.password")};
    for (const QJsonValue &key : m_manifest.keys)
        own.append(key.toObject().value(QLatin1String("key")).toString());
    Settings chosen;
    for (const QString &key : settings.keys()) {
        const Secret secret = settings.secret(key);
        if (!secret.isEmpty()) {
            if (own.contains(key))
                chosen.setSecret(key, secret);
        } else if (settings.isGiven(key)) {
            chosen.setGiven(key, settings.list(key));
        } else {
            chosen.setDefault(key, settings.list(key));
        }
    }
    return chosen;
}

} // namespace spectrum::core
