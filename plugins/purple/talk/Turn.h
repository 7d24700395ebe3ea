// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// On whose behalf libpurple runs right now: many of its calls to the user interface do not say it.
#pragma once

#include <QtGlobal>

namespace spectrum::purple
{

// Lives while libpurple is being called for one account. Timers and watches of libpurple remember whose turn
// it was when they were made, and so on: see EventLoop. Numbers are Desk's; 0 = nobody's.
class Turn
{
public:
    explicit Turn(quint64 number) : m_previous(s_current) { s_current = number; }
    ~Turn() { s_current = m_previous; }
    Turn(const Turn &) = delete;
    Turn &operator=(const Turn &) = delete;

    [[nodiscard]] static quint64 current() { return s_current; }

private:
    quint64 m_previous;
    static inline quint64 s_current = 0;
};

} // namespace spectrum::purple
