// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Keeps the vCard that users have of themselves (XEP-0054), in server mode.
#pragma once

#include "PersonalStore.h"

namespace spectrum::xmpp
{

class OwnCard
{
public:
    OwnCard(IqDispatcher &dispatcher, PersonalStore &store);
};

} // namespace spectrum::xmpp
