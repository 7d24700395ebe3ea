// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Sees connections off: lets the other side read our last words before the socket is closed.
#pragma once

#include <spectrum/Clock.h>

#include <QObject>

#include <deque>

namespace spectrum::xmpp
{

class Channel;

// A socket that is closed while there is unread input resets the connection, and the other side never sees
// the error that it was sent. So the write side is closed first, and what still comes in is thrown away: for
// two seconds and some megabytes at most, and by no more than a few dozen sockets, of which the oldest makes
// room.
class LeavingSockets : public QObject
{
public:
    explicit LeavingSockets(Clock &clock) : m_clock(clock) {}
    ~LeavingSockets() override;

    // Takes the channel over; it may be the one that is just emitting a signal.
    void add(Channel *channel);
    [[nodiscard]] size_t count() const { return m_leaving.size(); }

private:
    struct Leaving {
        Channel *channel;
        Clock::TimerId timer;
    };

    void drop(Channel *channel);

    Clock &m_clock;
    std::deque<Leaving> m_leaving;
};

} // namespace spectrum::xmpp
