// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Answers who somebody is (XEP-0054) with what the network knows of them, at least
// their name.
#pragma once

#include "../IqDispatcher.h"
#include "PersonFetch.h"

namespace spectrum::xmpp
{

class VCard
{
public:
    VCard(Service &service, IqDispatcher &dispatcher, PersonFetch &people);

private:
    [[nodiscard]] IqAnswer answer(const IqRequest &request) const;

    [[nodiscard]] IqAnswer answerForContact(const UserId &user, const ContactId &contact) const;

    Service &m_service;
    PersonFetch &m_people;
};

} // namespace spectrum::xmpp
