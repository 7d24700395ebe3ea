// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Clients in WebSockets that speak to the listener byte by byte, as no browser would let them.
#include "MaskedFrame.h"
#include "RawClient.h"

#include "support/MockClock.h"

#include <QtTest>

using namespace spectrum;
using namespace spectrum::xmpp;
using namespace spectrum::xmpp::testing;
using namespace std::chrono_literals;

namespace
{

const QByteArray upgrade = "GET /xmpp-websocket HTTP/1.1\r\nHost: im.example\r\nUpgrade: websocket\r\n"
                           "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                           "Sec-WebSocket-Protocol: xmpp\r\nSec-WebSocket-Version: 13\r\n\r\n";
const QByteArray opening =
    text("<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='im.example' version='1.0'/>");
const QByteArray closing = text("<close xmlns='urn:ietf:params:xml:ns:xmpp-framing'/>");
const QByteArray aMessage = text("<message xmlns='jabber:client' to='x@im.example'/>");

// A server's frame with that first byte.
QByteArray unmasked(int first, const QByteArray &payload)
{
    QByteArray bytes(1, char(first));
    bytes += char(payload.size());
    return bytes + payload;
}

QByteArray closed(int code, const QByteArray &reason = {})
{
    return unmasked(0x88, QByteArray{} + char(code >> 8) + char(code & 0xFF) + reason);
}

} // namespace

class WebSocketChannelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void logsIn();
    void hearsRequestsInPieces();
    void answersWhatIsNoUpgrade_data();
    void answersWhatIsNoUpgrade();
    void closesSilentRequests();
    void answersPings();
    void endsWithItsClient();
    void keepsASessionThatLostItsSocket();
    void endsWhatBreaksTheProtocol_data();
    void endsWhatBreaksTheProtocol();
    void endsUnfinishedMessages();
    void makesManyStanzasWait();
    void makesManyPingsWait();
    void hearsAllOfAClientThatGoes();
    void endsWhoDoesNotRead();
    void countsWhomAProxyBrings();

private:
    void start(qint64 bytesPerSecond = 0, qint64 stanzasPerSecond = 0);
    void connectTo(Client &client, const QByteArray &fields = {});
    void logIn(Client &client);
    qsizetype messages() const
    {
        return m_observer.heard.count(QStringLiteral("message ann@im.example/desk"));
    }
    void settle();

    spectrum::testing::MockClock m_clock;
    Observer m_observer;
    std::unique_ptr<ClientListener> m_listener;
};

void WebSocketChannelTest::init()
{
    m_observer = {};
}

void WebSocketChannelTest::start(qint64 bytesPerSecond, qint64 stanzasPerSecond)
{
    ClientPolicy policy{.domain = QStringLiteral("im.example"), .encryption = Encryption::None};
    policy.bytesPerSecond = bytesPerSecond;
    policy.stanzasPerSecond = stanzasPerSecond;
    policy.maximumQueue = 100000;
    m_listener = std::make_unique<ClientListener>(
        ListenerOptions{.address = QStringLiteral("127.0.0.1"), .port = 0, .webSocketPort = 0}, policy,
        m_observer, m_clock);
    QVERIFY(m_listener->listen());
}

void WebSocketChannelTest::connectTo(Client &client, const QByteArray &fields)
{
    client.say(upgrade.chopped(2) + fields + "\r\n");
    QTRY_VERIFY(client.received.endsWith("\r\n\r\n"));
    QVERIFY(client.received.startsWith("HTTP/1.1 101 "));
    client.received.clear();
}

void WebSocketChannelTest::logIn(Client &client)
{
    connectTo(client);
    client.say(opening + text(plain("ann", "right")));
    QTRY_VERIFY(client.received.contains("<success"));
    client.say(opening +
               text("<iq xmlns='jabber:client' type='set' id='b1'>"
                    "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>desk</resource></bind></iq>"));
    QTRY_VERIFY(client.received.contains("<jid>ann@im.example/desk</jid>"));
    client.received.clear();
}

// What was sent has come as far as it comes: somebody else's words cross behind it.
void WebSocketChannelTest::settle()
{
    static int number = 0;
    Client other(m_listener->webSocketPort());
    connectTo(other);
    other.say(opening + text(plain("other" + QByteArray::number(++number), "right")));
    QTRY_VERIFY(other.received.contains("<success"));
}

void WebSocketChannelTest::logsIn()
{
    start();
    Client client(m_listener->webSocketPort());
    connectTo(client);
    client.say(opening);
    QTRY_VERIFY(client.received.contains("</stream:features>"));
    QVERIFY(
        client.received.contains("<open xmlns=\"urn:ietf:params:xml:ns:xmpp-framing\" from=\"im.example\""));
    QVERIFY(client.received.contains("<stream:features xmlns:stream=\"http://etherx.jabber.org/streams\">"));
    QVERIFY(!client.received.contains("starttls") && !client.received.contains("<?xml"));
    client.received.clear();
    client.say(text(plain("ann", "right")));
    QTRY_COMPARE(client.received, unmasked(0x81, "<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>"));
    client.say(opening +
               text("<iq xmlns='jabber:client' type='set' id='b1'>"
                    "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>desk</resource></bind></iq>"));
    QTRY_VERIFY(client.received.contains("<iq xmlns=\"jabber:client\" id=\"b1\" type=\"result\">"));
    client.received.clear();
    for (const char *each : {"<message id='m'/>", "<presence/>", "<iq>a</iq>"})
        QVERIFY(m_listener->send(QStringLiteral("ann@im.example"), each));
    QVERIFY(m_listener->send(QStringLiteral("ann@im.example"), "<message xmlns=\"jabber:client\"/>"));
    QTRY_COMPARE(client.received, unmasked(0x81, "<message xmlns=\"jabber:client\" id='m'/>") +
                                      unmasked(0x81, "<presence xmlns=\"jabber:client\"/>") +
                                      unmasked(0x81, "<iq xmlns=\"jabber:client\">a</iq>") +
                                      unmasked(0x81, "<message xmlns=\"jabber:client\"/>"));
    client.say(aMessage);
    QTRY_COMPARE(messages(), 1);
}

void WebSocketChannelTest::hearsRequestsInPieces()
{
    start();
    Client client(m_listener->webSocketPort());
    QVERIFY(client.waitForConnected());
    for (const char byte : upgrade) {
        client.say(QByteArray(1, byte));
        client.flush();
    }
    QTRY_VERIFY(client.received.startsWith("HTTP/1.1 101 "));
}

void WebSocketChannelTest::answersWhatIsNoUpgrade_data()
{
    QTest::addColumn<QByteArray>("sent");
    QTest::addColumn<QByteArray>("status");
    QTest::newRow("page") << QByteArray("GET / HTTP/1.1\r\nHost: a\r\n\r\n") << QByteArray("404");
    QTest::newRow("no upgrade") << QByteArray("GET /xmpp-websocket HTTP/1.1\r\nHost: a\r\n\r\n")
                                << QByteArray("426");
    QTest::newRow("post") << QByteArray("POST / HTTP/1.1\r\nHost: a\r\n\r\n") << QByteArray("405");
    QTest::newRow("discovery") << QByteArray("GET /.well-known/host-meta HTTP/1.1\r\nHost: a\r\n\r\n")
                               << QByteArray("200");
    QTest::newRow("stream") << header + "\r\n\r\n" << QByteArray("400");
    QTest::newRow("frames without waiting") << upgrade + opening << QByteArray("400");
    QTest::newRow("too large") << "GET / HTTP/1.1\r\nA: " + QByteArray(9000, 'a') << QByteArray("431");
    QTest::newRow("much too large") << QByteArray(200000, 'a') << QByteArray("431");
    QTest::newRow("a little too large") << "GET / HTTP/1.1\r\nA: " + QByteArray(8180, 'a') + "\r\n\r\n"
                                        << QByteArray("431");
}

void WebSocketChannelTest::answersWhatIsNoUpgrade()
{
    QFETCH(QByteArray, sent);
    QFETCH(QByteArray, status);
    start();
    Client client(m_listener->webSocketPort());
    client.say(sent);
    QTRY_VERIFY(client.isClosed());
    QVERIFY2(client.received.startsWith("HTTP/1.1 " + status + ' '), client.received.left(100).constData());
    QCOMPARE(client.received.count("HTTP/1.1 "), 1);
}

void WebSocketChannelTest::closesSilentRequests()
{
    start();
    Client client(m_listener->webSocketPort());
    client.say("GET / HTTP/1.1\r\n");
    settle();
    m_clock.advance(31s);
    QTRY_VERIFY(client.isClosed());
    QVERIFY(client.received.startsWith("HTTP/1.1 408 "));
}

void WebSocketChannelTest::answersPings()
{
    start();
    Client client(m_listener->webSocketPort());
    connectTo(client);
    client.say(frame(0x89, "are you there") + frame(0x8A, "unasked"));
    QTRY_COMPARE(client.received, unmasked(0x8A, "are you there"));
}

void WebSocketChannelTest::endsWithItsClient()
{
    start();
    Client client(m_listener->webSocketPort());
    logIn(client);
    client.say(closing);
    QTRY_VERIFY(client.isClosed());
    QCOMPARE(client.received,
             unmasked(0x81, "<close xmlns='urn:ietf:params:xml:ns:xmpp-framing'/>") + closed(1000));
    QCOMPARE(m_observer.heard.constLast(), QStringLiteral("gone ann@im.example/desk"));
}

void WebSocketChannelTest::keepsASessionThatLostItsSocket()
{
    start();
    Client client(m_listener->webSocketPort());
    logIn(client);
    client.say(text("<enable xmlns='urn:xmpp:sm:3' resume='true'/>"));
    QTRY_VERIFY(client.received.contains(" id=\""));
    const QByteArray id = client.received.mid(client.received.indexOf(" id=\"") + 5, 32);
    client.received.clear();
    // The page was left: the browser closes the socket, and nobody the stream.
    client.say(frame(0x88, "\x03\xE9"));
    QTRY_VERIFY(client.isClosed());
    QCOMPARE(client.received, closed(1001));
    QVERIFY(m_listener->send(QStringLiteral("ann@im.example"), "<message id='m1'/>"));

    Client again(m_listener->webSocketPort());
    connectTo(again);
    again.say(opening + text(plain("ann", "right")));
    QTRY_VERIFY(again.received.contains("<success"));
    again.say(opening + text("<resume xmlns='urn:xmpp:sm:3' h='0' previd='" + id + "'/>"));
    QTRY_VERIFY(again.received.contains("<message xmlns=\"jabber:client\" id='m1'/>"));
    QVERIFY(again.received.contains("<resumed "));
}

void WebSocketChannelTest::endsWhatBreaksTheProtocol_data()
{
    QTest::addColumn<QByteArray>("sent");
    QTest::addColumn<QByteArray>("answer");
    const QByteArray error = "<stream:error xmlns:stream=\"http://etherx.jabber.org/streams\"><";
    QTest::newRow("binary") << frame(0x82, "<presence/>") << closed(1003, "a message is text");
    QTest::newRow("not masked") << unmasked(0x81, "<presence/>")
                                << closed(1002, "a client's frame is masked");
    QTest::newRow("compressed") << frame(0xC1, "x") << closed(1002, "reserved bits without an extension");
    QTest::newRow("two elements") << text("<presence/><presence/>") << error + "bad-format";
    QTest::newRow("half an element") << text("<presence>") + text("</presence>") << error + "bad-format";
    QTest::newRow("white space") << text(" ") << error + "bad-format";
    QTest::newRow("no namespace") << text("<presence/>") << error + "unsupported-stanza-type";
    QTest::newRow("invalid UTF-8") << text("<presence xmlns='jabber:client'>\xC3\x28</presence>")
                                   << error + "not-well-formed";
    QTest::newRow("cut UTF-8") << text("<presence xmlns='jabber:client'>\xC3") + text("\xA4</presence>")
                               << error + "bad-format";
    QTest::newRow("oversized") << text("<presence xmlns='jabber:client'>" + QByteArray(300000, 'a') +
                                       "</presence>")
                               << error + "policy-violation";
    QTest::newRow("oversized in fragments")
        << frame(0x01, "<presence xmlns='jabber:client'>") + frame(0x00, QByteArray(1000, 'a')).repeated(300)
        << error + "policy-violation";
    QTest::newRow("second header") << opening << error + "unsupported-stanza-type";
}

void WebSocketChannelTest::endsWhatBreaksTheProtocol()
{
    QFETCH(QByteArray, sent);
    QFETCH(QByteArray, answer);
    start();
    Client client(m_listener->webSocketPort());
    logIn(client);
    // Whoever breaks it on purpose has no session to come back to.
    client.say(text("<enable xmlns='urn:xmpp:sm:3' resume='true'/>") + sent);
    QTRY_VERIFY(client.isClosed());
    QVERIFY2(client.received.contains(answer), client.received.right(300).constData());
    QTRY_COMPARE(m_observer.heard.constLast(), QStringLiteral("gone ann@im.example/desk"));
    if (answer.startsWith('<'))
        QVERIFY(client.received.endsWith(closed(1000)));
}

void WebSocketChannelTest::endsUnfinishedMessages()
{
    start();
    Client client(m_listener->webSocketPort());
    logIn(client);
    client.say(frame(0x01, "<message xmlns='jabber:client' to='x@im.example'/>"));
    settle();
    QCOMPARE(messages(), 0);
    m_clock.advance(61s);
    QTRY_VERIFY(client.isClosed());
    QVERIFY(client.received.contains("<connection-timeout "));
}

void WebSocketChannelTest::makesManyStanzasWait()
{
    start(0, 10);
    Client client(m_listener->webSocketPort());
    logIn(client);
    client.say(aMessage.repeated(300));
    QTRY_VERIFY(messages() >= 95);
    settle();
    const qsizetype first = messages();
    QVERIFY2(first <= 101, qPrintable(QString::number(first)));
    for (int second = 0; second < 25 && messages() < 300; ++second) {
        m_clock.advance(1s);
        settle();
    }
    QTRY_COMPARE(messages(), 300);
    QVERIFY(!client.isClosed());
}

void WebSocketChannelTest::makesManyPingsWait()
{
    start(1000, 0);
    Client client(m_listener->webSocketPort());
    logIn(client);
    client.say(frame(0x89, QByteArray(100, 'p')).repeated(100000));
    QTRY_VERIFY(client.received.size() > 1000);
    settle();
    // The client's own end is full: it cannot get rid of all that it wants to say.
    QVERIFY(client.bytesToWrite() > 0);
    const qsizetype answered = client.received.size();
    settle();
    QCOMPARE(client.received.size(), answered);
}

void WebSocketChannelTest::hearsAllOfAClientThatGoes()
{
    start(0, 10);
    Client client(m_listener->webSocketPort());
    logIn(client);
    client.say(aMessage.repeated(300));
    QTRY_VERIFY(messages() >= 95);
    client.disconnectFromHost();
    QTRY_COMPARE(messages(), 300);
    QTRY_COMPARE(m_observer.heard.constLast(), QStringLiteral("gone ann@im.example/desk"));
}

void WebSocketChannelTest::endsWhoDoesNotRead()
{
    start();
    Client client(m_listener->webSocketPort());
    logIn(client);
    client.setReadBufferSize(1);
    const QByteArray large = "<message><body>" + QByteArray(60000, 'a') + "</body></message>";
    for (int i = 0; i < 1000 && m_listener->send(QStringLiteral("ann@im.example"), large); ++i)
        QCoreApplication::processEvents();
    QTRY_COMPARE(m_observer.heard.constLast(), QStringLiteral("gone ann@im.example/desk"));
}

void WebSocketChannelTest::countsWhomAProxyBrings()
{
    const ClientPolicy policy{.domain = QStringLiteral("im.example"), .encryption = Encryption::None};
    const ListenerOptions options{.address = QStringLiteral("127.0.0.1"),
                                  .port = 0,
                                  .webSocketPort = 0,
                                  .webSocket = {.proxies = {QStringLiteral("127.0.0.1")}},
                                  .connectionsPerAddress = 1};
    m_listener = std::make_unique<ClientListener>(options, policy, m_observer, m_clock);
    QVERIFY(m_listener->listen());
    Client one(m_listener->webSocketPort());
    connectTo(one, "X-Forwarded-For: 192.0.2.1\r\n");
    Client two(m_listener->webSocketPort());
    connectTo(two, "X-Forwarded-For: 192.0.2.2\r\n");
    Client third(m_listener->webSocketPort());
    third.say(upgrade.chopped(2) + "X-Forwarded-For: 192.0.2.1\r\n\r\n");
    QTRY_VERIFY(third.isClosed());
    QVERIFY2(third.received.contains("<resource-constraint "), third.received.constData());
    // Room again.
    one.disconnectFromHost();
    QTRY_VERIFY(one.isClosed());
    bool isIn = false;
    for (int i = 0; i < 100 && !isIn; ++i) {
        Client fourth(m_listener->webSocketPort());
        fourth.say(upgrade.chopped(2) + "X-Forwarded-For: 192.0.2.1\r\n\r\n");
        QTRY_VERIFY(fourth.received.contains(" 101 "));
        fourth.say(opening);
        QTRY_VERIFY(fourth.received.contains("</stream:features>") || fourth.isClosed());
        isIn = fourth.received.contains("</stream:features>");
    }
    QVERIFY(isIn && !two.isClosed());
}

QTEST_GUILESS_MAIN(WebSocketChannelTest)
#include "tst_websocketchannel.moc"
