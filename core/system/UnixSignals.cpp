// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/UnixSignals.h"

#include <sys/eventfd.h>

#include <array>
#include <atomic>
#include <csignal>

namespace spectrum::system
{

namespace
{

constexpr std::chrono::milliseconds reloadQuiet{100};
constexpr std::array<int, 4> handled = {SIGTERM, SIGINT, SIGHUP, SIGPIPE};

// What the handler, which knows nothing but globals, leaves for the event loop.
std::atomic<unsigned> pendingSignals = 0;
std::atomic<int> eventDescriptor = -1;
std::array<struct sigaction, handled.size()> previousActions;

static_assert(std::atomic<unsigned>::is_always_lock_free);

constexpr unsigned bitOf(int signal)
{
    return 1u << unsigned(signal);
}

void rememberSignal(int signal)
{
    const int savedError = errno;
    pendingSignals.fetch_or(bitOf(signal));
    const eventfd_t one = 1;
    static_cast<void>(!::write(eventDescriptor.load(), &one, sizeof one));
    errno = savedError;
}

} // namespace

UnixSignals::UnixSignals(Clock &clock, QObject *parent)
    : QObject(parent), m_clock(clock), m_event(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
{
    if (!m_event.isOpen())
        qFatal("Signals cannot be handled: no file descriptor is left.");
    m_notifier = std::make_unique<QSocketNotifier>(m_event.number(), QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &UnixSignals::readPending);
    pendingSignals = 0;
    eventDescriptor = m_event.number();
    for (size_t i = 0; i < handled.size(); ++i) {
        struct sigaction action {
        };
        action.sa_handler = handled[i] == SIGPIPE ? SIG_IGN : rememberSignal;
        action.sa_flags = SA_RESTART;
        ::sigfillset(&action.sa_mask);
        ::sigaction(handled[i], &action, &previousActions[i]);
    }
}

UnixSignals::~UnixSignals()
{
    for (size_t i = 0; i < handled.size(); ++i)
        ::sigaction(handled[i], &previousActions[i], nullptr);
    eventDescriptor = -1;
}

void UnixSignals::readPending()
{
    eventfd_t count = 0;
    static_cast<void>(::eventfd_read(m_event.number(), &count));
    const unsigned pending = pendingSignals.exchange(0);
    if ((pending & bitOf(SIGHUP)) != 0 && !m_isReloadScheduled) {
        m_isReloadScheduled = true;
        m_clock.schedule(reloadQuiet, this, [this] {
            m_isReloadScheduled = false;
            Q_EMIT reloadRequested();
        });
    }
    if ((pending & (bitOf(SIGTERM) | bitOf(SIGINT))) != 0)
        Q_EMIT stopRequested();
}

} // namespace spectrum::system
