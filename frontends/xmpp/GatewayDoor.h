// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// The door of gateway mode: one component stream to an XMPP server.
#pragma once

#include "Door.h"
#include "stream/ComponentStream.h"

namespace spectrum::xmpp
{

class GatewayDoor final : public Door
{
    Q_OBJECT

public:
    GatewayDoor(ComponentOptions options, StanzaSink &sink, Clock &clock, QObject *parent);

    void open() override;
    void close(std::chrono::milliseconds patience) override;
    void send(const QString &to, QByteArray stanza) override;
    void dismiss(const QString &bareAddress, const QString &text) override;
    void reload(const Settings &settings) override;
    std::optional<Error> trouble() const override { return m_trouble; }

private:
    void handleOpened();

    StanzaSink &m_sink;
    Clock &m_clock;
    ComponentStream m_stream;
    std::optional<Error> m_trouble;
    quint64 m_refused = 0;
    bool m_wasOpen = false;
    bool m_isClosed = false;
};

} // namespace spectrum::xmpp
