// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Channel.h"

namespace spectrum::irc
{

namespace
{

bool hasMode(const Member &member, const ISupport &server, char mode)
{
    const int rank = server.rankOfMode(mode);
    return rank >= 0 && (member.ranks & (1U << rank)) != 0;
}

} // namespace

Role roleOf(const Member &member, const ISupport &server)
{
    for (const char mode : {'q', 'a', 'o', 'h'}) {
        if (hasMode(member, server, mode))
            return Role::Moderator;
    }
    return Role::Participant;
}

Affiliation affiliationOf(const Member &member, const ISupport &server)
{
    if (hasMode(member, server, 'q'))
        return Affiliation::Owner;
    if (hasMode(member, server, 'a') || hasMode(member, server, 'o'))
        return Affiliation::Admin;
    return member.ranks != 0 ? Affiliation::Member : Affiliation::None;
}

} // namespace spectrum::irc
