// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Pictures of people, as libpurple has them in memory.
#pragma once

#include "Ties.h"

#include <spectrum/Commands.h>

namespace spectrum::purple
{

class BuddyIcons
{
public:
    explicit BuddyIcons(Ties &ties) : m_ties(ties) {}

    void request(const RequestPicture &order);
    void set(const SetPicture &order);

    // The same for everybody who sees the same picture; empty = none.
    [[nodiscard]] static QByteArray versionOf(PurpleBuddy *buddy);

private:
    Ties &m_ties;
};

} // namespace spectrum::purple
