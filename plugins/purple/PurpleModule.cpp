// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "PurpleModule.h"

#include "ProxySettings.h"
#include "PurpleNetwork.h"

namespace spectrum::purple
{

Result<std::unique_ptr<Network>> PurpleModule::createNetwork(const Settings &settings, NetworkHost &host)
{
    if (settings.text(QStringLiteral("service.protocol")).isEmpty())
        return Error{
            ErrorKind::InvalidInput,
            QStringLiteral("Say in service.protocol which of libpurple's protocols it is, for example "
                           "service.protocol=prpl-jabber.")};
    if (const Result<void> checked = ProxySettings(settings).check(); !checked)
        return checked.error();
    return std::unique_ptr<Network>(std::make_unique<PurpleNetwork>(settings, host));
}

} // namespace spectrum::purple
