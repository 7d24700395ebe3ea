// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Sends lines to the server no faster than it allows, in order, with a queue that has an end.
#pragma once

#include "Connection.h"
#include "FloodControl.h"

#include <spectrum/Clock.h>

#include <QByteArray>
#include <QList>
#include <QObject>

#include <functional>

namespace spectrum::irc
{

class Outbound
{
public:
    static constexpr qsizetype longestQueue = 500;

    // context is the object whose end cancels timers.
    Outbound(Connection &connection, Clock &clock, QObject &context, int linesPerSecond);

    // Called with the serial of each line that has one when the connection has taken it.
    void onSent(std::function<void(quint64 serial)> handler) { m_handleSent = std::move(handler); }

    // Whether so many lines would be taken.
    [[nodiscard]] bool hasRoomFor(qsizetype lines) const { return m_queue.size() + lines <= longestQueue; }
    // False when the queue is full or the line is empty; then the line was not taken.
    [[nodiscard]] bool send(QByteArray line, quint64 serial = 0);
    // For what may not wait: it overtakes the queue, but counts.
    void sendAtOnce(QByteArray line);
    // The same for a line that holds a secret: the log gets its name only.
    void sendSecret(const char *name, QByteArray line);
    // Forgets what waits.
    void clear();

private:
    struct Waiting {
        QByteArray line;
        quint64 serial = 0;
    };

    [[nodiscard]] bool hand(QByteArray &&line, quint64 serial);
    [[nodiscard]] bool pass(QByteArray &&line);
    void drain();
    void drainLater(std::chrono::milliseconds delay);

    Connection &m_connection;
    Clock &m_clock;
    QObject &m_context;
    FloodControl m_flood;
    QList<Waiting> m_queue;
    std::function<void(quint64)> m_handleSent;
    Clock::TimerId m_timer = 0;
};

} // namespace spectrum::irc
