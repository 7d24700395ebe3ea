// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Audience.h"

#include "../ErrorMap.h"

namespace spectrum::xmpp
{

void Audience::look(const UserId &user, Found found) const
{
    const bool isAdministrating = isAdministrator(user);
    if (m_service.isServer()) {
        // Whoever is here logged in with an account.
        found(Standing{.isRegistered = true, .isAdministrator = isAdministrating});
        return;
    }
    m_service.host.findAccount(user).then(
        &m_service.context,
        [found = std::move(found), isAdministrating](const Result<std::optional<AccountSummary>> &account) {
            if (account)
                found(Standing{.isRegistered = account->has_value(), .isAdministrator = isAdministrating});
            else
                found(account.error());
        });
}

std::optional<StanzaError> Audience::refusal(const DialogueKind &kind, const Standing &standing)
{
    switch (kind.audience) {
    case DialogueKind::Audience::Everybody:
        return {};
    case DialogueKind::Audience::Strangers:
        if (standing.isRegistered)
            return notAllowed(QStringLiteral("You are registered already."));
        return {};
    case DialogueKind::Audience::Registered:
        if (!standing.isRegistered)
            return registrationRequired();
        return {};
    case DialogueKind::Audience::Administrators:
        if (!standing.isAdministrator)
            return StanzaError{"auth", "forbidden", QStringLiteral("Only administrators may do that.")};
        return {};
    }
    return {};
}

} // namespace spectrum::xmpp
