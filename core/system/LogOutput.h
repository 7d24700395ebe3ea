// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Writes lines to a descriptor that may be stuck, without ever waiting for it.
#pragma once

#include "system/FileDescriptor.h"

#include <QByteArray>
#include <QtGlobal>

#include <deque>

namespace spectrum::system
{

// Not thread-safe. What the reader does not take waits, up to a limit; what comes then is dropped as whole
// lines and counted.
class LogOutput
{
public:
    static constexpr qsizetype maximumWaiting = 256 * 1024;

    // Does not own the descriptor, and does not change its flags, which other processes may share.
    explicit LogOutput(int descriptor);

    void write(QByteArray line);
    // Writes what waits as far as there is room. True when nothing waits any more.
    bool flush();

    [[nodiscard]] bool isStuck() const noexcept { return !m_waiting.empty(); }
    // How many lines were dropped since the last call; for the notice that is written when there is room
    // again.
    [[nodiscard]] quint64 takeDropped() noexcept { return std::exchange(m_dropped, 0); }
    [[nodiscard]] bool hasDropped() const noexcept { return m_dropped != 0; }

private:
    [[nodiscard]] qsizetype writeSome(QByteArrayView bytes);

    int m_descriptor;
    FileDescriptor m_own; // the same file, opened again without blocking
    bool m_isSocket = false;
    std::deque<QByteArray> m_waiting;
    qsizetype m_waitingBytes = 0;
    qsizetype m_written = 0; // of the first that waits
    quint64 m_dropped = 0;
};

} // namespace spectrum::system
