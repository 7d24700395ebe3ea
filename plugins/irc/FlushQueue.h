// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Lets everything that one turn of the event loop produced leave in one write for each connection.
#pragma once

#include "Wire.h"

#include <QObject>

#include <memory>
#include <vector>

namespace spectrum::irc
{

class Connection;

// One for a network. It flushes when the loop is about to wait and when it begins its next turn, so it costs
// no event of its own.
class FlushQueue : public QObject
{
public:
    FlushQueue();
    ~FlushQueue() override;

    // Once for each turn and connection; the connection removes itself before it ends.
    void add(Connection &connection) { m_waiting.push_back(&connection); }
    void remove(Connection &connection);
    // Keeps a wire until nobody can be inside one of its calls.
    void bury(std::unique_ptr<Wire> wire) { m_buried.push_back(std::move(wire)); }

    void flush();

private:
    std::vector<Connection *> m_waiting;
    std::vector<Connection *> m_flushing;
    std::vector<std::unique_ptr<Wire>> m_buried;
};

} // namespace spectrum::irc
