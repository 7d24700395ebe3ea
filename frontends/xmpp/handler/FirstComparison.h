// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Takes what is in a user's own list already, before the gateway wrote anything there, as the user's choice.
#pragma once

#include "../Service.h"
#include "RosterItem.h"
#include "SyncMemory.h"

#include <vector>

namespace spectrum::xmpp
{

// Names and groups that differ from those of the network were chosen by the user, or came from an earlier
// gateway at this address: they stay until the network says something new.
class FirstComparison
{
public:
    FirstComparison(Service &service, SyncMemory &memory) : m_service(service), m_memory(memory) {}

    void compare(User &user, const std::vector<RosterItem> &roster);
    // From now on, what is remembered is what was written.
    void finish(User &user);
    // The item as the user wants it, if the user had chosen something for it.
    [[nodiscard]] RosterItem chosenFor(User &user, RosterItem item) const;

private:
    Service &m_service;
    SyncMemory &m_memory;
};

} // namespace spectrum::xmpp
