// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "ServerAddress.h"

#include <QtTest>

using namespace spectrum;
using irc::ServerAddress;

class TestServerAddress : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void parses_data();
    void parses();
    void refuses();
};

void TestServerAddress::parses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("host");
    QTest::addColumn<int>("port");
    QTest::addColumn<bool>("isEncrypted");
    QTest::newRow("host") << "irc.example"
                          << "irc.example" << 6667 << false;
    QTest::newRow("port") << "irc.example:7000"
                          << "irc.example" << 7000 << false;
    QTest::newRow("slash") << "irc.example/7000"
                           << "irc.example" << 7000 << false;
    QTest::newRow("plus") << "irc.example:+7000"
                          << "irc.example" << 7000 << true;
    QTest::newRow("6697") << "irc.example:6697"
                          << "irc.example" << 6697 << true;
    QTest::newRow("v6") << "::1"
                        << "::1" << 6667 << false;
    QTest::newRow("v6 in brackets") << "[::1]:+7000"
                                    << "::1" << 7000 << true;
    QTest::newRow("v6 in brackets alone") << "[::1]"
                                          << "::1" << 6667 << false;
}

void TestServerAddress::parses()
{
    QFETCH(QString, text);
    QFETCH(QString, host);
    QFETCH(int, port);
    QFETCH(bool, isEncrypted);
    const ServerAddress address = ServerAddress::parse(text, 6667, false).value();
    QCOMPARE(address, (ServerAddress{host, quint16(port), isEncrypted}));
    QVERIFY(ServerAddress::parse(text, 6667, true).value().isEncrypted);
}

void TestServerAddress::refuses()
{
    for (const char *text : {"", ":6667", "host:0", "host:65536", "host:x", "[::1", "ho st", "host:-1"})
        QVERIFY2(!ServerAddress::parse(QString::fromLatin1(text), 6667, false), text);
}

QTEST_APPLESS_MAIN(TestServerAddress)
#include "tst_serveraddress.moc"
