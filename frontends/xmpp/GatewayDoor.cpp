// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "GatewayDoor.h"

#include "LogCategories.h"

namespace spectrum::xmpp
{

GatewayDoor::GatewayDoor(ComponentOptions options, StanzaSink &sink, Clock &clock, QObject *parent)
    : Door(parent),
      m_sink(sink),
      m_clock(clock),
      m_stream(std::move(options), clock),
      m_trouble(Error{ErrorKind::NotConnected, QStringLiteral("The XMPP server has not answered yet.")})
{
    connect(&m_stream, &ComponentStream::opened, this, &GatewayDoor::handleOpened);
    connect(&m_stream, &ComponentStream::stanzaReceived, this,
            [this](const Element &stanza) { m_sink.handleStanza(stanza); });
    connect(&m_stream, &ComponentStream::interrupted, this,
            [this](const Error &error) { m_trouble = error; });
    connect(&m_stream, &ComponentStream::stopped, this, [this] {
        if (!std::exchange(m_isClosed, true))
            Q_EMIT closed();
    });
}

void GatewayDoor::open()
{
    m_stream.start();
}

void GatewayDoor::close(std::chrono::milliseconds patience)
{
    m_clock.schedule(patience, this, [this] {
        if (!std::exchange(m_isClosed, true))
            Q_EMIT closed();
    });
    m_stream.stop();
}

void GatewayDoor::send(const QString &, QByteArray stanza)
{
    if (m_stream.send(stanza))
        return;
    // Once in a while is enough: a full queue refuses thousands.
    if (m_refused++ % 1000 == 0)
        qCWarning(logFrontend, "%llu stanzas could not be sent to the XMPP server", m_refused);
}

void GatewayDoor::dismiss(const QString &, const QString &)
{
    // Users of a gateway come through their own server.
}

void GatewayDoor::reload(const Settings &)
{
    // Every setting of the component's stream needs a restart.
}

void GatewayDoor::handleOpened()
{
    m_trouble.reset();
    if (std::exchange(m_wasOpen, true))
        Q_EMIT reopened();
    else
        Q_EMIT opened();
}

} // namespace spectrum::xmpp
