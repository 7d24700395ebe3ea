// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// The entry point of the loopback module.
#include "LoginScript.h"
#include "LoopbackNetwork.h"

namespace spectrum::loopback
{

class LoopbackModule : public QObject, public NetworkModule
{
    Q_OBJECT
    Q_PLUGIN_METADATA(IID SPECTRUM_NETWORK_MODULE_IID FILE "loopback.json")
    Q_INTERFACES(spectrum::NetworkModule)

public:
    Result<std::unique_ptr<Network>> createNetwork(const Settings &settings, NetworkHost &host) override
    {
        const QStringList steps = settings.list(QStringLiteral("loopback.steps"));
        for (const QString &step : steps) {
            if (!LoginScript::allKinds().contains(step))
                return Error{ErrorKind::InvalidInput,
                             QStringLiteral("loopback.steps: there is no \"%1\"; there are: %2.")
                                 .arg(step, LoginScript::allKinds().join(QStringLiteral(", ")))};
        }
        return std::unique_ptr<Network>(std::make_unique<LoopbackNetwork>(settings, host));
    }
};

} // namespace spectrum::loopback

#include "LoopbackModule.moc"
