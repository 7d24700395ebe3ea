// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "WebSocketSite.h"

#include "../StreamSocket.h"
#include "HttpRequest.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace spectrum::xmpp
{

namespace
{

using Answer = WebSocketSite::Answer;

constexpr const char *relation = "urn:xmpp:alt-connections:websocket";

QByteArray write(const char *status, const QByteArray &fields, const QByteArray &type, const QByteArray &body)
{
    return QByteArray("HTTP/1.1 ") + status + "\r\nConnection: close\r\nCache-Control: no-store\r\n" +
           fields + "Content-Type: " + type + "\r\nContent-Length: " + QByteArray::number(body.size()) +
           "\r\n\r\n" + body;
}

Answer refuse(const char *status, const char *why, const QByteArray &fields = {})
{
    return {.bytes = write(status, fields, "text/plain; charset=utf-8", QByteArray(why) + '\n'),
            .trouble = QStringLiteral("%1, %2").arg(QLatin1String(status), QLatin1String(why))};
}

// RFC 6455 §4.2.2: proves that the request was understood as one for a WebSocket.
QByteArray proofOf(const QByteArray &key)
{
    return QCryptographicHash::hash(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11", QCryptographicHash::Sha1)
        .toBase64();
}

bool isKey(const QByteArray &key)
{
    const auto decoded = QByteArray::fromBase64Encoding(key, QByteArray::AbortOnBase64DecodingErrors);
    return decoded.decodingStatus == QByteArray::Base64DecodingStatus::Ok && decoded.decoded.size() == 16 &&
           decoded.decoded.toBase64() == key;
}

// A name or an address with or without a port: nothing that could mean more in an address of the web.
bool isHost(const QByteArray &host)
{
    return !host.isEmpty() && std::all_of(host.begin(), host.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
               c == '-' || c == ':' || c == '[' || c == ']';
    });
}

} // namespace

WebSocketSite::WebSocketSite(const WebSocketOptions &options, Encryption encryption)
    : m_path(options.path.isEmpty() ? QByteArray("/") : options.path.toUtf8()),
      m_scheme(encryption == Encryption::Tls ? "wss://" : "ws://")
{
    for (const QString &origin : options.origins)
        m_origins.append(origin.toUtf8().toLower());
    for (const QString &proxy : options.proxies)
        m_proxies.append(QHostAddress(proxy));
}

Answer WebSocketSite::answerMalformed()
{
    return refuse("400 Bad Request", "this is no HTTP request");
}

Answer WebSocketSite::answerTooLarge()
{
    return refuse("431 Request Header Fields Too Large", "the head of the request is too large");
}

Answer WebSocketSite::answerTooSlow()
{
    return refuse("408 Request Timeout", "there was no request");
}

Answer WebSocketSite::answer(const HttpRequest &request) const
{
    if (request.method != "GET")
        return refuse("405 Method Not Allowed", "only GET is answered", "Allow: GET\r\n");
    if (request.minorVersion < 1)
        return refuse("505 HTTP Version Not Supported", "HTTP/1.1 is needed");
    if (!isHost(request.field("host")))
        return refuse("400 Bad Request", "the request names no host");
    const QByteArray path = request.path();
    if (path == m_path)
        return answerUpgrade(request);
    if (path == "/.well-known/host-meta" || path == "/.well-known/host-meta.json")
        return answerDiscovery(request);
    return refuse("404 Not Found", "there is nothing here");
}

Answer WebSocketSite::answerUpgrade(const HttpRequest &request) const
{
    if (!request.lists("connection", "upgrade") || !request.lists("upgrade", "websocket"))
        return refuse("426 Upgrade Required", "an XMPP client connects here with a WebSocket",
                      "Upgrade: websocket\r\n");
    if (request.field("sec-websocket-version") != "13")
        return refuse("426 Upgrade Required", "version 13 of the protocol is needed",
                      "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n");
    const QByteArray key = request.field("sec-websocket-key");
    if (!isKey(key))
        return refuse("400 Bad Request", "the key is not 16 bytes in base64");
    if (!request.list("sec-websocket-protocol").contains("xmpp"))
        return refuse("400 Bad Request", "the subprotocol xmpp is needed");
    // A browser always says whose page it is; what is no browser can say what it likes.
    if (request.has("origin") && !isWelcome(request.field("origin").toLower()))
        return refuse("403 Forbidden", "pages of this origin may not connect");
    return {.bytes = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                     "Sec-WebSocket-Protocol: xmpp\r\nSec-WebSocket-Accept: " +
                     proofOf(key) + "\r\n\r\n",
            .isUpgrade = true};
}

bool WebSocketSite::isWelcome(const QByteArray &origin) const
{
    return m_origins.isEmpty() || m_origins.contains(origin);
}

bool WebSocketSite::isProxy(const QString &peer) const
{
    const QHostAddress address(peer);
    return std::any_of(m_proxies.begin(), m_proxies.end(), [&address](const QHostAddress &proxy) {
        return proxy.isEqual(address, QHostAddress::TolerantConversion);
    });
}

// Each proxy adds the address that it saw to those that it was told, of which only its own are the truth.
QString WebSocketSite::clientOf(const HttpRequest &request, const QString &peer) const
{
    if (!isProxy(peer))
        return peer;
    const QList<QByteArray> said = request.list("x-forwarded-for");
    for (auto each = said.crbegin(); each != said.crend(); ++each) {
        const QHostAddress client(QString::fromLatin1(*each));
        if (client.isNull())
            return peer;
        if (!isProxy(client.toString()))
            return client.toString();
    }
    return peer;
}

Answer WebSocketSite::answerDiscovery(const HttpRequest &request) const
{
    const QByteArray address = m_scheme + request.field("host") + m_path;
    // Any page may know where to connect.
    const QByteArray fields = "Access-Control-Allow-Origin: *\r\n";
    if (request.path().endsWith(".json")) {
        const QJsonObject link{{QStringLiteral("rel"), QLatin1String(relation)},
                               {QStringLiteral("href"), QString::fromUtf8(address)}};
        const QJsonObject links{{QStringLiteral("links"), QJsonArray{link}}};
        return {.bytes = write("200 OK", fields, "application/json",
                               QJsonDocument(links).toJson(QJsonDocument::Compact))};
    }
    return {.bytes = write("200 OK", fields, "application/xrd+xml",
                           "<?xml version='1.0' encoding='utf-8'?>"
                           "<XRD xmlns='http://docs.oasis-open.org/ns/xri/xrd-1.0'><Link rel='" +
                               QByteArray(relation) + "' href='" + address + "'/></XRD>")};
}

} // namespace spectrum::xmpp
