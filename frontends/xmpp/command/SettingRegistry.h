// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// What users may choose for themselves, whichever part of the gateway heeds it.
#pragma once

#include <spectrum/Ids.h>
#include <spectrum/LoginStep.h>

#include <functional>
#include <vector>

namespace spectrum::xmpp
{

struct UserSetting {
    // Its key is the one under which the value is kept; a Boolean's values are "1" and "0".
    Field field = {};
    // The value for users who have not chosen.
    std::function<QString()> standard = {};
    // After it was kept. The user may not be there at the moment.
    std::function<void(const UserId &user, const QString &value)> changed = {};
};

class SettingRegistry
{
public:
    // Before the first user comes.
    void add(UserSetting setting) { m_settings.push_back(std::move(setting)); }
    [[nodiscard]] const std::vector<UserSetting> &settings() const { return m_settings; }

private:
    std::vector<UserSetting> m_settings;
};

} // namespace spectrum::xmpp
