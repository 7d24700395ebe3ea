// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Connection.h"

#include "PlainWire.h"
#include "TlsWire.h"

namespace spectrum::irc
{

Connection::~Connection()
{
    close();
}

void Connection::open(const ServerAddress &server, const std::optional<QSslConfiguration> &configuration)
{
    close();
    WireListener &listener = *this;
    if (server.isEncrypted)
        m_wire = std::make_unique<TlsWire>(listener, *configuration);
    else
        m_wire = std::make_unique<PlainWire>(listener);
    m_wire->open(server);
}

void Connection::close()
{
    if (!m_wire)
        return;
    flush();
    m_wire->close();
    forget();
}

void Connection::forget()
{
    ++m_generation;
    m_isOpen = false;
    m_isFull = false;
    m_incoming.clear();
    m_outgoing = QByteArray();
    m_isQueued = false;
    m_queue.remove(*this);
    m_queue.bury(std::move(m_wire));
}

bool Connection::send(QByteArray &&line)
{
    if (!m_isOpen || m_outgoing.size() + line.size() > mostUnsent)
        return false;
    if (m_outgoing.isEmpty())
        m_outgoing = std::move(line);
    else
        m_outgoing += line;
    if (!m_isQueued && !m_isFull) {
        m_isQueued = true;
        m_queue.add(*this);
    }
    return true;
}

void Connection::flush()
{
    m_isQueued = false;
    if (!m_isOpen || m_outgoing.isEmpty())
        return;
    const qsizetype written = m_wire->write(m_outgoing);
    m_isFull = written < m_outgoing.size();
    if (m_isFull)
        m_outgoing.remove(0, written);
    else
        m_outgoing = QByteArray();
}

void Connection::wireOpened()
{
    m_isOpen = true;
    m_listener.connectionOpened();
}

void Connection::wireReceived(QByteArrayView bytes)
{
    const quint32 generation = m_generation;
    m_incoming.feed(bytes, [this, generation](QByteArrayView line) {
        m_listener.lineReceived(line);
        return m_generation == generation;
    });
}

void Connection::wireDrained()
{
    m_isFull = false;
    flush();
}

void Connection::wireClosed(const Error &error)
{
    forget();
    m_listener.connectionClosed(error);
}

} // namespace spectrum::irc
