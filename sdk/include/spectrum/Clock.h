// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: LGPL-2.1-or-later
// Time, as something that is asked for, so that tests can advance it.
#pragma once

#include <QDateTime>
#include <QObject>

#include <chrono>
#include <functional>

namespace spectrum
{

class Clock
{
public:
    using Moment = std::chrono::steady_clock::time_point;
    using TimerId = quint64; // 0 is never used

    virtual ~Clock() = default;

    // Never goes backwards.
    [[nodiscard]] virtual Moment now() const = 0;
    [[nodiscard]] virtual QDateTime utc() const = 0;

    // Calls action once, in the host's thread, not before delay has passed, unless cancelled or context is gone.
    // Cheap enough for several per session: they share one timer of the event loop.
    virtual TimerId schedule(std::chrono::milliseconds delay, QObject *context, std::function<void()> action) = 0;
    // Does nothing for a timer that has fired or was cancelled.
    virtual void cancel(TimerId timer) = 0;
};

} // namespace spectrum
