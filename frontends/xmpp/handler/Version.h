// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Answers which software this is (XEP-0092), without naming the operating system.
#pragma once

#include "../IqDispatcher.h"

namespace spectrum::xmpp
{

class Version
{
public:
    explicit Version(IqDispatcher &dispatcher);
};

} // namespace spectrum::xmpp
