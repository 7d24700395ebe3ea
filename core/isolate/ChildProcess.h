// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// The process of one session host, from its start until nothing of it is left.
#pragma once

#include "isolate/ActivityMark.h"

#include <spectrum/Result.h>

#include <QObject>
#include <QSocketNotifier>
#include <QTemporaryDir>

#include <chrono>
#include <memory>

namespace spectrum::core
{

class ChildProcess : public QObject
{
    Q_OBJECT

public:
    // How it ended, in words for the log.
    struct End {
        // The number of the signal, or 0.
        int signal = 0;
        int exitCode = 0;
        [[nodiscard]] QString toText() const;
    };

    // socket becomes the child's; isGlib: the child's event loop is GLib's. The environment of the child has
    // nothing of ours but what libraries need.
    [[nodiscard]] static Result<std::unique_ptr<ChildProcess>> start(system::FileDescriptor socket,
                                                                     const ActivityMark &mark, bool isGlib);
    // Kills it.
    ~ChildProcess() override;

    [[nodiscard]] qint64 id() const noexcept { return m_id; }
    // 0700, removed with everything in it when the child has ended.
    [[nodiscard]] QString privateFolder() const { return m_folder->path(); }
    [[nodiscard]] bool isAlive() const noexcept { return m_id > 0; }
    void kill() const;
    // How long it has waited for a processor that others had; grows.
    [[nodiscard]] std::chrono::nanoseconds waitedForProcessor() const;
    // Bytes that it has for itself.
    [[nodiscard]] qint64 privateMemory() const;

Q_SIGNALS:
    void ended(const spectrum::core::ChildProcess::End &end);

private:
    explicit ChildProcess(std::unique_ptr<QTemporaryDir> folder) : m_folder(std::move(folder)) {}
    [[nodiscard]] Result<void> spawn(int socket, int mark, bool isGlib);
    void reap(int options);

    std::unique_ptr<QTemporaryDir> m_folder;
    qint64 m_id = 0;
    system::FileDescriptor m_handle;
    std::unique_ptr<QSocketNotifier> m_watch;
};

} // namespace spectrum::core
