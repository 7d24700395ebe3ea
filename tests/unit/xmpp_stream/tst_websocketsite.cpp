// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "stream/StreamSocket.h"
#include "stream/websocket/HttpRequest.h"
#include "stream/websocket/WebSocketSite.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

using namespace spectrum::xmpp;

namespace
{

// The key and its proof are those of RFC 6455 §1.3.
const QByteArray upgrade =
    "GET /chat HTTP/1.1\r\nHost: im.example:5443\r\nUpgrade: websocket\r\n"
    "Connection: keep-alive, Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
    "Sec-WebSocket-Protocol: chat, xmpp\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Extensions: permessage-deflate\r\nOrigin: https://Web.example\r\n\r\n";

WebSocketSite::Answer ask(const QByteArray &head, const QStringList &origins = {})
{
    const WebSocketSite site({.path = QStringLiteral("/chat"), .origins = origins}, Encryption::Tls);
    const auto request = HttpRequest::parse(head);
    return request ? site.answer(*request) : WebSocketSite::answerMalformed();
}

QByteArray changed(const QByteArray &from, const QByteArray &to)
{
    return QByteArray(upgrade).replace(from, to);
}

} // namespace

class WebSocketSiteTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void upgrades();
    void refuses_data();
    void refuses();
    void letsInWhoIsListed();
    void tellsWhereToConnect();
    void believesOnlyProxies_data();
    void believesOnlyProxies();
};

void WebSocketSiteTest::upgrades()
{
    const auto answer = ask(upgrade);
    QVERIFY(answer.isUpgrade);
    QVERIFY(answer.trouble.isEmpty());
    QVERIFY(answer.bytes.startsWith("HTTP/1.1 101 "));
    QVERIFY(answer.bytes.contains("\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"));
    QVERIFY(answer.bytes.contains("\r\nSec-WebSocket-Protocol: xmpp\r\n"));
    QVERIFY(!answer.bytes.contains("Extensions"));
    QVERIFY(answer.bytes.endsWith("\r\n\r\n"));
    QVERIFY(ask(changed("/chat HTTP", "/chat?x=y HTTP")).isUpgrade);
    QVERIFY(ask(changed("Origin: https://Web.example\r\n", "")).isUpgrade);
}

void WebSocketSiteTest::refuses_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<int>("status");
    QTest::newRow("no HTTP") << QByteArray("<stream:stream>\r\n\r\n") << 400;
    QTest::newRow("other method") << changed("GET", "POST") << 405;
    QTest::newRow("old version") << changed("HTTP/1.1", "HTTP/1.0") << 505;
    QTest::newRow("no host") << changed("Host: im.example:5443\r\n", "") << 400;
    QTest::newRow("two hosts") << changed("Upgrade: web", "Host: other\r\nUpgrade: web") << 400;
    QTest::newRow("markup as host") << changed("im.example:5443", "a'><b") << 400;
    QTest::newRow("other path") << changed("/chat", "/other") << 404;
    QTest::newRow("deeper path") << changed("/chat", "/chat/") << 404;
    QTest::newRow("no upgrade") << changed("Upgrade: websocket\r\n", "") << 426;
    QTest::newRow("other upgrade") << changed("Upgrade: websocket", "Upgrade: h2c") << 426;
    QTest::newRow("connection stays") << changed("keep-alive, Upgrade", "keep-alive") << 426;
    QTest::newRow("no version") << changed("Sec-WebSocket-Version: 13\r\n", "") << 426;
    QTest::newRow("draft's version") << changed("Version: 13", "Version: 8") << 426;
    QTest::newRow("no key") << changed("dGhlIHNhbXBsZSBub25jZQ==", "") << 400;
    QTest::newRow("short key") << changed("dGhlIHNhbXBsZSBub25jZQ==", "dGhlIHNhbXBsZQ==") << 400;
    QTest::newRow("key that is none")
        << changed("dGhlIHNhbXBsZSBub25jZQ==", "************************") << 400;
    QTest::newRow("no subprotocol") << changed("chat, xmpp", "chat") << 400;
    QTest::newRow("no subprotocol at all") << changed("Sec-WebSocket-Protocol: chat, xmpp\r\n", "") << 400;
}

void WebSocketSiteTest::refuses()
{
    QFETCH(QByteArray, head);
    QFETCH(int, status);
    const auto answer = ask(head);
    QVERIFY(!answer.isUpgrade);
    QVERIFY(answer.trouble.startsWith(QString::number(status)));
    QVERIFY2(answer.bytes.startsWith("HTTP/1.1 " + QByteArray::number(status) + ' '),
             answer.bytes.constData());
    QVERIFY(answer.bytes.contains("\r\nConnection: close\r\n"));
    // Nothing of what was asked is said again.
    QVERIFY(!answer.bytes.contains("other") && !answer.bytes.contains("<b"));
}

void WebSocketSiteTest::letsInWhoIsListed()
{
    const QStringList origins{QStringLiteral("https://web.example"),
                              QStringLiteral("https://chat.example:8443")};
    QVERIFY(ask(upgrade, origins).isUpgrade);
    QVERIFY(ask(changed("https://Web.example", "https://chat.example:8443"), origins).isUpgrade);
    QVERIFY(ask(changed("Origin: https://Web.example\r\n", ""), origins).isUpgrade);
    for (const char *origin :
         {"http://web.example", "https://web.example:8443", "https://web.example.evil", "null", ""})
        QVERIFY2(ask(changed("https://Web.example", origin), origins).bytes.startsWith("HTTP/1.1 403 "),
                 origin);
    // Two of them are no way around it.
    QVERIFY(ask(changed("Origin:", "Origin: https://evil.example\r\nOrigin:"), origins)
                .bytes.startsWith("HTTP/1.1 403 "));
}

void WebSocketSiteTest::tellsWhereToConnect()
{
    const auto xml = ask("GET /.well-known/host-meta HTTP/1.1\r\nHost: im.example:5443\r\n\r\n");
    QVERIFY(!xml.isUpgrade && xml.trouble.isEmpty());
    QVERIFY(xml.bytes.startsWith("HTTP/1.1 200 OK\r\n"));
    QVERIFY(xml.bytes.contains("\r\nAccess-Control-Allow-Origin: *\r\n"));
    QVERIFY(xml.bytes.contains(
        "<Link rel='urn:xmpp:alt-connections:websocket' href='wss://im.example:5443/chat'/>"));
    const auto json = ask("GET /.well-known/host-meta.json HTTP/1.1\r\nHost: im.example\r\n\r\n");
    const QByteArray body = json.bytes.mid(json.bytes.indexOf("\r\n\r\n") + 4);
    const QJsonObject link =
        QJsonDocument::fromJson(body).object()[QStringLiteral("links")].toArray().at(0).toObject();
    QCOMPARE(link[QStringLiteral("rel")].toString(), QStringLiteral("urn:xmpp:alt-connections:websocket"));
    QCOMPARE(link[QStringLiteral("href")].toString(), QStringLiteral("wss://im.example/chat"));
    QVERIFY(json.bytes.contains("\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n"));
}

void WebSocketSiteTest::believesOnlyProxies_data()
{
    QTest::addColumn<QString>("peer");
    QTest::addColumn<QByteArray>("fields");
    QTest::addColumn<QString>("client");
    const auto row = [](const char *name, const char *peer, const char *fields, const char *client) {
        QTest::newRow(name) << QString::fromLatin1(peer) << QByteArray(fields) << QString::fromLatin1(client);
    };
    row("no proxy", "192.0.2.1", "X-Forwarded-For: 198.51.100.7\r\n", "192.0.2.1");
    row("a proxy", "127.0.0.1", "X-Forwarded-For: 198.51.100.7\r\n", "198.51.100.7");
    row("IPv4 in IPv6", "::ffff:127.0.0.1", "X-Forwarded-For: 2001:db8::1\r\n", "2001:db8::1");
    row("what the client said itself", "127.0.0.1", "X-Forwarded-For: 203.0.113.5, 198.51.100.7\r\n",
        "198.51.100.7");
    row("in two fields", "127.0.0.1", "X-Forwarded-For: 203.0.113.5\r\nX-Forwarded-For: 198.51.100.7\r\n",
        "198.51.100.7");
    row("two proxies", "127.0.0.1", "X-Forwarded-For: 203.0.113.5, 198.51.100.7, 192.0.2.9\r\n",
        "198.51.100.7");
    row("nothing", "127.0.0.1", "", "127.0.0.1");
    row("no address", "127.0.0.1", "X-Forwarded-For: unknown\r\n", "127.0.0.1");
    row("no address behind one", "127.0.0.1", "X-Forwarded-For: 198.51.100.7, unknown\r\n", "127.0.0.1");
}

void WebSocketSiteTest::believesOnlyProxies()
{
    QFETCH(QString, peer);
    QFETCH(QByteArray, fields);
    QFETCH(QString, client);
    const WebSocketSite site({.proxies = {QStringLiteral("127.0.0.1"), QStringLiteral("192.0.2.9")}},
                             Encryption::Tls);
    const auto request = HttpRequest::parse("GET / HTTP/1.1\r\n" + fields + "\r\n");
    QVERIFY(request);
    QCOMPARE(site.clientOf(*request, peer), client);
}

QTEST_GUILESS_MAIN(WebSocketSiteTest)
#include "tst_websocketsite.moc"
