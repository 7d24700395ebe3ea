// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// What a subcommand of the executable is, and the list of all of them.
#pragma once

#include <QStringList>

#include <span>

namespace spectrum::core
{

// One file of core/app each. A subcommand makes its own QCoreApplication, if it needs one.
struct Subcommand {
    const char *name;
    // One line for the list of `spectrum2 --help`.
    const char *summary;
    // The whole text of `spectrum2 NAME --help`, which main() prints; it ends with a line end.
    const char *help;
    // The arguments after the name. Returns the exit code.
    int (*run)(const QStringList &arguments);
};

extern const Subcommand runCommand;         // RunCommand.cpp
extern const Subcommand checkConfigCommand; // CheckConfigCommand.cpp
extern const Subcommand ctlCommand;         // CtlCommand.cpp
extern const Subcommand doctorCommand;      // DoctorCommand.cpp
extern const Subcommand importCommand;      // ImportCommand.cpp
extern const Subcommand tryCommand;         // TryCommand.cpp
extern const Subcommand moduleCommand;      // ModuleCommand.cpp
extern const Subcommand sessionHostCommand; // SessionHostCommand.cpp

// In the order in which people meet them.
[[nodiscard]] std::span<const Subcommand *const> subcommands();

} // namespace spectrum::core
