// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Clients that speak to the listener byte by byte, as no library would let them.
#include "RawClient.h"

#include "support/MockClock.h"

#include <QtTest>

using namespace spectrum;
using namespace spectrum::xmpp;
using namespace spectrum::xmpp::testing;
using namespace std::chrono_literals;

class ClientListenerTest : public QObject
{
    Q_OBJECT

    // In the clear, as on loopback, unless a test wants TLS.
    std::unique_ptr<ClientListener> makeListener(ListenerOptions options = {},
                                                 Encryption encryption = Encryption::None,
                                                 int loginFailures = 5)
    {
        options.address = QStringLiteral("127.0.0.1");
        options.port = 0;
        ClientPolicy policy{
            .domain = QStringLiteral("im.example"), .encryption = encryption, .loginFailures = loginFailures};
        auto listener = std::make_unique<ClientListener>(options, policy, m_observer, m_clock);
        if (!listener->listen())
            return nullptr;
        return listener;
    }

    spectrum::testing::MockClock m_clock;
    Observer m_observer;

private Q_SLOTS:
    void init() { m_observer = {}; }
    void refusesHeaders_data();
    void refusesHeaders();
    void refusesASecondHeader();
    void tellsInOrder();
    void refusesBindBehindAWrongPassword();
    void refusesParallelLogins();
    void refusesAHeaderBeforeTheVerdict();
    void refusesStanzasBeforeTheLogin();
    void refusesForeignSenders();
    void needsEncryptionFirst();
    void endsGuessing();
    void makesGuessersWait();
    void replacesAnOlderLogin();
    void closesSilentConnections();
    void limitsConnectionsOfAnAddress();
    void dropsTheOldestWhenFull();
    void letsAHugeStanzaSeeItsError();
    void listensForDirectTls();
    void logsEachTroubleOnce_data();
    void logsEachTroubleOnce();
    void holdsAFloodOfLinesBack();
    void endsUnfinishedElements();
    void answersOnlyRequestsForASession();
};

void ClientListenerTest::refusesHeaders_data()
{
    QTest::addColumn<QByteArray>("sent");
    QTest::addColumn<QByteArray>("condition");
    const auto changed = [](const char *from, const char *to) {
        return QByteArray(header).replace(from, to);
    };
    QTest::newRow("stream namespace")
        << changed("etherx.jabber.org/streams", "example.org/") << QByteArray("invalid-namespace");
    QTest::newRow("server namespace")
        << changed("jabber:client", "jabber:server") << QByteArray("invalid-namespace");
    QTest::newRow("no to") << changed(" to='im.example'", "") << QByteArray("improper-addressing");
    QTest::newRow("unknown to") << changed("im.example", "other.example") << QByteArray("host-unknown");
    QTest::newRow("to a person") << changed("im.example", "a@im.example") << QByteArray("host-unknown");
    QTest::newRow("to a resource") << changed("im.example", "im.example/r") << QByteArray("host-unknown");
    QTest::newRow("version") << changed("to='im.example' version='1.0'", "to='im.example'")
                             << QByteArray("unsupported-version");
    QTest::newRow("no stream") << QByteArray("<message xmlns='jabber:client'>") << QByteArray("invalid-xml");
    QTest::newRow("no XML") << QByteArray("GET / HTTP/1.1\r\n\r\n") << QByteArray("not-well-formed");
    QTest::newRow("document type") << QByteArray("<!DOCTYPE a [<!ENTITY b 'c'>]>")
                                   << QByteArray("restricted-xml");
    QTest::newRow("never-ending") << QByteArray("<stream:stream a='") + QByteArray(20000, 'a')
                                  << QByteArray("policy-violation");
}

void ClientListenerTest::refusesHeaders()
{
    QFETCH(QByteArray, sent);
    QFETCH(QByteArray, condition);
    const auto listener = makeListener();
    QVERIFY(listener);
    Client client(listener->port());
    client.say(sent);
    QTRY_VERIFY(client.isClosed());
    QVERIFY2(client.hasError(condition), client.received.constData());
}

void ClientListenerTest::refusesASecondHeader()
{
    const auto listener = makeListener();
    Client client(listener->port());
    client.say(header + header.mid(21));
    QTRY_VERIFY(client.isClosed());
    QVERIFY2(client.hasError("invalid-xml"), client.received.constData());
}

void ClientListenerTest::tellsInOrder()
{
    const auto listener = makeListener();
    Client client(listener->port());
    client.say(header + plain("ann", "right"));
    QTRY_VERIFY(client.received.contains("<success"));
    // All in one segment, and the end with it.
    client.say(header + bindRequest + "<message to='bob@im.example'/></stream:stream>");
    QTRY_VERIFY(client.isClosed());
    QCOMPARE(m_observer.heard,
             (QStringList{QStringLiteral("auth ann@im.example"), QStringLiteral("bound ann@im.example/desk"),
                          QStringLiteral("message ann@im.example/desk"),
                          QStringLiteral("gone ann@im.example/desk")}));
}

void ClientListenerTest::refusesBindBehindAWrongPassword()
{
    const auto listener = makeListener();
    m_observer.isSlow = true;
    Client client(listener->port());
    client.say(header + plain("ann", "wrong") + bindRequest);
    QTRY_VERIFY(client.isClosed());
    QVERIFY2(client.hasError("not-authorized"), client.received.constData());
    for (const auto &answer : m_observer.pending)
        answer(); // the stream is gone; the answer knows
    QCOMPARE(m_observer.heard, QStringList{QStringLiteral("auth ann@im.example")});
}

void ClientListenerTest::refusesParallelLogins()
{
    const auto listener = makeListener();
    m_observer.isSlow = true;
    Client client(listener->port());
    client.say(header + plain("ann", "right") + plain("bob", "wrong"));
    QTRY_VERIFY(client.isClosed());
    QVERIFY2(client.hasError("not-authorized"), client.received.constData());
    QVERIFY(!client.received.contains("<success"));
}

void ClientListenerTest::refusesAHeaderBeforeTheVerdict()
{
    const auto listener = makeListener();
    m_observer.isSlow = true;
    Client client(listener->port());
    client.say(header + plain("ann", "right") + header.mid(21) + bindRequest);
    QTRY_VERIFY(client.isClosed());
    QVERIFY2(client.hasError("invalid-xml"), client.received.constData());
}

void ClientListenerTest::refusesStanzasBeforeTheLogin()
{
    const auto listener = makeListener();
    for (const QByteArray &stanza : {QByteArray("<message/>"), QByteArray("<presence/>"), bindRequest}) {
        Client client(listener->port());
        client.say(header + stanza);
        QTRY_VERIFY(client.isClosed());
        QVERIFY2(client.hasError("not-authorized"), client.received.constData());
    }
    QVERIFY(m_observer.heard.isEmpty());
}

void ClientListenerTest::refusesForeignSenders()
{
    const auto listener = makeListener();
    for (const char *from :
         {"bob@im.example", "ann@im.example/other", "ann@other.example", "im.example", "@"}) {
        Client client(listener->port());
        client.say(header + plain("ann", "right"));
        QTRY_VERIFY(client.received.contains("<success"));
        client.say(header + bindRequest + "<message from='" + from + "'/>");
        QTRY_VERIFY(client.isClosed());
        QVERIFY2(client.received.contains("<invalid-from"), client.received.constData());
    }
    QVERIFY(m_observer.heard.filter(QStringLiteral("message")).isEmpty());
}

void ClientListenerTest::needsEncryptionFirst()
{
    const auto listener = makeListener({}, Encryption::Tls);
    Client client(listener->port());
    client.say(header + plain("ann", "right"));
    QTRY_VERIFY(client.received.contains("<encryption-required"));
    QVERIFY(!client.received.contains("PLAIN"));
    // What is pipelined in the clear behind it is never read.
    client.say("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>" + plain("ann", "right") + bindRequest);
    QTRY_VERIFY(client.received.endsWith("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"));
    client.say("this is no handshake, and long enough to be seen as none");
    QTRY_VERIFY(client.isClosed());
    QVERIFY(m_observer.heard.isEmpty());
}

void ClientListenerTest::endsGuessing()
{
    const auto listener = makeListener();
    Client client(listener->port());
    client.say(header + plain("ann", "a") + plain("ann", "b") + plain("ann", "c") + plain("ann", "d") +
               plain("ann", "e") + plain("ann", "right"));
    QTRY_VERIFY(client.isClosed());
    QVERIFY2(client.hasError("policy-violation"), client.received.constData());
    QCOMPARE(client.received.count("<failure"), 5);
}

void ClientListenerTest::makesGuessersWait()
{
    const auto listener = makeListener({.loginFailures = 2});
    Client guesser(listener->port());
    guesser.say(header + plain("ann", "a") + plain("ann", "b") + plain("ann", "right"));
    QTRY_COMPARE(guesser.received.count("<failure"), 3);
    QVERIFY(guesser.received.contains("<temporary-auth-failure"));
    QCOMPARE(m_observer.heard.size(), 2);
    m_clock.advance(61s);
    Client later(listener->port());
    later.say(header + plain("ann", "right"));
    QTRY_VERIFY(later.received.contains("<success"));
}

void ClientListenerTest::replacesAnOlderLogin()
{
    const auto listener = makeListener();
    Client first(listener->port());
    Client second(listener->port());
    for (Client *client : {&first, &second}) {
        client->say(header + plain("ann", "right"));
        QTRY_VERIFY(client->received.contains("<success"));
        client->say(header + bindRequest);
        QTRY_VERIFY(client->received.contains("<jid>ann@im.example/desk</jid>"));
    }
    QTRY_VERIFY(first.isClosed());
    QVERIFY2(first.hasError("conflict"), first.received.constData());
    QVERIFY(listener->send(QStringLiteral("ann@im.example/desk"), "<message id='m'/>"));
    QTRY_VERIFY(second.received.endsWith("<message id='m'/>"));
}

void ClientListenerTest::closesSilentConnections()
{
    const auto listener = makeListener();
    Client client(listener->port());
    client.say(header);
    QTRY_VERIFY(client.received.contains("<stream:features>"));
    m_clock.advance(31s);
    QTRY_VERIFY(client.isClosed());
    QVERIFY2(client.hasError("connection-timeout"), client.received.constData());
}

void ClientListenerTest::limitsConnectionsOfAnAddress()
{
    const auto listener = makeListener({.connectionsPerAddress = 1});
    Client first(listener->port());
    first.say(header);
    QTRY_VERIFY(first.received.contains("<stream:features>"));
    QTest::ignoreMessage(QtWarningMsg,
                         QRegularExpression(QStringLiteral("^connection refused for 127.0.0.1")));
    for (int i = 0; i < 3; ++i) { // one line for all of them
        Client other(listener->port());
        QTRY_VERIFY(other.isClosed());
    }
    QVERIFY(!first.isClosed());
}

void ClientListenerTest::dropsTheOldestWhenFull()
{
    const auto listener = makeListener({.connections = 1});
    Client first(listener->port());
    first.say(header);
    QTRY_VERIFY(first.received.contains("<stream:features>"));
    Client second(listener->port());
    second.say(header);
    QTRY_VERIFY(first.isClosed());
    QVERIFY2(first.hasError("resource-constraint"), first.received.constData());
    QTRY_VERIFY(second.received.contains("<stream:features>"));
}

void ClientListenerTest::letsAHugeStanzaSeeItsError()
{
    const auto listener = makeListener();
    Client client(listener->port());
    client.say(header + plain("ann", "right"));
    QTRY_VERIFY(client.received.contains("<success"));
    client.say(header + bindRequest + "<message><body>" + QByteArray(8 * 1024 * 1024, 'a'));
    QTRY_VERIFY(client.received.endsWith("</stream:stream>"));
    QVERIFY2(client.received.contains("<policy-violation"), client.received.constData());
    client.disconnectFromHost();
    QTRY_VERIFY(client.isClosed());
}

void ClientListenerTest::listensForDirectTls()
{
    QCOMPARE(makeListener()->directTlsPort(), quint16(0));
    const auto listener = makeListener({.directTlsPort = quint16(0)}, Encryption::Tls);
    QVERIFY(listener && listener->directTlsPort() != 0);
    Client client(listener->directTlsPort());
    client.say(header);
    QTRY_VERIFY(client.isClosed());

    // A port that is taken stops the start only if somebody asked for it.
    ListenerOptions taken{.directTlsPort = listener->directTlsPort()};
    QVERIFY(!makeListener(taken, Encryption::Tls));
    taken.isDirectTlsRequired = false;
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("direct_tls_port.*STARTTLS only")));
    QVERIFY(makeListener(taken, Encryption::Tls));
}

void ClientListenerTest::logsEachTroubleOnce_data()
{
    QTest::addColumn<QByteArray>("sent");
    QTest::addColumn<QString>("line");
    QTest::newRow("stream") << header + "<!-- x -->"
                            << "^stream error from 127\\.0\\.0\\.1: restricted-xml$";
    QTest::newRow("login") << header + "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='X'/>"
                           << "^login refused from 127\\.0\\.0\\.1: invalid-mechanism$";
    QTest::newRow("name") << header + plain("a\nfake", "secret")
                          << "^login refused from 127\\.0\\.0\\.1: not-authorized$";
    QTest::newRow("password") << header + plain("ann", "secret")
                              << "^authentication failed for ann@im\\.example from 127\\.0\\.0\\.1$";
}

void ClientListenerTest::logsEachTroubleOnce()
{
    QFETCH(QByteArray, sent);
    QFETCH(QString, line);
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".")));
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(line));
    const auto listener = makeListener();
    Client client(listener->port());
    client.say(sent + "</stream:stream>");
    QTRY_VERIFY(client.isClosed());
}

void ClientListenerTest::holdsAFloodOfLinesBack()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".")));
    const auto listener = makeListener({}, Encryption::None, 10000);
    const QByteArray wrong = "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='X'/>";
    for (int i = 0; i < 500; ++i)
        QTest::ignoreMessage(QtWarningMsg, "login refused from 127.0.0.1: invalid-mechanism");
    Client client(listener->port());
    client.say(header);
    for (int i = 0; i < 700; ++i)
        client.say(wrong);
    QTRY_COMPARE(client.received.count("<failure"), 700);
    m_clock.advance(10s);
    QTest::ignoreMessage(QtWarningMsg,
                         "login refused from 127.0.0.1: invalid-mechanism (and 200 more before)");
    client.say(wrong);
    QTRY_COMPARE(client.received.count("<failure"), 701);
}

void ClientListenerTest::endsUnfinishedElements()
{
    const auto listener = makeListener();
    Client client(listener->port());
    client.say(header + plain("ann", "right"));
    QTRY_VERIFY(client.received.contains("<success"));
    client.say(header + bindRequest + " \n ");
    QTRY_VERIFY(client.received.contains("<jid>"));
    m_clock.advance(1h); // white space keeps a connection alive and is no element
    client.say("<message>");
    client.say(" ");
    client.say("<message");
    // However steadily it trickles in.
    QTRY_VERIFY([&] {
        client.say("a");
        m_clock.advance(1s);
        return client.isClosed();
    }());
    QVERIFY2(client.received.contains("<connection-timeout"), client.received.constData());
}

void ClientListenerTest::answersOnlyRequestsForASession()
{
    const auto listener = makeListener();
    Client client(listener->port());
    client.say(header + plain("ann", "right"));
    QTRY_VERIFY(client.received.contains("<success"));
    const QByteArray session = "<session xmlns='urn:ietf:params:xml:ns:xmpp-session'/>";
    client.say(header + bindRequest + "<iq type='result' id='r'>" + session +
               "</iq><iq type='set' id='two'>" + session + session + "</iq><iq type='set' id='s'>" + session +
               "</iq>");
    QTRY_VERIFY(client.received.contains("id=\"s\""));
    QVERIFY(!client.received.contains("id=\"r\"") && !client.received.contains("id=\"two\""));
}

QTEST_GUILESS_MAIN(ClientListenerTest)
#include "tst_clientlistener.moc"
