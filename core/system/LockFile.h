// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Makes sure that only one process at a time uses a thing, by a lock that ends with the process.
#pragma once

#include "system/FileDescriptor.h"

#include <spectrum/Result.h>

#include <QString>

namespace spectrum::system
{

// Holds an exclusive lock on a file until it is destroyed. The file holds the process id for people to read;
// it stays behind, because removing it would let two processes lock two files of the same name.
class LockFile
{
public:
    // Conflict when another process (or another LockFile of this one) holds it; its userText names the
    // holder.
    [[nodiscard]] static Result<LockFile> take(const QString &path);
    // In words, who holds the lock at the moment; empty when nobody does, or when that cannot be seen. Makes
    // no file.
    [[nodiscard]] static QString holder(const QString &path);

private:
    explicit LockFile(FileDescriptor file) noexcept : m_file(std::move(file)) {}

    FileDescriptor m_file;
};

} // namespace spectrum::system
