// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Qt's event loop on epoll: what an event costs does not depend on how many sockets are watched.
#pragma once

#include "system/FileDescriptor.h"
#include "system/SocketWatch.h"
#include "system/TimerQueue.h"

#include <QAbstractEventDispatcher>

#include <atomic>
#include <optional>

namespace spectrum::system
{

// One iteration: posted events, aboutToBlock(), wait, socket notifiers, timers. aboutToBlock() is emitted
// exactly once in each iteration, also when there is more to do and the wait is only a look: who gathers
// writes flushes there, and what it posts or schedules there is seen before the wait.
class EpollDispatcher final : public QAbstractEventDispatcher
{
    Q_OBJECT

public:
    // Becomes the dispatcher of the main thread. Before the QCoreApplication is constructed.
    static void install();

    explicit EpollDispatcher(QObject *parent = nullptr);
    ~EpollDispatcher() override;

    bool processEvents(QEventLoop::ProcessEventsFlags flags) override;

    void registerSocketNotifier(QSocketNotifier *notifier) override;
    void unregisterSocketNotifier(QSocketNotifier *notifier) override;

    using QAbstractEventDispatcher::registerTimer;
    void registerTimer(int timerId, qint64 interval, Qt::TimerType timerType, QObject *object) override;
    bool unregisterTimer(int timerId) override;
    bool unregisterTimers(QObject *object) override;
    QList<TimerInfo> registeredTimers(QObject *object) const override;
    int remainingTime(int timerId) override;

    void wakeUp() override;
    void interrupt() override;

private:
    using Wait = std::optional<std::chrono::nanoseconds>; // nothing = until something happens

    [[nodiscard]] Wait waitTime(QEventLoop::ProcessEventsFlags flags, bool mayBlock);
    void waitForEvents(QEventLoop::ProcessEventsFlags flags, Wait wait);
    void waitForWakeUp(Wait wait);
    int fireTimers();

    FileDescriptor m_wakeUp;
    SocketWatch m_sockets;
    TimerQueue m_timers;
    std::atomic<bool> m_isWoken = false;
    std::atomic<bool> m_isInterrupted = false;
    std::atomic<bool> m_isWaiting = false;
};

} // namespace spectrum::system
