// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Answers who somebody is (XEP-0054) with what the network knows of them, at least
// their name.
#pragma once

#include "../IqDispatcher.h"
#include "ContactPortraits.h"

namespace spectrum::xmpp
{

class VCard
{
public:
    VCard(Service &service, IqDispatcher &dispatcher, PersonFetch &people, ContactPortraits &portraits);

private:
    using GotPicture = std::function<void(const Result<Picture> &found)>;

    [[nodiscard]] IqAnswer answer(const IqRequest &request) const;
    [[nodiscard]] IqAnswer answerForContact(const UserId &user, const ContactId &contact) const;
    void findPicture(const UserId &user, const ContactId &contact, const GotPicture &got) const;

    Service &m_service;
    PersonFetch &m_people;
    ContactPortraits &m_portraits;
};

} // namespace spectrum::xmpp
