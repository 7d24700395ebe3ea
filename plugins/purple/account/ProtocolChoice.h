// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Which protocol plugin an account is of: the instance's, or the one that the account's name begins with.
#pragma once

#include <spectrum/Result.h>

namespace spectrum::purple
{

struct ProtocolChoice {
    // "prpl-jabber"
    QString protocol = {};
    // The name of the account as the plugin knows it.
    QString name = {};

    friend bool operator==(const ProtocolChoice &, const ProtocolChoice &) = default;
};

// setting is service.protocol. With "any", typed is "prpl-jabber.romeo@example.org". Pure.
[[nodiscard]] Result<ProtocolChoice> chooseProtocol(const QString &setting, const QString &typed);
[[nodiscard]] bool isAnyProtocol(const QString &setting);

} // namespace spectrum::purple
