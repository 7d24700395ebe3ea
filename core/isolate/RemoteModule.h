// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// A network module whose sessions run in processes of their own.
#pragma once

#include "isolate/RemoteNetwork.h"
#include "module/Manifest.h"

#include <spectrum/NetworkModule.h>

namespace spectrum::core
{

class RemoteModule final : public NetworkModule
{
public:
    struct Log {
        QString level = {};
        QString format = {};
        QStringList rules = {};
    };

    // module was loaded from the manifest's file; both outlive this.
    RemoteModule(NetworkModule &module, const Manifest &manifest, Log log)
        : m_module(module), m_manifest(manifest), m_log(std::move(log))
    {
    }

    // Whether an instance with these settings has its sessions in processes of their own.
    [[nodiscard]] static bool isWanted(const Manifest &manifest, const Settings &settings);

    Result<std::unique_ptr<Network>> createNetwork(const Settings &settings, NetworkHost &host) override;

private:
    [[nodiscard]] RemoteNetwork::Options optionsOf(const Settings &settings, const NetworkHost &host) const;
    [[nodiscard]] Settings settingsFor(const Settings &settings) const;

    NetworkModule &m_module;
    const Manifest &m_manifest;
    Log m_log;
};

} // namespace spectrum::core
