// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "stream/ClientPort.h"

#include "support/MockClock.h"

#include <QTcpSocket>
#include <QtTest>

#include <sys/socket.h>
#include <unistd.h>

using namespace spectrum;
using namespace spectrum::xmpp;
using namespace std::chrono_literals;

class ClientPortTest : public QObject
{
    Q_OBJECT

    // What a domain was given: all bytes that came.
    struct Domain {
        QByteArrayList given;
        std::unique_ptr<ClientPort::Share> share;

        void take(qintptr descriptor)
        {
            char bytes[8192];
            const ssize_t size = ::recv(int(descriptor), bytes, sizeof bytes, MSG_DONTWAIT);
            given.append(QByteArray(bytes, std::max<ssize_t>(size, 0)));
            ::close(int(descriptor));
        }
    };

    void open(Domain &domain, const QString &name)
    {
        auto share = ClientPort::Share::open({QHostAddress::LocalHost, m_port, DomainSign::Header}, name,
                                             m_clock, [&domain](qintptr fd) { domain.take(fd); });
        QVERIFY(share);
        domain.share = std::move(share).value();
    }

    spectrum::testing::MockClock m_clock;
    quint16 m_port = 0;
    Domain m_first;
    Domain m_second;

private Q_SLOTS:
    void init();
    void goesToTheDomain_data();
    void goesToTheDomain();
    void waitsForSlowHeaders();
    void waitsNotForEver();
    void takesWhoCloses();
    void needsNoSignForOne();
    void sharesWithItsKindOnly();
    void boundsWhoSaysNothing();
};

namespace
{

QByteArray headerFor(const QByteArray &domain)
{
    return "<?xml version='1.0'?><stream:stream xmlns='jabber:client' "
           "xmlns:stream='http://etherx.jabber.org/streams' to='" +
           domain + "' version='1.0'>";
}

} // namespace

void ClientPortTest::init()
{
    m_first = {};
    m_second = {};
    QTcpServer free;
    QVERIFY(free.listen(QHostAddress::LocalHost));
    m_port = free.serverPort();
    free.close();
    open(m_first, QStringLiteral("irc.example"));
    open(m_second, QStringLiteral("m\u00fcnchen.example"));
}

void ClientPortTest::goesToTheDomain_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<bool>("isSecond");
    QTest::newRow("first") << headerFor("irc.example") << false;
    QTest::newRow("second") << headerFor("M\xc3\xbcnchen.example") << true;
    QTest::newRow("pipelined") << headerFor("m\xc3\xbcnchen.example") + "<starttls/>" << true;
    QTest::newRow("unknown") << headerFor("elsewhere.example") << false;
    QTest::newRow("no domain") << headerFor("") << false;
    QTest::newRow("no stream") << QByteArray("GET / HTTP/1.1\r\n\r\n") << false;
    QTest::newRow("too long") << "<stream:stream a='" + QByteArray(5000, 'a') << false;
}

void ClientPortTest::goesToTheDomain()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const bool, isSecond);
    QTcpSocket client;
    client.connectToHost(QHostAddress::LocalHost, m_port);
    client.write(bytes);
    Domain &wanted = isSecond ? m_second : m_first;
    QTRY_COMPARE(wanted.given.size(), 1);
    // Nothing was taken from it.
    QVERIFY(bytes.startsWith(wanted.given.front()));
    QVERIFY(wanted.given.front().size() >= qMin<qsizetype>(bytes.size(), 4096));
    QVERIFY((isSecond ? m_first : m_second).given.isEmpty());
}

void ClientPortTest::waitsForSlowHeaders()
{
    QTcpSocket client;
    client.connectToHost(QHostAddress::LocalHost, m_port);
    QVERIFY(client.waitForConnected());
    client.setSocketOption(QAbstractSocket::LowDelayOption, 1);
    const QByteArray header = headerFor("m\xc3\xbcnchen.example");
    for (const char byte : header) {
        QVERIFY(m_second.given.isEmpty());
        client.write(&byte, 1);
        client.flush();
        QCoreApplication::processEvents();
    }
    QTRY_COMPARE(m_second.given, QByteArrayList{header});
}

void ClientPortTest::waitsNotForEver()
{
    QTcpSocket client;
    client.connectToHost(QHostAddress::LocalHost, m_port);
    client.write("<stream:str");
    QVERIFY(client.waitForBytesWritten());
    QTRY_COMPARE(m_clock.waiting(), 1);
    m_clock.advance(6s);
    QTRY_COMPARE(m_first.given.size(), 1);
}

void ClientPortTest::takesWhoCloses()
{
    {
        QTcpSocket client;
        client.connectToHost(QHostAddress::LocalHost, m_port);
        client.write("<stream:str");
        QVERIFY(client.waitForBytesWritten());
    }
    QTRY_COMPARE(m_first.given.size(), 1);
    QCOMPARE(m_clock.waiting(), 0);
}

// It is not waited for what it says, and when the first ends the second has all.
void ClientPortTest::needsNoSignForOne()
{
    m_first.share.reset();
    QTcpSocket client;
    client.connectToHost(QHostAddress::LocalHost, m_port);
    QTRY_COMPARE(m_second.given.size(), 1);
}

void ClientPortTest::sharesWithItsKindOnly()
{
    for (const std::optional<DomainSign> sign :
         {std::optional<DomainSign>(), std::optional(DomainSign::ServerName)}) {
        const auto share = ClientPort::Share::open({QHostAddress::LocalHost, m_port, sign},
                                                   QStringLiteral("other.example"), m_clock, [](qintptr) {});
        QVERIFY(!share);
        QVERIFY(!share.error().userText.isEmpty());
    }
}

void ClientPortTest::boundsWhoSaysNothing()
{
    std::vector<std::unique_ptr<QTcpSocket>> silent;
    for (int count = 0; count < 1030; ++count) {
        silent.push_back(std::make_unique<QTcpSocket>());
        silent.back()->connectToHost(QHostAddress::LocalHost, m_port);
        QVERIFY(silent.back()->waitForConnected());
        QCoreApplication::processEvents();
    }
    QTRY_COMPARE(m_first.given.size(), 6);
    QTcpSocket client;
    client.connectToHost(QHostAddress::LocalHost, m_port);
    client.write(headerFor("m\xc3\xbcnchen.example"));
    QTRY_COMPARE(m_second.given.size(), 1);
}

QTEST_GUILESS_MAIN(ClientPortTest)
#include "tst_clientport.moc"
