// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "OfferedActions.h"

#include "../LogCategories.h"

namespace spectrum::xmpp
{

void OfferedActions::handleOffered(const UserId &user, const ActionsOffered &offered)
{
    if (offered.actions.size() > mostActions)
        qCInfo(logFrontend, "a network offers %lld actions; the first %lld are shown",
               static_cast<long long>(offered.actions.size()), static_cast<long long>(mostActions));
    if (offered.actions.isEmpty())
        m_offered.remove(user);
    else
        m_offered.insert(user, offered.actions.first(std::min(offered.actions.size(), mostActions)));
}

void OfferedActions::handleState(const UserId &user, const StateChanged &change)
{
    if (change.state == SessionState::Offline || change.state == SessionState::Failed)
        m_offered.remove(user);
}

} // namespace spectrum::xmpp
