// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Registers and removes accounts (XEP-0077) and begins the subscriptions that follow (XEP-0100 §4.1, §4.3).
#pragma once

#include "../IqDispatcher.h"
#include "RegistrationForm.h"

namespace spectrum::xmpp
{

class AccountState;

class Registration
{
public:
    Registration(Service &service, IqDispatcher &dispatcher, AccountState &accounts);

private:
    [[nodiscard]] IqAnswer tellForm(const IqRequest &request);
    [[nodiscard]] IqAnswer change(const IqRequest &request);
    [[nodiscard]] IqAnswer store(const IqRequest &request);
    [[nodiscard]] IqAnswer remove(const UserId &user);
    void afterAnswer(std::function<void()> action);
    void welcome(const UserId &user, bool wasKnown);
    void forget(const UserId &user, const QList<Contact> &contacts);

    Service &m_service;
    AccountState &m_accounts;
};

} // namespace spectrum::xmpp
