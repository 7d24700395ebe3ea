// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Answers the HTTP requests that come to the port for WebSockets (RFC 6455 §4.2, RFC 7395 §3.1, XEP-0156).
#pragma once

#include "WebSocketOptions.h"

#include <QByteArray>
#include <QHostAddress>

namespace spectrum::xmpp
{

struct HttpRequest;
enum class Encryption : quint8;

class WebSocketSite
{
public:
    struct Answer {
        QByteArray bytes;
        // What speaks from now on is a WebSocket; otherwise the connection ends.
        bool isUpgrade = false;
        // For the log; empty when there is nothing wrong.
        QString trouble = {};
    };

    WebSocketSite(const WebSocketOptions &options, Encryption encryption);

    [[nodiscard]] Answer answer(const HttpRequest &request) const;
    // Whose connection it is that came from the peer with that request.
    [[nodiscard]] QString clientOf(const HttpRequest &request, const QString &peer) const;
    [[nodiscard]] bool isProxy(const QString &peer) const;
    // To what is no request, or none that we read.
    [[nodiscard]] static Answer answerMalformed();
    [[nodiscard]] static Answer answerTooLarge();
    [[nodiscard]] static Answer answerTooSlow();

private:
    [[nodiscard]] Answer answerUpgrade(const HttpRequest &request) const;
    [[nodiscard]] Answer answerDiscovery(const HttpRequest &request) const;
    [[nodiscard]] bool isWelcome(const QByteArray &origin) const;

    QByteArray m_path;
    QList<QByteArray> m_origins;
    QList<QHostAddress> m_proxies;
    const char *m_scheme;
};

} // namespace spectrum::xmpp
