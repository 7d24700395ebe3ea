// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Takes from the process what it does not need: core dumps, rights, memory, file modes.
#pragma once

#include <spectrum/Result.h>

#include <QString>

namespace spectrum::system
{

// Called once, in main(), before threads exist.
class Hardening
{
public:
    // umask 077, no core dumps, one allocation arena that gives memory back early. First thing in main().
    static void prepareProcess();
    // Raises the soft limit of open files to the hard one. Returns the limit that holds now.
    [[nodiscard]] static Result<qint64> raiseFileLimit();
    // Becomes user and group for good (group empty = the user's own). Does nothing when user is empty or the
    // process is that user already. The error names the option to change.
    [[nodiscard]] static Result<void> dropPrivileges(const QString &user, const QString &group);
    // Keeps other processes of the same user from reading this one's memory. After dropPrivileges(), which
    // undoes it.
    static void forbidTracing();
};

} // namespace spectrum::system
