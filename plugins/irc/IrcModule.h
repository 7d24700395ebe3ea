// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// The entry point of the IRC module.
#pragma once

#include <spectrum/Examination.h>
#include <spectrum/NetworkModule.h>

#include <QObject>

namespace spectrum::irc
{

class IrcModule final : public QObject, public NetworkModule, public Examiner
{
    Q_OBJECT
    Q_INTERFACES(spectrum::NetworkModule spectrum::Examiner)
    Q_PLUGIN_METADATA(IID SPECTRUM_NETWORK_MODULE_IID FILE "irc.json")

public:
    [[nodiscard]] Result<std::unique_ptr<Network>> createNetwork(const Settings &settings,
                                                                 NetworkHost &host) override;
    // Null when no server is named: users name theirs.
    [[nodiscard]] std::unique_ptr<Examination> examine(const Settings &settings, Clock &clock,
                                                       Use use) override;
};

} // namespace spectrum::irc
