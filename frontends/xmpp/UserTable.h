// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Keeps the users that the frontend has something to do with at the moment.
#pragma once

#include "User.h"

#include <unordered_map>

namespace spectrum::xmpp
{

class UserTable
{
public:
    [[nodiscard]] User *find(const UserId &id);
    User &get(const UserId &id);
    void remove(const UserId &id);
    [[nodiscard]] size_t size() const { return m_users.size(); }
    // A copy, for work that may change the table.
    [[nodiscard]] std::vector<UserId> ids() const;

private:
    std::unordered_map<UserId, User> m_users;
};

} // namespace spectrum::xmpp
