// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Waits, without an event loop, for what can happen during a trial: a signal, the end of a program, news.
#pragma once

#include "system/FileDescriptor.h"

#include <QString>

#include <chrono>
#include <csignal>

namespace spectrum::core
{

// Holds INT, TERM and HUP back as long as it lives, so that none is lost and none ends the process halfway.
class TryWaiter
{
public:
    enum class Event : quint8 {
        Stop,     // somebody wants the trial to end; told again at every later wait
        Child,    // a program has ended, or may have
        Ready,    // the host says that it is up
        TimedOut, // nothing of that
    };

    // A host that has this path as its NOTIFY_SOCKET is heard.
    explicit TryWaiter(const QString &notifyPath);
    ~TryWaiter();
    TryWaiter(const TryWaiter &) = delete;
    TryWaiter &operator=(const TryWaiter &) = delete;

    // A negative patience waits for ever.
    [[nodiscard]] Event wait(std::chrono::milliseconds patience);
    // Undoes in a forked child what the constructor did.
    void leave() const;

private:
    [[nodiscard]] Event readSignal();
    [[nodiscard]] bool readNotice() const;

    sigset_t m_previous{};
    system::FileDescriptor m_signals;
    system::FileDescriptor m_notices;
    bool m_isStopping = false;
};

} // namespace spectrum::core
