// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Takes from a session host what a module has no business with.
#pragma once

#include <spectrum/Result.h>

#include <QStringList>

namespace spectrum::core
{

// What is taken never comes back, neither for the process nor for its threads. Called once, in the child,
// after the module was loaded and before any session exists.
class Confinement
{
public:
    struct Limits {
        qint64 memory = 0; // bytes that can be written to; 0 = as before
        qint64 files = 0;  // open descriptors; 0 = as before
    };

    // Libraries and what name resolution and certificates need can be read, these folders can be read or
    // written as well; everything else on the disk, the store and its key above all, is out of reach.
    // Processes cannot be started, looked into or ended. Returns what this system cannot do, one sentence
    // each.
    [[nodiscard]] static QStringList enter(const Limits &limits, const QStringList &readable,
                                           const QStringList &writable);

private:
    static QString limitResources(const Limits &limits);
    static QString limitFiles(const QStringList &readable, const QStringList &writable);
    static QString limitCalls();
};

} // namespace spectrum::core
