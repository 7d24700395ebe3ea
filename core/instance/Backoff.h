// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// How long to wait before trying again: exponential, with jitter, between two bounds.
#pragma once

#include <chrono>

namespace spectrum::core
{

class Backoff
{
public:
    // A maximum below the minimum counts as the minimum.
    Backoff(std::chrono::milliseconds minimum, std::chrono::milliseconds maximum);

    // Attempt number 1, 2, …: the ceiling is the minimum doubled attempt - 1 times, at most the maximum; the
    // delay is anywhere in the ceiling's upper half, so that many who lost the same server do not return as
    // one.
    [[nodiscard]] std::chrono::milliseconds delay(int attempt) const;

private:
    std::chrono::milliseconds m_minimum;
    std::chrono::milliseconds m_maximum;
};

} // namespace spectrum::core
