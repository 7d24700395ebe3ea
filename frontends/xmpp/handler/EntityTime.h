// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Answers what time it is here (XEP-0202), in server mode.
#pragma once

#include "../IqDispatcher.h"

namespace spectrum::xmpp
{

class EntityTime
{
public:
    EntityTime(Service &service, IqDispatcher &dispatcher);
};

} // namespace spectrum::xmpp
