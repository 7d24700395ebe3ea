// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Ends what a trial has started, and removes its folder, when the trial was killed and cannot.
#pragma once

#include "system/FileDescriptor.h"

#include <QString>

#include <sys/types.h>

namespace spectrum::core
{

// A process of its own, which waits until nobody holds the other end of its line. The parent-death signal
// alone is not enough: the kernel forgets it when a program changes its user, as servers do that root starts.
class TryGuard
{
public:
    explicit TryGuard(const QString &folder);
    // The trial has ended everything itself: nothing is left to do.
    ~TryGuard();
    TryGuard(const TryGuard &) = delete;
    TryGuard &operator=(const TryGuard &) = delete;

    // In a forked child, before it becomes another program: from now on it ends with the trial.
    void enlist() const;

private:
    pid_t m_process = -1;
    system::FileDescriptor m_line;
};

} // namespace spectrum::core
