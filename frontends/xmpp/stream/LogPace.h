// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Keeps a flood of the same trouble from becoming a flood of log lines.
#pragma once

#include <spectrum/Clock.h>

#include <optional>
#include <utility>

namespace spectrum::xmpp
{

// So many lines in ten seconds; each says how many were not written since the one before.
class LogPace
{
public:
    explicit LogPace(int lines = 1) : m_limit(lines) {}

    // The number of lines that were held back, if there may be a line now.
    [[nodiscard]] std::optional<quint64> permit(Clock::Moment now)
    {
        if (!m_begin || now - *m_begin >= std::chrono::seconds(10)) {
            m_begin = now;
            m_lines = 0;
        }
        if (m_lines >= m_limit) {
            ++m_heldBack;
            return std::nullopt;
        }
        ++m_lines;
        return std::exchange(m_heldBack, 0);
    }

private:
    std::optional<Clock::Moment> m_begin;
    int m_limit;
    int m_lines = 0;
    quint64 m_heldBack = 0;
};

} // namespace spectrum::xmpp
