// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// One program of a trial; it ends when this object does, and when this process does, however that happens.
#pragma once

#include "app/TryGuard.h"
#include "app/TryWaiter.h"

#include <spectrum/Result.h>

#include <QStringList>

#include <chrono>

#include <sys/types.h>

namespace spectrum::core
{

class TryProcess
{
public:
    struct Start {
        QString program = {};
        QStringList arguments = {};
        // What the program prints.
        QString logFile = {};
        // "NAME=value"; variables that configure a host are not inherited.
        QStringList environment = {};
    };

    [[nodiscard]] static Result<TryProcess> start(const Start &start, const TryWaiter &waiter,
                                                  const TryGuard &guard);
    // Also in the folders of administrators, which are not in everybody's PATH. Empty when there is none.
    [[nodiscard]] static QString find(const QString &name);

    TryProcess(TryProcess &&other) noexcept;
    TryProcess &operator=(TryProcess &&) = delete;
    TryProcess(const TryProcess &) = delete;
    TryProcess &operator=(const TryProcess &) = delete;
    ~TryProcess();

    [[nodiscard]] qint64 id() const { return m_process; }
    [[nodiscard]] bool isRunning();
    // Only when it does not run any more: 0 when it ended well.
    [[nodiscard]] int exitCode() const { return m_exitCode; }
    // The last line that it printed, to be told when it failed.
    [[nodiscard]] QString lastLine() const;
    // Asks it to end, and ends it when it does not.
    void stop();

private:
    TryProcess(pid_t process, QString logFile);
    [[nodiscard]] bool endsWithin(std::chrono::milliseconds patience);

    pid_t m_process = -1;
    bool m_isRunning = true;
    int m_exitCode = 0;
    QString m_logFile;
};

} // namespace spectrum::core
