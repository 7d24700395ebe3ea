// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Keeps what clients store for themselves (XEP-0049), in server mode.
#pragma once

#include "PersonalStore.h"

namespace spectrum::xmpp
{

class PrivateStorage
{
public:
    PrivateStorage(IqDispatcher &dispatcher, PersonalStore &store);

private:
    [[nodiscard]] IqAnswer tell(const IqRequest &request);
    [[nodiscard]] IqAnswer keep(const IqRequest &request);

    PersonalStore &m_store;
};

} // namespace spectrum::xmpp
