// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// The commands of `spectrum2 ctl` in one table: what is understood, what --help says and what the manual
// says.
#pragma once

#include <QString>

#include <span>

namespace spectrum::core
{

// Arguments are names in their order, "user name options*". The last may be optional (?), or take all the
// words that are left (*).
struct CtlForm {
    const char *name;
    // Another word for the same, or null.
    const char *alias;
    const char *arguments;
    // With --all; null = the command does not know it.
    const char *argumentsForAll;
    const char *text;

    [[nodiscard]] static std::span<const CtlForm> all();
    // By its name or its alias; null = there is none.
    [[nodiscard]] static const CtlForm *find(const QString &word);
    // All that `spectrum2 ctl --help` prints.
    [[nodiscard]] static QString help();
    // The source of the manual page spectrum2-ctl(1).
    [[nodiscard]] static QString manualPage();
};

} // namespace spectrum::core
