// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Lets a short-lived child load a module first, so that one that crashes while loading takes no host with it.
#pragma once

#include <spectrum/Result.h>

#include <QString>

#include <chrono>

namespace spectrum::core
{

// Modules that the system's packages installed (trusted files) are not probed, and a module that passed is
// not probed again until its file changes: verdicts are kept in a cache file. So a normal start probes
// nothing.
class Probe
{
public:
    struct Setup {
        // Called as "program module probe FILE"; empty = nothing is probed.
        QString program = {};
        // Where verdicts are kept; empty = nowhere.
        QString cacheFile = {};
        std::chrono::milliseconds patience{10000};
    };

    Probe() = default;
    explicit Probe(Setup setup);

    // This executable, and the service's or the user's cache folder.
    [[nodiscard]] static Setup ofThisProcess();

    // Blocks until the child ends; for the time before the event loop runs.
    [[nodiscard]] Result<void> examine(const QString &path) const;
    // What the child does. Returns its exit code; the reason of a refusal goes to its standard error.
    static int runAsChild(const QString &path);

private:
    [[nodiscard]] Result<void> runChild(const QString &path) const;
    [[nodiscard]] bool isRemembered(const QString &identity) const;
    void remember(const QString &identity) const;

    Setup m_setup;
};

} // namespace spectrum::core
