// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Where server mode listens, and how many it lets in.
#pragma once

#include "websocket/WebSocketOptions.h"

#include <optional>

namespace spectrum::xmpp
{

enum class SeveralResources : quint8 { Replaced, Allowed };

struct ListenerOptions {
    // Empty: all addresses, IPv4 and IPv6.
    QString address = {};
    quint16 port = 5222; // 0 = chosen by the kernel, as for the next
    std::optional<quint16> directTlsPort = {};
    bool isDirectTlsRequired = true; // false for the default port, which another host may have
    std::optional<quint16> webSocketPort = {};
    WebSocketOptions webSocket = {};
    int connectionsPerAddress = 0; // 0 = no limit, as for the next
    int connections = 0;
    // By one address in a minute; then it is refused for a while.
    int loginFailures = 100;
    // service.more_resources: whether a second login of a user ends the first one's stream.
    SeveralResources resources = SeveralResources::Replaced;
};

} // namespace spectrum::xmpp
