// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/SocketWatch.h"

#include <QCoreApplication>
#include <QEvent>

#include <sys/epoll.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace spectrum::system
{

namespace
{

constexpr int batchSize = 256;
constexpr quint64 wakeUpTag = ~quint64(0);

// Epoll always reports errors and hang-ups; whoever watches the descriptor for anything has to see them.
constexpr quint32 trouble = EPOLLERR | EPOLLHUP;
constexpr std::array<quint32, 3> interests = {EPOLLIN, EPOLLOUT, EPOLLPRI};

quint64 tagOf(int number, quint32 generation)
{
    return (quint64(generation) << 32) | quint32(number);
}

} // namespace

SocketWatch::SocketWatch(int wakeUp) : m_epoll(::epoll_create1(EPOLL_CLOEXEC))
{
    // Edge-triggered: each write ends a wait, and nobody needs to read the counter.
    epoll_event event{};
    event.events = EPOLLIN | EPOLLET;
    event.data.u64 = wakeUpTag;
    if (!m_epoll.isOpen() || ::epoll_ctl(m_epoll.number(), EPOLL_CTL_ADD, wakeUp, &event) != 0)
        qFatal("The event loop cannot start: epoll is not available.");
}

quint32 SocketWatch::wanted(const Entry &entry) noexcept
{
    quint32 mask = 0;
    for (size_t type = 0; type < interests.size(); ++type) {
        if (entry.notifiers[type])
            mask |= interests[type];
    }
    return mask;
}

void SocketWatch::add(QSocketNotifier *notifier)
{
    const int number = int(notifier->socket());
    if (number < 0)
        return;
    if (size_t(number) >= m_entries.size())
        m_entries.resize(size_t(number) + 1);
    Entry &entry = m_entries[size_t(number)];
    QSocketNotifier *&place = entry.notifiers[notifier->type()];
    if (place && place != notifier)
        qWarning("Two notifiers of one type watch the socket %d; the first one is silent now.", number);
    place = notifier;
    if (!entry.isDirty) {
        entry.isDirty = true;
        m_dirty.push_back(number);
    }
}

void SocketWatch::remove(QSocketNotifier *notifier)
{
    const int number = int(notifier->socket());
    if (number < 0 || size_t(number) >= m_entries.size())
        return;
    Entry &entry = m_entries[size_t(number)];
    if (entry.notifiers[notifier->type()] != notifier)
        return;
    entry.notifiers[notifier->type()] = nullptr;
    if (wanted(entry) == 0) {
        leave(number, entry);
    } else if (!entry.isDirty) {
        entry.isDirty = true;
        m_dirty.push_back(number);
    }
}

void SocketWatch::leave(int number, Entry &entry)
{
    // Fails when the descriptor is closed already, and then nothing is left to remove.
    if (entry.known != 0)
        static_cast<void>(::epoll_ctl(m_epoll.number(), EPOLL_CTL_DEL, number, nullptr));
    if (entry.isAlwaysReady)
        m_alwaysReady.erase(std::remove(m_alwaysReady.begin(), m_alwaysReady.end(), number),
                            m_alwaysReady.end());
    entry.known = 0;
    entry.ready = 0;
    entry.isAlwaysReady = false;
    ++entry.generation;
}

void SocketWatch::applyChanges()
{
    for (const int number : m_dirty) {
        Entry &entry = m_entries[size_t(number)];
        entry.isDirty = false;
        apply(number, entry);
    }
    m_dirty.clear();
}

void SocketWatch::apply(int number, Entry &entry)
{
    const quint32 mask = wanted(entry);
    if (mask == entry.known || mask == 0 || entry.isAlwaysReady)
        return;
    epoll_event event{};
    event.events = mask;
    event.data.u64 = tagOf(number, entry.generation);
    int result = -1;
    if (entry.known != 0)
        result = ::epoll_ctl(m_epoll.number(), EPOLL_CTL_MOD, number, &event);
    // Not known to epoll any more: closed and opened again under a notifier that stayed.
    if (entry.known == 0 || (result != 0 && errno == ENOENT))
        result = ::epoll_ctl(m_epoll.number(), EPOLL_CTL_ADD, number, &event);
    // Already known to epoll: closed while a child process kept the file open.
    if (result != 0 && errno == EEXIST)
        result = ::epoll_ctl(m_epoll.number(), EPOLL_CTL_MOD, number, &event);
    entry.known = result == 0 ? mask : 0;
    if (result == 0)
        return;
    if (errno == EPERM) {
        entry.isAlwaysReady = true;
        m_alwaysReady.push_back(number);
    } else {
        qWarning("The socket %d cannot be watched: %s", number, strerror(errno));
    }
}

int SocketWatch::waitFor(epoll_event *events, int size, std::optional<std::chrono::nanoseconds> timeout)
{
    if (m_hasNanoseconds) {
        timespec time{};
        if (timeout)
            time = {time_t(timeout->count() / 1'000'000'000), long(timeout->count() % 1'000'000'000)};
        const int count = ::epoll_pwait2(m_epoll.number(), events, size, timeout ? &time : nullptr, nullptr);
        // An old kernel, or a filter of system calls that does not know it.
        if (count >= 0 || (errno != ENOSYS && errno != EPERM))
            return count;
        m_hasNanoseconds = false;
    }
    int milliseconds = -1;
    if (timeout)
        milliseconds = int(std::min<qint64>((timeout->count() + 999'999) / 1'000'000, INT_MAX));
    return ::epoll_wait(m_epoll.number(), events, size, milliseconds);
}

void SocketWatch::wait(std::optional<std::chrono::nanoseconds> timeout)
{
    applyChanges();
    if (hasReady())
        timeout = std::chrono::nanoseconds(0);
    std::array<epoll_event, batchSize> events;
    const int count = waitFor(events.data(), batchSize, timeout);
    for (int i = 0; i < count; ++i) {
        const epoll_event &event = events[size_t(i)];
        if (event.data.u64 == wakeUpTag)
            continue;
        const auto number = size_t(event.data.u64 & 0xffffffff);
        if (m_entries[number].generation == quint32(event.data.u64 >> 32))
            markReady(int(number), event.events);
    }
    for (const int number : m_alwaysReady)
        markReady(number, EPOLLIN | EPOLLOUT);
}

void SocketWatch::markReady(int number, quint32 events)
{
    Entry &entry = m_entries[size_t(number)];
    if (entry.ready == 0)
        m_ready.push_back(number);
    entry.ready |= events;
}

int SocketWatch::deliver()
{
    int sent = 0;
    while (m_firstReady < m_ready.size())
        sent += deliverOne(m_ready[m_firstReady++]);
    m_ready.clear();
    m_firstReady = 0;
    return sent;
}

int SocketWatch::deliverOne(int number)
{
    const quint32 ready = std::exchange(m_entries[size_t(number)].ready, 0);
    const quint32 generation = m_entries[size_t(number)].generation;
    int sent = 0;
    for (size_t type = 0; type < interests.size(); ++type) {
        // Looked up each time: what handles an event may add, remove and close whatever it likes.
        const Entry &entry = m_entries[size_t(number)];
        if (entry.generation != generation)
            break;
        QSocketNotifier *notifier = entry.notifiers[type];
        if (!notifier || (ready & (interests[type] | trouble)) == 0)
            continue;
        QEvent event(QEvent::SockAct);
        QCoreApplication::sendEvent(notifier, &event);
        ++sent;
    }
    return sent;
}

} // namespace spectrum::system
