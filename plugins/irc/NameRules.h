// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Which texts can be a nickname or a channel, and how they are written as ids.
#pragma once

#include "Casemapping.h"

#include <spectrum/Ids.h>
#include <spectrum/Result.h>

namespace spectrum::irc
{

// Wider than RFC 2812, as servers are, but never a text that means something else in a command: no white
// space, comma, wildcard or mask, and no channel "0".
class NameRules
{
public:
    static constexpr qsizetype longestName = 200;

    NameRules() = default;
    explicit NameRules(Casemapping casemapping) : m_casemapping(casemapping) {}

    [[nodiscard]] static bool isNickname(QStringView name);
    [[nodiscard]] static bool isChannel(QStringView name);

    [[nodiscard]] Result<QString> nickname(const QString &typed) const;
    [[nodiscard]] Result<ContactId> contactId(const QString &typed) const;
    [[nodiscard]] Result<RoomId> roomId(const QString &typed) const;

    // For names that the server said.
    [[nodiscard]] ContactId contactOf(const QString &nickname) const
    {
        return ContactId(m_casemapping.folded(nickname));
    }

private:
    Casemapping m_casemapping;
};

} // namespace spectrum::irc
