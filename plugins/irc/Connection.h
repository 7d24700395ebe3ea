// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// A connection to one IRC server: whole lines in, gathered lines out, little memory in between.
#pragma once

#include "FlushQueue.h"
#include "LineBuffer.h"
#include "ServerAddress.h"
#include "Wire.h"

#include <QByteArray>
#include <QSslConfiguration>

#include <memory>
#include <optional>

namespace spectrum::irc
{

// Hears the lines of a connection. It may close or open the connection in a call, but not destroy it.
class ConnectionListener
{
public:
    virtual void connectionOpened() = 0;
    virtual void lineReceived(QByteArrayView line) = 0;
    // Not after close().
    virtual void connectionClosed(const Error &error) = 0;

protected:
    ~ConnectionListener() = default;
};

class Connection final : private WireListener
{
public:
    // What a server that reads too slowly may leave with us.
    static constexpr qsizetype mostUnsent = 256 * 1024;

    Connection(FlushQueue &queue, ConnectionListener &listener) : m_queue(queue), m_listener(listener) {}
    ~Connection();
    Q_DISABLE_COPY_MOVE(Connection)

    // What was open before is closed without a word.
    // configuration: always there for a server that is encrypted.
    void open(const ServerAddress &server, const std::optional<QSslConfiguration> &configuration);
    // What was sent still leaves, as far as the system takes it at once.
    void close();
    [[nodiscard]] bool isOpen() const { return m_isOpen; }

    // Takes a line with its line end. False when too much is unsent; then the line was not taken.
    [[nodiscard]] bool send(QByteArray &&line);
    // Called by the queue.
    void flush();

private:
    void wireOpened() override;
    void wireReceived(QByteArrayView bytes) override;
    void wireDrained() override;
    void wireClosed(const Error &error) override;
    void forget();

    FlushQueue &m_queue;
    ConnectionListener &m_listener;
    std::unique_ptr<Wire> m_wire;
    LineBuffer m_incoming;
    QByteArray m_outgoing;
    // Counts wires, so that lines of an old one are not taken for those of its successor.
    quint32 m_generation = 0;
    bool m_isOpen = false;
    bool m_isQueued = false;
    bool m_isFull = false;
};

} // namespace spectrum::irc
