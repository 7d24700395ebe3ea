// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "examine/PrivilegeAdvice.h"

#include <QTest>

using namespace spectrum::xmpp;

class PrivilegeAdviceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsServers();
    void knowsVersions();
    void speaksToEach();
};

void PrivilegeAdviceTest::knowsServers()
{
    QCOMPARE(serverSoftware(QStringLiteral("Prosody")), ServerSoftware::Prosody);
    QCOMPARE(serverSoftware(QStringLiteral("ejabberd")), ServerSoftware::Ejabberd);
    QCOMPARE(serverSoftware(QStringLiteral("Openfire")), ServerSoftware::Unknown);
    QCOMPARE(serverSoftware({}), ServerSoftware::Unknown);
}

void PrivilegeAdviceTest::knowsVersions()
{
    QVERIFY(!keepsPrivileges(ServerSoftware::Ejabberd, QStringLiteral("23.01-1")));
    QVERIFY(!keepsPrivileges(ServerSoftware::Ejabberd, QStringLiteral("22.10")));
    QVERIFY(keepsPrivileges(ServerSoftware::Ejabberd, QStringLiteral("23.10")));
    QVERIFY(keepsPrivileges(ServerSoftware::Ejabberd, QStringLiteral("24.12+deb")));
    QVERIFY(keepsPrivileges(ServerSoftware::Ejabberd, QStringLiteral("unknown")));
    QVERIFY(keepsPrivileges(ServerSoftware::Prosody, QStringLiteral("0.12.3")));
}

void PrivilegeAdviceTest::speaksToEach()
{
    const auto advice = [](ServerSoftware software) {
        return privilegeAdvice(software, QStringLiteral("im.test"), QStringLiteral("irc.im.test"));
    };
    const QString prosody = advice(ServerSoftware::Prosody);
    QVERIFY(prosody.contains(QLatin1String("VirtualHost \"im.test\"")));
    QVERIFY(prosody.contains(QLatin1String("[\"irc.im.test\"] = { roster = \"both\"")));
    QVERIFY(!prosody.contains(QLatin1String("mod_privilege:")));
    const QString ejabberd = advice(ServerSoftware::Ejabberd);
    QVERIFY(ejabberd.contains(QLatin1String("server: \"irc.im.test\"")) &&
            ejabberd.contains(QLatin1String("23.10")));
    QVERIFY(!ejabberd.contains(QLatin1String("VirtualHost")));
    const QString both = advice(ServerSoftware::Unknown);
    QVERIFY(both.contains(QLatin1String("VirtualHost")) && both.contains(QLatin1String("mod_privilege:")));
}

QTEST_GUILESS_MAIN(PrivilegeAdviceTest)
#include "tst_privilegeadvice.moc"
