// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Lets everything that one turn of the event loop produced leave in one write for each socket.
#pragma once

#include <QObject>

#include <vector>

namespace spectrum::xmpp
{

class StreamSocket;

// One for the thread. A flush costs no event of its own.
//
// It also says when what was read is acknowledged. A peer that does not set TCP_NODELAY holds its next stanza
// back until then, and the kernel takes 40 ms over that when there is nothing to send back. It is a packet
// and two system calls, so it comes after everything that the turn had to send, to whatever network, and
// where many streams were read in one turn only to some: they do not stand still for long.
class FlushQueue : public QObject
{
public:
    [[nodiscard]] static FlushQueue &instance();

    // Once for each turn and socket; the socket removes itself before it ends.
    void add(StreamSocket &socket) { m_waiting.push_back(&socket); }
    // Once until it is told to acknowledge, or overlooked.
    void addUnacknowledged(StreamSocket &socket) { m_unacknowledged.push_back(&socket); }
    void remove(StreamSocket &socket);
    // At its end.
    void forget(StreamSocket &socket);

private:
    FlushQueue();
    void handleTurnEnd();
    void flush();
    void acknowledge();

    std::vector<StreamSocket *> m_waiting;
    std::vector<StreamSocket *> m_flushing;
    std::vector<StreamSocket *> m_unacknowledged;
    bool m_isAcknowledging = false;
};

} // namespace spectrum::xmpp
