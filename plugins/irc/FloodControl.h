// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Says when the next line may be sent: a token bucket, as servers count.
#pragma once

#include <spectrum/Clock.h>

namespace spectrum::irc
{

class FloodControl
{
public:
    // Lines that may go at once after a silence.
    static constexpr int burst = 5;

    // linesPerSecond 0 = no limit.
    explicit FloodControl(int linesPerSecond) : m_linesPerSecond(linesPerSecond) {}

    [[nodiscard]] bool isOff() const { return m_linesPerSecond <= 0; }
    // Zero = now.
    [[nodiscard]] std::chrono::milliseconds delay(Clock::Moment now) const
    {
        using namespace std::chrono;
        if (isOff() || m_free <= now + window())
            return milliseconds(0);
        return ceil<milliseconds>(m_free - now - window());
    }
    // A line was sent, whether it had to wait or not.
    void count(Clock::Moment now)
    {
        if (!isOff())
            m_free = std::max(m_free, now) + interval();
    }

private:
    [[nodiscard]] Clock::Moment::duration interval() const
    {
        return std::chrono::duration_cast<Clock::Moment::duration>(std::chrono::seconds(1)) /
               m_linesPerSecond;
    }
    [[nodiscard]] Clock::Moment::duration window() const { return interval() * (burst - 1); }

    // When the server will have forgotten all lines that were sent.
    Clock::Moment m_free{};
    int m_linesPerSecond;
};

} // namespace spectrum::irc
