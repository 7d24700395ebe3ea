// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "KeepAlive.h"

namespace spectrum::irc
{

void KeepAlive::start()
{
    stop();
    m_isAlive = true;
    m_hasAsked = false;
    if (m_link.options.pingInterval.count() > 0)
        m_timer = m_link.clock().schedule(m_link.options.pingInterval, &m_link.context, [this] { look(); });
}

void KeepAlive::stop()
{
    if (m_timer != 0)
        m_link.clock().cancel(std::exchange(m_timer, 0));
}

void KeepAlive::look()
{
    m_timer = 0;
    if (!std::exchange(m_isAlive, false)) {
        if (m_hasAsked) {
            m_handleDeath();
            return;
        }
        m_hasAsked = true;
        m_link.outbound.sendAtOnce(Line::format("PING", {}, "alive"));
    } else {
        m_hasAsked = false;
    }
    m_timer = m_link.clock().schedule(m_link.options.pingInterval, &m_link.context, [this] { look(); });
}

} // namespace spectrum::irc
