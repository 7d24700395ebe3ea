// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// An archive that an instance owns, and the bounds of what it keeps.
#pragma once

#include <spectrum/Archive.h>

#include <algorithm>
#include <chrono>

namespace spectrum::core
{

class OwnArchive : public Archive
{
public:
    struct Limits {
        // Zero: nothing is kept, and what was kept is removed.
        std::chrono::hours age{0};
        qint64 entriesPerUser = 10'000;
    };

    virtual ~OwnArchive() = default;

    virtual void setLimits(const Limits &limits) = 0;

protected:
    // The moment, or the next number that is free: clocks are set back at times.
    [[nodiscard]] qint64 nextNumber(const QDateTime &now)
    {
        m_last = std::max(m_last + 1, now.toMSecsSinceEpoch() * 1000);
        return m_last;
    }
    void skipTo(qint64 number) { m_last = std::max(m_last, number); }

private:
    qint64 m_last = 0;
};

} // namespace spectrum::core
