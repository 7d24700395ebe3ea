// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Says in service discovery what this server does for those who log in to it, and whom to turn to (XEP-0157).
#pragma once

#include "../Service.h"
#include "Capabilities.h"

namespace spectrum::xmpp::serverinformation
{

// Adds what a server has beyond a gateway; in gateway mode they are left as they are.
[[nodiscard]] QStringList serviceFeatures(const Options &options);
[[nodiscard]] QStringList accountFeatures(const Service &service);
void describeService(const Options &options, Capabilities &capabilities);
void describeAccount(const Options &options, Capabilities &capabilities);

} // namespace spectrum::xmpp::serverinformation
