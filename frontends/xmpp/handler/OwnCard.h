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
    // The user has another one now.
    using Changed = std::function<void(const UserId &user, const Element &vCard)>;

    OwnCard(IqDispatcher &dispatcher, PersonalStore &store, Changed changed);

    // Under which it is kept.
    static QString key() { return QStringLiteral("vcard"); }
};

} // namespace spectrum::xmpp
