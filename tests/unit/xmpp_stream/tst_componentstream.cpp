// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// The component's side of XEP-0114, against a server that the test plays.
#include "stream/ComponentStream.h"

#include "support/MockClock.h"

#include <QCryptographicHash>
#include <QTcpServer>
#include <QTcpSocket>
#include <QtTest>

using namespace spectrum;
using namespace spectrum::xmpp;
using namespace std::chrono_literals;

namespace
{

const QByteArray serverHeader = "<?xml version='1.0'?><stream:stream xmlns='jabber:component:accept' "
                                "xmlns:stream='http://etherx.jabber.org/streams' from='irc.example' id='s1'>";

QByteArray serverError(const char *condition)
{
    return QByteArray("<stream:error><") + condition +
           " xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error></stream:stream>";
}

QByteArray message(const QByteArray &id)
{
    return "<message from=\"a@irc.example\" to=\"ann@im.example\" id=\"" + id + "\"/>";
}

} // namespace

class ComponentStreamTest : public QObject
{
    Q_OBJECT

    void accept()
    {
        QTRY_VERIFY(m_server->hasPendingConnections());
        m_peer.reset(m_server->nextPendingConnection());
        m_received.clear();
        connect(m_peer.get(), &QTcpSocket::readyRead, this, [this] { m_received += m_peer->readAll(); });
        m_received += m_peer->readAll();
    }
    void openStream()
    {
        accept();
        QTRY_VERIFY(m_received.contains("to=\"irc.example\""));
        m_peer->write(serverHeader);
        QTRY_VERIFY(m_received.contains("</handshake>"));
        const auto before = m_opened;
        m_peer->write("<handshake/>");
        QTRY_COMPARE(m_opened, before + 1);
    }

    testing::MockClock m_clock;
    std::unique_ptr<QTcpServer> m_server;
    std::unique_ptr<ComponentStream> m_stream;
    std::unique_ptr<QTcpSocket> m_peer;
    QByteArray m_received;
    QStringList m_troubles;
    QList<Element> m_stanzas;
    int m_opened = 0;

private Q_SLOTS:
    void init();
    void cleanup();
    void shakesHands();
    void namesTheOption_data();
    void namesTheOption();
    void tiresOfSilence();
    void survivesHostileServers_data();
    void survivesHostileServers();
    void backsOffFromARepeatedOffender();
    void readsSplitCharacters();
    void keepsWhatWaits();
    void takesBackWhatWasNotSent();
    void countsWhatItDrops();
    void guardsAddresses();
    void asksASilentServer();
    void stopsPolitely();
};

void ComponentStreamTest::init()
{
    m_troubles.clear();
    m_stanzas.clear();
    m_opened = 0;
    m_server = std::make_unique<QTcpServer>();
    QVERIFY(m_server->listen(QHostAddress::LocalHost));
    ComponentOptions options{.domain = QStringLiteral("irc.example"),
                             .host = QStringLiteral("127.0.0.1"),
                             .port = m_server->serverPort(),
                             .secret = Secret("s3cret"),
                             .maximumQueue = 1024 * 1024,
                             .delay = [](int attempt) { return std::chrono::milliseconds(attempt * 10000); }};
    m_stream = std::make_unique<ComponentStream>(std::move(options), m_clock);
    connect(m_stream.get(), &ComponentStream::opened, this, [this] { ++m_opened; });
    connect(m_stream.get(), &ComponentStream::interrupted, this,
            [this](const Error &error) { m_troubles.append(error.userText); });
    connect(m_stream.get(), &ComponentStream::stanzaReceived, this,
            [this](const Element &stanza) { m_stanzas.append(stanza); });
    m_stream->start();
}

void ComponentStreamTest::cleanup()
{
    m_stream.reset();
    m_peer.reset();
    m_server.reset();
}

void ComponentStreamTest::shakesHands()
{
    openStream();
    const QByteArray hash = QCryptographicHash::hash("s1s3cret", QCryptographicHash::Sha1).toHex();
    QVERIFY(m_received.endsWith("<handshake>" + hash + "</handshake>"));
    QVERIFY(m_stream->isOpen());
    m_peer->write("<message from='ann@im.example' to='a@irc.example'/>");
    QTRY_COMPARE(m_stanzas.size(), 1);
    QVERIFY(m_stanzas.first().is(u"message", u"jabber:client"));
}

void ComponentStreamTest::namesTheOption_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QString>("option");
    QTest::newRow("secret") << serverHeader + serverError("not-authorized")
                            << QStringLiteral("service.password");
    QTest::newRow("unknown") << serverHeader + serverError("host-unknown") << QStringLiteral("service.jid");
    QTest::newRow("conflict") << serverHeader + serverError("conflict") << QStringLiteral("service.jid");
}

void ComponentStreamTest::namesTheOption()
{
    QFETCH(QByteArray, answer);
    QFETCH(QString, option);
    accept();
    m_peer->write(answer);
    QTRY_COMPARE(m_troubles.size(), 1);
    QVERIFY2(m_troubles.first().contains(option), qUtf8Printable(m_troubles.first()));
    QVERIFY(!m_troubles.first().contains(QStringLiteral("s3cret")));
    // No second try before the back-off says so.
    m_clock.advance(9s);
    QVERIFY(!m_server->waitForNewConnection(0));
    m_clock.advance(1s);
    accept();
}

void ComponentStreamTest::tiresOfSilence()
{
    accept();
    QTRY_VERIFY(!m_received.isEmpty());
    m_clock.advance(16s);
    QTRY_COMPARE(m_troubles.size(), 1);
    QVERIFY2(m_troubles.first().contains(QStringLiteral("service.port")), qUtf8Printable(m_troubles.first()));
}

void ComponentStreamTest::survivesHostileServers_data()
{
    QTest::addColumn<QByteArray>("sent");
    QTest::addColumn<QByteArray>("condition");
    const auto text = [](const char *bytes) {
        return QByteArray("<message><body>") + bytes + "</body></message>";
    };
    QTest::newRow("comment") << QByteArray("<!-- x -->") << QByteArray("restricted-xml");
    QTest::newRow("instruction") << QByteArray("<?php x?>") << QByteArray("restricted-xml");
    QTest::newRow("entity") << text("&nbsp;") << QByteArray("not-well-formed");
    QTest::newRow("zero") << QByteArray("<message>\0</message>", 20) << QByteArray("not-well-formed");
    QTest::newRow("control character") << text("&#1;") << QByteArray("not-well-formed");
    QTest::newRow("overlong UTF-8") << text("\xC0\x80") << QByteArray("not-well-formed");
    QTest::newRow("surrogate") << text("\xED\xA0\x80") << QByteArray("not-well-formed");
    QTest::newRow("twice the attribute")
        << QByteArray("<message from='a' from='b'/>") << QByteArray("not-well-formed");
    QTest::newRow("second stream") << serverHeader.mid(21) << QByteArray("invalid-xml");
    QTest::newRow("deep") << QByteArray("<a>").repeated(10000) << QByteArray("policy-violation");
    QTest::newRow("huge") << "<message><body>" + QByteArray(4 * 1024 * 1024, 'a')
                          << QByteArray("policy-violation");
    QTest::newRow("huge attribute") << "<message a='" + QByteArray(512 * 1024, 'a')
                                    << QByteArray("policy-violation");
}

void ComponentStreamTest::survivesHostileServers()
{
    QFETCH(QByteArray, sent);
    QFETCH(QByteArray, condition);
    openStream();
    m_peer->write(sent);
    QTRY_COMPARE(m_troubles.size(), 1);
    QTRY_VERIFY2(m_received.contains("<stream:error><" + condition + ' '), m_received.right(300).constData());
    QVERIFY(m_stanzas.isEmpty());
    m_clock.advance(1s);
    openStream();
}

void ComponentStreamTest::backsOffFromARepeatedOffender()
{
    openStream();
    m_peer->write("<!-- -->");
    QTRY_COMPARE(m_troubles.size(), 1);
    m_clock.advance(200ms);
    openStream();
    m_peer->write("<!-- -->");
    QTRY_COMPARE(m_troubles.size(), 2);
    m_clock.advance(19s);
    QVERIFY(!m_server->waitForNewConnection(0));
    m_clock.advance(1s);
    openStream();
    // A stream that stood for a while makes up for it.
    m_clock.advance(10s);
    m_peer->write("<!-- -->");
    QTRY_COMPARE(m_troubles.size(), 3);
    m_clock.advance(200ms);
    openStream();
}

void ComponentStreamTest::readsSplitCharacters()
{
    openStream();
    const QByteArray text = "\xE2\x82\xAC\xF0\x9F\x98\x80";
    for (const char byte : "<message><body>" + text + "</body></message>") {
        m_peer->write(&byte, 1);
        m_peer->flush();
        QCoreApplication::processEvents();
    }
    QTRY_COMPARE(m_stanzas.size(), 1);
    QCOMPARE(m_stanzas.first().childText(u"body").toUtf8(), text);
}

void ComponentStreamTest::keepsWhatWaits()
{
    QVERIFY(m_stream->send(message("before")));
    openStream();
    QTRY_VERIFY(m_received.endsWith(message("before")));
    m_peer->abort();
    QTRY_COMPARE(m_troubles.size(), 1);
    QVERIFY(m_stream->send(message("between")));
    m_clock.advance(200ms);
    openStream();
    QTRY_VERIFY(m_received.endsWith(message("between")));
    QVERIFY(!m_received.contains("before"));
}

void ComponentStreamTest::takesBackWhatWasNotSent()
{
    openStream();
    // In one turn of the loop: gathered, and then the stream breaks before anything left.
    connect(m_stream.get(), &ComponentStream::stanzaReceived, this,
            [this] { QVERIFY(m_stream->send(message("gathered"))); });
    m_peer->write("<message/><!-- -->");
    QTRY_COMPARE(m_troubles.size(), 1);
    m_clock.advance(200ms);
    openStream();
    QTRY_VERIFY(m_received.endsWith(message("gathered")));
}

void ComponentStreamTest::countsWhatItDrops()
{
    const QByteArray big =
        "<message from=\"irc.example\" to=\"b\">" + QByteArray(700 * 1024, 'a') + "</message>";
    QVERIFY(m_stream->send(big));
    QTest::ignoreMessage(QtWarningMsg,
                         QRegularExpression(QStringLiteral("queue for the XMPP server is full")));
    QVERIFY(!m_stream->send(big));
    QVERIFY(!m_stream->send(big));
}

void ComponentStreamTest::guardsAddresses()
{
    for (const char *stanza :
         {"<message from=\"a@other.example\" to=\"b\"/>", "<message to=\"b\"/>",
          "<message from=\"a@irc.example\"/>", "<message from=\"a@evilirc.example\" to=\"b\"/>",
          "<message from=\"x/irc.example\" to=\"b\"/>", "text"}) {
        QTest::ignoreMessage(QtCriticalMsg, "a stanza with a foreign or missing address was not sent");
        QVERIFY2(!m_stream->send(stanza), stanza);
    }
    QVERIFY(m_stream->send("<message from=\"irc.example/r\" to=\"b\"/>"));
}

void ComponentStreamTest::asksASilentServer()
{
    openStream();
    m_clock.advance(46s);
    QTRY_VERIFY(m_received.contains("urn:xmpp:ping"));
    QVERIFY(m_troubles.isEmpty());
    m_clock.advance(46s);
    QCOMPARE(m_troubles.size(), 1);
}

void ComponentStreamTest::stopsPolitely()
{
    openStream();
    QSignalSpy stopped(m_stream.get(), &ComponentStream::stopped);
    QVERIFY(m_stream->send(message("last")));
    m_stream->stop();
    QTRY_VERIFY(m_received.endsWith(message("last") + "</stream:stream>"));
    QTRY_COMPARE(stopped.count(), 1);
    m_clock.advance(60s);
    QCOMPARE(stopped.count(), 1);
    QVERIFY(!m_server->hasPendingConnections());
}

QTEST_GUILESS_MAIN(ComponentStreamTest)
#include "tst_componentstream.moc"
