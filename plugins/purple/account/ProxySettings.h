// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// The proxy through which the accounts of an instance reach their network: the section [proxy].
#pragma once

#include <spectrum/Result.h>
#include <spectrum/Settings.h>

#include <purple.h>

namespace spectrum::purple
{

class ProxySettings
{
public:
    // Without proxy.host there is none, whatever the environment of the process says.
    explicit ProxySettings(const Settings &settings);

    // Whether the keys fit together; pure.
    [[nodiscard]] Result<void> check() const;
    // Before the account connects.
    void apply(PurpleAccount *account) const;

private:
    PurpleProxyType m_type = PURPLE_PROXY_NONE;
    QString m_host;
    int m_port = 0;
    QString m_user;
    Secret m_password;
};

} // namespace spectrum::purple
