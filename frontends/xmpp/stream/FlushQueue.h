// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Lets everything that one turn of the event loop produced leave in one write for each socket.
#pragma once

#include <QObject>

#include <vector>

namespace spectrum::xmpp
{

class StreamSocket;

// One for the thread; costs no event of its own.
class FlushQueue : public QObject
{
public:
    [[nodiscard]] static FlushQueue &instance();

    // Once for each turn and socket; the socket removes itself before it ends.
    void add(StreamSocket &socket) { m_waiting.push_back(&socket); }
    void remove(StreamSocket &socket);

private:
    FlushQueue();
    void flush();

    std::vector<StreamSocket *> m_waiting;
    std::vector<StreamSocket *> m_flushing;
};

} // namespace spectrum::xmpp
