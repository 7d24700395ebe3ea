// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Messages both ways: splitting and tracking what is sent, understanding what arrives.
#pragma once

#include "ChannelList.h"
#include "Ctcp.h"
#include "Deliveries.h"

#include <spectrum/Commands.h>

namespace spectrum::irc
{

class Messaging
{
public:
    Messaging(Link &link, ChannelList &channels, Deliveries &deliveries)
        : m_link(link), m_channels(channels), m_deliveries(deliveries)
    {
    }

    void send(const SendMessage &order);
    // PRIVMSG or NOTICE.
    void handle(const Line &line);

private:
    [[nodiscard]] Result<QByteArray> targetOf(const Peer &peer);
    [[nodiscard]] qsizetype roomForText(const QByteArray &target, MessageKind kind) const;
    [[nodiscard]] bool sendLines(const SendMessage &order, const QByteArray &target,
                                 const QList<QByteArray> &lines);
    [[nodiscard]] bool isFromServer(const Line &line) const;
    void receive(const Line &line, QByteArrayView text, MessageKind kind);
    void handleQuestion(const Line &line, const Ctcp &question);
    void handleServerNotice(const Line &line);
    [[nodiscard]] QDateTime lateTime(const Line &line) const;

    Link &m_link;
    ChannelList &m_channels;
    Deliveries &m_deliveries;
    FloodControl m_answers{1};
    FloodControl m_notices{1};
};

} // namespace spectrum::irc
