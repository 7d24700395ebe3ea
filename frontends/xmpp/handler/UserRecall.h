// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// After a start, brings back who was logged in when an earlier process ended: asks their servers whether they
// are still there (RFC 6121 §4.3), or logs in at once those who stay connected.
#pragma once

#include "AccountState.h"

namespace spectrum::xmpp
{

class UserRecall
{
public:
    UserRecall(Service &service, AccountState &accounts) : m_service(service), m_accounts(accounts) {}

    void begin();

private:
    // First those who were there; then, where it is wished, everybody else.
    enum class Round : quint8 { Active, Others };

    void readPage(Round round, const UserId &after);
    void recallPage(Round round, const QList<UserId> &users);
    void recall(Round round, const UserId &user, const QMap<QString, QString> &settings);
    void goOn(Round round, const QList<UserId> &page);

    Service &m_service;
    AccountState &m_accounts;
};

} // namespace spectrum::xmpp
