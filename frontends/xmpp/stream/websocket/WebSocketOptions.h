// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Who may connect with a WebSocket, and where.
#pragma once

#include <QStringList>

namespace spectrum::xmpp
{

struct WebSocketOptions {
    QString path = QStringLiteral("/xmpp-websocket");
    // Of web pages, like https://chat.example.org; empty: all.
    QStringList origins = {};
    // Addresses of web servers that pass clients on and say whose they are.
    QStringList proxies = {};
};

} // namespace spectrum::xmpp
