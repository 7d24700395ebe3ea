// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// How much somebody may use of something: so much a second, and at once what was not used in the ten seconds
// before.
#pragma once

#include <spectrum/Clock.h>

#include <algorithm>

namespace spectrum::xmpp
{

class Allowance
{
public:
    // 0 = no limit.
    explicit Allowance(qint64 perSecond) : m_perSecond(perSecond) {}

    // What is too much is a debt, which wait() pays off.
    void use(qint64 amount, Clock::Moment now)
    {
        if (m_perSecond > 0)
            m_paidOff = std::max(m_paidOff, now - saving) +
                        std::chrono::microseconds(amount * std::micro::den / m_perSecond);
    }

    // Until something may be used again; 0 = now.
    [[nodiscard]] std::chrono::milliseconds wait(Clock::Moment now) const
    {
        return m_perSecond > 0 && m_paidOff > now
                   ? std::chrono::ceil<std::chrono::milliseconds>(m_paidOff - now)
                   : std::chrono::milliseconds(0);
    }

private:
    static constexpr std::chrono::seconds saving{10};

    qint64 m_perSecond;
    // When all that was used is earned.
    Clock::Moment m_paidOff = Clock::Moment::min() + saving;
};

} // namespace spectrum::xmpp
