// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Judges a module's file by what the file system and its first bytes say.
#pragma once

#include <spectrum/Result.h>

#include <QString>

namespace spectrum::core
{

class ModuleFile
{
public:
    // Refuses what is no regular file, what everybody may write, and what is not a whole ELF shared object.
    [[nodiscard]] static Result<void> check(const QString &path);
    // Whether the file and all folders above belong to root and nobody else may write to them.
    [[nodiscard]] static bool isTrusted(const QString &path);
    // Device, inode, size and times: changes when the file does.
    [[nodiscard]] static QString identity(const QString &path);
};

} // namespace spectrum::core
