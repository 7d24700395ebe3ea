// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Outbound.h"

#include "LogCategories.h"

namespace spectrum::irc
{

namespace
{

// How long to wait for a connection that takes nothing more at the moment.
constexpr std::chrono::milliseconds fullConnectionDelay{200};

// A channel's key is the second parameter of JOIN.
QString shown(const QByteArray &line)
{
    const bool hasKey = line.startsWith("JOIN ") && line.count(' ') > 1;
    return logSafe(QString::fromUtf8(hasKey ? line.left(line.lastIndexOf(' ')) + " …" : line).trimmed(), 600);
}

} // namespace

Outbound::Outbound(Connection &connection, Clock &clock, QObject &context, int linesPerSecond)
    : m_connection(connection), m_clock(clock), m_context(context), m_flood(linesPerSecond)
{
}

bool Outbound::send(QByteArray line, quint64 serial)
{
    if (line.isEmpty())
        return false;
    if (m_queue.isEmpty()) {
        const auto delay = m_flood.isOff() ? std::chrono::milliseconds(0) : m_flood.delay(m_clock.now());
        if (delay.count() == 0 && hand(std::move(line), serial))
            return true;
        drainLater(delay.count() == 0 ? fullConnectionDelay : delay);
    }
    if (m_queue.size() >= longestQueue)
        return false;
    m_queue.append({std::move(line), serial});
    return true;
}

void Outbound::sendAtOnce(QByteArray line)
{
    if (!line.isEmpty() && !hand(std::move(line), 0))
        qCDebug(logIrc, "a line was not sent: the server does not read");
}

void Outbound::sendSecret(const char *name, QByteArray line)
{
    qCDebug(logIrcWire, "→ %s …", name);
    if (!line.isEmpty() && !pass(std::move(line)))
        qCDebug(logIrc, "a line was not sent: the server does not read");
}

bool Outbound::hand(QByteArray &&line, quint64 serial)
{
    if (logIrcWire().isDebugEnabled())
        qCDebug(logIrcWire).noquote() << "→" << shown(line);
    if (!pass(std::move(line)))
        return false;
    if (serial != 0 && m_handleSent)
        m_handleSent(serial);
    return true;
}

bool Outbound::pass(QByteArray &&line)
{
    if (!m_connection.send(std::move(line)))
        return false;
    if (!m_flood.isOff())
        m_flood.count(m_clock.now());
    return true;
}

void Outbound::drain()
{
    while (!m_queue.isEmpty()) {
        const auto delay = m_flood.isOff() ? std::chrono::milliseconds(0) : m_flood.delay(m_clock.now());
        if (delay.count() > 0) {
            drainLater(delay);
            return;
        }
        // Whoever hears that it was sent may send more, which has to queue up behind the rest.
        const quint64 serial = m_queue.constFirst().serial;
        if (!hand(std::move(m_queue.first().line), 0)) {
            drainLater(fullConnectionDelay);
            return;
        }
        m_queue.removeFirst();
        if (serial != 0 && m_handleSent)
            m_handleSent(serial);
    }
    m_queue = {};
}

void Outbound::drainLater(std::chrono::milliseconds delay)
{
    if (m_timer != 0)
        return;
    m_timer = m_clock.schedule(delay, &m_context, [this] {
        m_timer = 0;
        drain();
    });
}

void Outbound::clear()
{
    m_queue = {};
    if (m_timer != 0)
        m_clock.cancel(std::exchange(m_timer, 0));
}

} // namespace spectrum::irc
