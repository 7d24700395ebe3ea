// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Says since when a contact is idle or gone, and how long the service runs (XEP-0012).
#pragma once

#include "../IqDispatcher.h"

namespace spectrum::xmpp
{

class LastActivity
{
public:
    LastActivity(Service &service, IqDispatcher &dispatcher);

    // Before anybody else hears of the presence.
    void handlePresence(User &user, const ContactPresenceChanged &event);

private:
    [[nodiscard]] IqAnswer answer(const IqRequest &request) const;
    [[nodiscard]] IqAnswer answerForContact(const UserId &user, const ContactId &contact) const;

    Service &m_service;
    Clock::Moment m_start;
};

} // namespace spectrum::xmpp
