// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Keeps a flood of the same trouble from becoming a flood of log lines.
#pragma once

#include <spectrum/Clock.h>

#include <optional>
#include <utility>

namespace spectrum::xmpp
{

// One line in ten seconds; each says how many were not written since the one before.
class LogPace
{
public:
    // The number of lines that were held back, if there may be a line now.
    [[nodiscard]] std::optional<quint64> permit(Clock::Moment now)
    {
        if (m_last && now - *m_last < std::chrono::seconds(10)) {
            ++m_heldBack;
            return std::nullopt;
        }
        m_last = now;
        return std::exchange(m_heldBack, 0);
    }

private:
    std::optional<Clock::Moment> m_last;
    quint64 m_heldBack = 0;
};

} // namespace spectrum::xmpp
