// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "AccessPolicy.h"
#include "Options.h"

#include <QTest>

using namespace spectrum;
using namespace spectrum::xmpp;

class tst_AccessPolicy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void letsTheListIn_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<bool>("isAllowed");
        QTest::newRow("domain") << QStringLiteral("ann@example.org") << true;
        QTest::newRow("subdomain") << QStringLiteral("ann@sub.corp.example") << true;
        QTest::newRow("domain of *.") << QStringLiteral("ann@corp.example") << false;
        QTest::newRow("address") << QStringLiteral("bob@else.example") << true;
        QTest::newRow("another there") << QStringLiteral("eve@else.example") << false;
        QTest::newRow("suffix without dot") << QStringLiteral("eve@evilcorp.example") << false;
        QTest::newRow("stranger") << QStringLiteral("eve@example.net") << false;
    }
    void letsTheListIn()
    {
        QFETCH(QString, address);
        QFETCH(bool, isAllowed);
        Settings settings;
        settings.setGiven(QStringLiteral("registration.enable_public_registration"), {QStringLiteral("0")});
        settings.setGiven(QStringLiteral("service.allowed_servers"),
                          {QStringLiteral("Example.org"), QStringLiteral("*.corp.example"),
                           QStringLiteral("bob@else.example")});
        QCOMPARE(AccessPolicy(settings).isAllowed(address), isAllowed);
    }

    void publicServiceIsOpen()
    {
        Settings settings;
        settings.setDefault(QStringLiteral("registration.enable_public_registration"), {QStringLiteral("1")});
        QVERIFY(AccessPolicy(settings).isAllowed(QStringLiteral("eve@example.net")));
    }

    void wrongSettingsNameTheKey_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("named");
        QTest::newRow("no domain") << "service.jid"
                                   << ""
                                   << "service.jid";
        QTest::newRow("a user's address") << "service.jid"
                                          << "a@b"
                                          << "service.jid";
        QTest::newRow("no server") << "service.server"
                                   << ""
                                   << "service.server";
        QTest::newRow("no certificate") << "service.server_mode"
                                        << "1"
                                        << "service.cert";
    }
    void wrongSettingsNameTheKey()
    {
        QFETCH(QString, key);
        QFETCH(QString, value);
        QFETCH(QString, named);
        Settings settings;
        settings.setGiven(QStringLiteral("service.jid"), {QStringLiteral("irc.example.org")});
        settings.setGiven(QStringLiteral("service.server"), {QStringLiteral("192.0.2.1")});
        settings.setSecret(QStringLiteral("service.password"), Secret("secret"));
        QVERIFY(Options::read(settings));
        settings.setGiven(key, {value});
        const Result<Options> options = Options::read(settings);
        QVERIFY(!options);
        QVERIFY2(options.error().userText.startsWith(named), qPrintable(options.error().userText));
    }

    void portsHaveTheirDefaults()
    {
        Settings settings;
        settings.setGiven(QStringLiteral("service.jid"), {QStringLiteral("irc.example.org")});
        settings.setGiven(QStringLiteral("service.server"), {QStringLiteral("127.0.0.1")});
        settings.setSecret(QStringLiteral("service.password"), Secret("secret"));
        QCOMPARE(Options::read(settings)->port, 5347);
        settings.setGiven(QStringLiteral("service.server_mode"), {QStringLiteral("1")});
        QCOMPARE(Options::read(settings)->port, 5222);
    }
};

QTEST_GUILESS_MAIN(tst_AccessPolicy)
#include "tst_accesspolicy.moc"
