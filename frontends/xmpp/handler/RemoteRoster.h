// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Finds out whether a user's server lets the gateway into the user's roster without a privilege (XEP-0321,
// and servers that simply let components in).
#pragma once

#include "../IqDispatcher.h"
#include "Privilege.h"

#include <map>
#include <set>

namespace spectrum::xmpp
{

class RemoteRoster
{
public:
    using Found = std::function<void(bool isAllowed)>;

    RemoteRoster(Service &service, IqDispatcher &dispatcher, Privilege &privilege);

    // Called when a user lets the gateway in after it was asked too long ago to wait any more.
    void setAllowed(std::function<void(const UserId &user)> allowed) { m_whenAllowed = std::move(allowed); }

    [[nodiscard]] bool isAllowed(const UserId &user) const { return m_allowed.contains(user); }
    // A server that knows nothing of it is left alone for an hour.
    [[nodiscard]] bool isWorthAsking(const UserId &user) const;
    // Calls back once, later; the user may have to be asked first.
    void ask(const UserId &user, Found found);
    // The server refused a change: that the list can be read does not help, and for an hour this is not tried
    // again.
    void refuse(const UserId &user);

private:
    void request(const UserId &user);
    void probeAgain(const UserId &user);
    void finish(const UserId &user, bool isAllowed);
    [[nodiscard]] IqAnswer handleVerdict(const IqRequest &request);

    Service &m_service;
    Privilege &m_privilege;
    std::function<void(const UserId &)> m_whenAllowed;
    std::set<UserId> m_allowed;
    std::map<UserId, Found> m_asked;
    std::map<QString, Clock::Moment> m_without;
    std::map<UserId, Clock::Moment> m_refused;
};

} // namespace spectrum::xmpp
