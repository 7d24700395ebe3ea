// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/EpollDispatcher.h"

#include <QCoreApplication>
#include <QThread>

#include <poll.h>
#include <sys/eventfd.h>

namespace spectrum::system
{

void EpollDispatcher::install()
{
    QCoreApplication::setEventDispatcher(new EpollDispatcher);
}

EpollDispatcher::EpollDispatcher(QObject *parent)
    : QAbstractEventDispatcher(parent),
      m_wakeUp(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
      m_sockets(m_wakeUp.number())
{
    if (!m_wakeUp.isOpen())
        qFatal("The event loop cannot start: no file descriptor is left.");
}

EpollDispatcher::~EpollDispatcher() = default;

bool EpollDispatcher::processEvents(QEventLoop::ProcessEventsFlags flags)
{
    // An interrupt that came before this turn may have been meant for it, so the turn does not block.
    const bool wasInterrupted = m_isInterrupted.exchange(false);
    const bool wasWoken = m_isWoken.exchange(false);

    Q_EMIT awake();
    QCoreApplication::sendPostedEvents();
    if (m_isInterrupted)
        return false;

    Q_EMIT aboutToBlock();
    if (m_isInterrupted)
        return false;

    // Who runs the loop for good comes back anyway; who asked for some events has had them.
    const bool hasAnswer = wasWoken && !flags.testFlag(QEventLoop::EventLoopExec);
    const bool mayBlock = flags.testFlag(QEventLoop::WaitForMoreEvents) && !wasInterrupted && !hasAnswer;
    waitForEvents(flags, waitTime(flags, mayBlock));

    int events = wasWoken ? 1 : 0;
    if (!flags.testFlag(QEventLoop::ExcludeSocketNotifiers))
        events += m_sockets.deliver();
    if (!flags.testFlag(QEventLoop::X11ExcludeTimers))
        events += fireTimers();
    return events > 0 || m_isWoken;
}

EpollDispatcher::Wait EpollDispatcher::waitTime(QEventLoop::ProcessEventsFlags flags, bool mayBlock)
{
    constexpr std::chrono::nanoseconds noTime{0};
    if (!mayBlock || m_isWoken)
        return noTime;
    if (!flags.testFlag(QEventLoop::ExcludeSocketNotifiers) && m_sockets.hasReady())
        return noTime;
    if (flags.testFlag(QEventLoop::X11ExcludeTimers))
        return std::nullopt;
    const auto next = m_timers.next();
    if (!next)
        return std::nullopt;
    return std::max<std::chrono::nanoseconds>(*next - std::chrono::steady_clock::now(), noTime);
}

void EpollDispatcher::waitForEvents(QEventLoop::ProcessEventsFlags flags, Wait wait)
{
    // The order matters: a thread that wakes us either sees that we wait, or we see that it woke us.
    m_isWaiting = true;
    if (m_isWoken || m_isInterrupted)
        wait = std::chrono::nanoseconds(0);
    if (flags.testFlag(QEventLoop::ExcludeSocketNotifiers))
        waitForWakeUp(wait);
    else
        m_sockets.wait(wait);
    m_isWaiting = false;
}

// Without the sockets: epoll would return at once as long as one of them is ready.
void EpollDispatcher::waitForWakeUp(Wait wait)
{
    if (wait && wait->count() == 0)
        return;
    pollfd wakeUp{m_wakeUp.number(), POLLIN, 0};
    timespec timeout{};
    if (wait) {
        const auto seconds = std::chrono::floor<std::chrono::seconds>(*wait);
        timeout = {time_t(seconds.count()), long((*wait - seconds).count())};
    }
    if (::ppoll(&wakeUp, 1, wait ? &timeout : nullptr, nullptr) <= 0)
        return;
    eventfd_t count = 0;
    static_cast<void>(::eventfd_read(m_wakeUp.number(), &count));
}

void EpollDispatcher::registerSocketNotifier(QSocketNotifier *notifier)
{
    Q_ASSERT(notifier->thread() == thread() && thread() == QThread::currentThread());
    m_sockets.add(notifier);
}

void EpollDispatcher::unregisterSocketNotifier(QSocketNotifier *notifier)
{
    Q_ASSERT(notifier->thread() == thread() && thread() == QThread::currentThread());
    m_sockets.remove(notifier);
}

void EpollDispatcher::registerTimer(int timerId, qint64 interval, Qt::TimerType timerType, QObject *object)
{
    if (timerId < 1 || interval < 0 || !object) {
        qWarning("EpollDispatcher::registerTimer: invalid arguments");
        return;
    }
    m_timers.add({timerId, std::chrono::milliseconds(interval), timerType, object},
                 std::chrono::steady_clock::now());
}

bool EpollDispatcher::unregisterTimer(int timerId)
{
    return m_timers.remove(timerId);
}

bool EpollDispatcher::unregisterTimers(QObject *object)
{
    return m_timers.removeOf(object);
}

QList<QAbstractEventDispatcher::TimerInfo> EpollDispatcher::registeredTimers(QObject *object) const
{
    return m_timers.timersOf(object);
}

int EpollDispatcher::remainingTime(int timerId)
{
    const auto remaining = m_timers.remaining(timerId, std::chrono::steady_clock::now());
    return remaining ? int(remaining->count()) : -1;
}

int EpollDispatcher::fireTimers()
{
    if (!m_timers.next())
        return 0;
    return m_timers.fire(std::chrono::steady_clock::now());
}

void EpollDispatcher::wakeUp()
{
    // A loop that does not wait sees the flag; only one that waits needs the system call.
    if (!m_isWoken.exchange(true) && m_isWaiting)
        static_cast<void>(::eventfd_write(m_wakeUp.number(), 1));
}

void EpollDispatcher::interrupt()
{
    m_isInterrupted = true;
    wakeUp();
}

} // namespace spectrum::system
