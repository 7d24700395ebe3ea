// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// The host's clock: any number of timers behind one timer of the event loop.
#pragma once

#include "system/TimerHeap.h"

#include <spectrum/Clock.h>

#include <QTimer>

namespace spectrum::system
{

// Lives in one thread, the one that runs the event loop; every call comes from there. A timer costs about 80
// bytes and a few hundred nanoseconds.
class SteadyClock final : public Clock
{
public:
    SteadyClock();

    [[nodiscard]] Moment now() const override;
    [[nodiscard]] QDateTime utc() const override;
    TimerId schedule(std::chrono::milliseconds delay, QObject *context,
                     std::function<void()> action) override;
    void cancel(TimerId timer) override;

    // How many timers wait.
    [[nodiscard]] qsizetype waiting() const noexcept { return m_heap.size(); }

private:
    void fireDue();
    void arm();

    TimerHeap m_heap;
    QTimer m_timer;
    Moment m_armedFor = Moment::max();
};

} // namespace spectrum::system
