// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// The entry point of the module.
#pragma once

#include <spectrum/NetworkModule.h>

#include <QObject>

namespace spectrum::purple
{

class PurpleModule final : public QObject, public NetworkModule
{
    Q_OBJECT
    Q_INTERFACES(spectrum::NetworkModule)
    Q_PLUGIN_METADATA(IID SPECTRUM_NETWORK_MODULE_IID FILE "purple.json")

public:
    [[nodiscard]] Result<std::unique_ptr<Network>> createNetwork(const Settings &settings,
                                                                 NetworkHost &host) override;
};

} // namespace spectrum::purple
