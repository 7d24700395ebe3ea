// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Finds out that a connection is dead although nobody said so.
#pragma once

#include "Link.h"

namespace spectrum::irc
{

// Asks after a silence; when a second silence follows the connection is lost.
class KeepAlive
{
public:
    KeepAlive(Link &link, std::function<void()> handleDeath)
        : m_link(link), m_handleDeath(std::move(handleDeath))
    {
    }

    void start();
    void stop();
    void noteLife() { m_isAlive = true; }

private:
    void look();

    Link &m_link;
    std::function<void()> m_handleDeath;
    Clock::TimerId m_timer = 0;
    bool m_isAlive = true;
    bool m_hasAsked = false;
};

} // namespace spectrum::irc
