// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "XmppModule.h"

#include "XmppFrontend.h"

namespace spectrum::xmpp
{

Result<std::unique_ptr<Frontend>> XmppModule::createFrontend(const Settings &settings, FrontendHost &host)
{
    return XmppFrontend::create(settings, host);
}

} // namespace spectrum::xmpp
