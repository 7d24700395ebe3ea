// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Owns one file descriptor and closes it.
#pragma once

#include <unistd.h>

#include <utility>

namespace spectrum::system
{

class FileDescriptor
{
public:
    FileDescriptor() noexcept = default;
    // Takes ownership; -1 owns nothing.
    explicit FileDescriptor(int number) noexcept : m_number(number) {}
    FileDescriptor(FileDescriptor &&other) noexcept : m_number(other.release()) {}
    FileDescriptor &operator=(FileDescriptor &&other) noexcept
    {
        if (this != &other)
            reset(other.release());
        return *this;
    }
    FileDescriptor(const FileDescriptor &) = delete;
    FileDescriptor &operator=(const FileDescriptor &) = delete;
    ~FileDescriptor() { reset(); }

    [[nodiscard]] int number() const noexcept { return m_number; }
    [[nodiscard]] bool isOpen() const noexcept { return m_number >= 0; }
    // Gives the descriptor away: the caller closes it.
    [[nodiscard]] int release() noexcept { return std::exchange(m_number, -1); }
    void reset(int number = -1) noexcept
    {
        const int old = std::exchange(m_number, number);
        if (old >= 0)
            ::close(old);
    }

private:
    int m_number = -1;
};

} // namespace spectrum::system
