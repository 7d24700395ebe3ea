// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Knows which sockets are watched for what, tells epoll in time, and delivers what epoll says.
#pragma once

#include "system/FileDescriptor.h"

#include <QSocketNotifier>

#include <chrono>
#include <optional>
#include <vector>

struct epoll_event;

namespace spectrum::system
{

// Interest that comes and goes within one turn of the loop costs no system call: changes are applied before
// waiting. Only when the last notifier of a descriptor leaves it is taken out of epoll at once, because its
// owner may close it, and a child process may keep its file open.
class SocketWatch
{
public:
    // wakeUp is an eventfd that ends every wait.
    explicit SocketWatch(int wakeUp);

    void add(QSocketNotifier *notifier);
    void remove(QSocketNotifier *notifier);

    // Waits for at most that long (nothing = for ever) and remembers what is ready.
    void wait(std::optional<std::chrono::nanoseconds> timeout);
    // Whether something is ready without waiting.
    [[nodiscard]] bool hasReady() const noexcept
    {
        return m_firstReady < m_ready.size() || !m_alwaysReady.empty();
    }
    // Sends the notifiers of what is ready their event; returns how many were sent. A nested loop goes on
    // with what its outer one has not delivered.
    int deliver();

private:
    struct Entry {
        QSocketNotifier *notifiers[3] = {}; // by QSocketNotifier::Type
        quint32 generation = 0; // grows when the descriptor is left, so that late news is recognised
        quint32 known = 0;      // what epoll watches it for
        quint32 ready = 0;
        bool isDirty = false;
        bool isAlwaysReady = false; // a regular file, which epoll refuses and poll() calls ready
    };

    [[nodiscard]] static quint32 wanted(const Entry &entry) noexcept;
    void applyChanges();
    void apply(int number, Entry &entry);
    void leave(int number, Entry &entry);
    void markReady(int number, quint32 events);
    int deliverOne(int number);
    [[nodiscard]] int waitFor(epoll_event *events, int size, std::optional<std::chrono::nanoseconds> timeout);

    FileDescriptor m_epoll;
    int m_wakeUp;
    std::vector<Entry> m_entries; // by descriptor
    std::vector<int> m_dirty;
    std::vector<int> m_ready; // delivered from m_firstReady on
    size_t m_firstReady = 0;
    std::vector<int> m_alwaysReady;
    bool m_hasNanoseconds = true;
};

} // namespace spectrum::system
