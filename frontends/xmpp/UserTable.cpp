// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "UserTable.h"

namespace spectrum::xmpp
{

User *UserTable::find(const UserId &id)
{
    const auto found = m_users.find(id);
    return found == m_users.end() ? nullptr : &found->second;
}

User &UserTable::get(const UserId &id)
{
    return m_users.try_emplace(id, id).first->second;
}

void UserTable::remove(const UserId &id)
{
    m_users.erase(id);
}

std::vector<UserId> UserTable::ids() const
{
    std::vector<UserId> ids;
    ids.reserve(m_users.size());
    for (const auto &[id, user] : m_users)
        ids.push_back(id);
    return ids;
}

} // namespace spectrum::xmpp
