// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "stream/WireLog.h"

#include <QtTest>

using namespace spectrum;
using namespace spectrum::xmpp;

class WireLogTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isOffByDefault() { QVERIFY(!isWireLogged()); }
    void masks_data()
    {
        QTest::addColumn<QByteArray>("xml");
        QTest::addColumn<QByteArray>("masked");
        QTest::newRow("handshake") << QByteArray("<handshake>abc</handshake>")
                                   << QByteArray("<handshake>***</handshake>");
        QTest::newRow("login") << QByteArray("<auth mechanism='PLAIN'>abc</auth>")
                               << QByteArray("<auth mechanism='PLAIN'>***</auth>");
        QTest::newRow("room") << QByteArray("<x><password>abc</password></x>")
                              << QByteArray("<x><password>***</password></x>");
        QTest::newRow("registration")
            << QByteArray("<query xmlns='jabber:iq:register'><x:field><value>abc</value></x:field></query>")
            << QByteArray("<query xmlns='jabber:iq:register'><x:field><value>***</value></x:field></query>");
        QTest::newRow("message") << QByteArray("<message><body>hi</body></message>")
                                 << QByteArray("<message><body>hi</body></message>");
        QTest::newRow("cut") << QByteArray("<password>abc") << QByteArray("<password>***");
    }
    void masks()
    {
        QFETCH(QByteArray, xml);
        QTEST(maskSecrets(xml), "masked");
    }
};

QTEST_GUILESS_MAIN(WireLogTest)
#include "tst_wirelog.moc"
