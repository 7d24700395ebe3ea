// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Puts the process together: store, instances, readiness, reload and a clean end.
#pragma once

#include "admin/AdminCommands.h"
#include "admin/AdminSocket.h"
#include "app/Setup.h"
#include "instance/HostControl.h"
#include "instance/Instance.h"
#include "isolate/RemoteModule.h"
#include "system/SdNotify.h"
#include "system/SteadyClock.h"
#include "system/UnixSignals.h"

namespace spectrum::store
{
class Store;
}

namespace spectrum::core
{

class Host : public QObject, private HostControl, private AdministeredHost
{
    Q_OBJECT

public:
    // setup has been read and outlives the host.
    explicit Host(Setup &setup);
    ~Host() override;

    // Opens the store and starts the instances. One that fails does not stop the others; a failure here means
    // that nothing runs. Otherwise finished() follows some day.
    [[nodiscard]] std::optional<StartFailure> start();
    // Polite; a second call is final.
    void stop();
    // A configuration with a mistake changes nothing.
    void reload();

Q_SIGNALS:
    // All instances said so, for the first time.
    void ready();
    void finished(int exitCode);

private:
    struct Running {
        // Of an instance whose sessions are in processes of their own; outlives it.
        std::unique_ptr<RemoteModule> remote;
        std::unique_ptr<Instance> instance;
        bool isReady = false;
        bool isFailed = false;
        bool isStopped = false;
    };

    [[nodiscard]] std::optional<StartFailure> openStore();
    [[nodiscard]] std::optional<StartFailure> openAdminSocket();
    [[nodiscard]] Result<void> addInstance(const config::InstanceConfiguration &configuration);
    [[nodiscard]] Result<void> permitModules(const config::InstanceConfiguration &configuration) const;
    [[nodiscard]] std::unique_ptr<RemoteModule> isolate(NetworkModule &module,
                                                        const config::InstanceConfiguration &configuration);
    void watch(Running &running);
    // HostControl
    Result<QStringList> reloadNow() override;
    Result<void> setLogLevel(const QString &level, const QStringList &rules) override;
    // AdministeredHost
    QList<Member> members() const override;
    HostControl &control() override { return *this; }
    store::Store *openedStore() override { return m_store.get(); }
    void stopRunning() override { stop(); }
    // Returns the keys that need a restart.
    QStringList apply(const config::Configuration &configuration);
    void checkReady();
    void checkFinished();

    Setup &m_setup;
    system::SteadyClock m_clock;
    system::SdNotify m_notify;
    system::UnixSignals m_signals;
    std::unique_ptr<store::Store> m_store;
    std::vector<std::unique_ptr<Running>> m_running;
    AdminCommands m_commands;
    std::unique_ptr<AdminSocket> m_adminSocket;
    bool m_isStopping = false;
    bool m_isReady = false;
    bool m_isFinished = false;
};

} // namespace spectrum::core
