// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// The timers of Qt objects, ordered by when they are due.
#pragma once

#include <QAbstractEventDispatcher>
#include <QHash>

#include <chrono>
#include <optional>
#include <set>

namespace spectrum::system
{

class TimerQueue
{
public:
    using Moment = std::chrono::steady_clock::time_point;

    struct Timer {
        int id = 0;
        std::chrono::milliseconds interval{0};
        Qt::TimerType type = Qt::CoarseTimer;
        QObject *object = nullptr;
    };

    void add(const Timer &timer, Moment now);
    bool remove(int id);
    bool removeOf(const QObject *object);
    [[nodiscard]] QList<QAbstractEventDispatcher::TimerInfo> timersOf(const QObject *object) const;
    // Nothing for an id that is not known.
    [[nodiscard]] std::optional<std::chrono::milliseconds> remaining(int id, Moment now) const;

    // When the first timer is due. A timer whose event is being handled is not due until that returns.
    [[nodiscard]] std::optional<Moment> next() const;
    // Sends the timers that are due at now, each at most once, their event; returns how many were sent.
    int fire(Moment now);

private:
    struct Entry {
        Timer timer;
        Moment due;
        quint64 serial = 0;
    };
    using Key = std::pair<Moment, quint64>; // serials keep the order of timers that are due at once
    struct Order {
        Key key;
        int id;
        friend bool operator<(const Order &a, const Order &b) noexcept { return a.key < b.key; }
    };

    [[nodiscard]] static Moment firstDue(const Timer &timer, Moment now);
    [[nodiscard]] static Moment aligned(const Timer &timer, Moment due);
    static void advance(Entry &entry, Moment now);
    void send(const Order &due, Moment now);

    QHash<int, Entry> m_timers;
    std::set<Order> m_order;
    quint64 m_serial = 0;
};

} // namespace spectrum::system
