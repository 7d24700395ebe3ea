// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// What a gateway that runs can say of its connection to the XMPP server.
#pragma once

#include "../Door.h"
#include "../Options.h"
#include "../handler/Privilege.h"

#include <spectrum/Examination.h>

namespace spectrum::xmpp
{

[[nodiscard]] QList<Finding> reportGateway(const Options &options, const Door &door,
                                           const Privilege &privilege);

} // namespace spectrum::xmpp
