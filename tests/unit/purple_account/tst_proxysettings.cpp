// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "ProxySettings.h"

#include "Stage.h"

using namespace spectrum;
using namespace spectrum::purple;
using spectrum::purple::testing::Stage;

namespace
{

Settings settingsOf(const QString &type, const QString &host, const QString &port)
{
    Settings settings;
    settings.setGiven(QStringLiteral("proxy.type"), {type});
    settings.setGiven(QStringLiteral("proxy.host"), {host});
    settings.setGiven(QStringLiteral("proxy.port"), {port});
    return settings;
}

} // namespace

class TestProxySettings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void setsEveryKind_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<QString>("port");
        QTest::addColumn<int>("expectedType");
        QTest::addColumn<int>("expectedPort");
        const QString none = QStringLiteral("0");
        QTest::newRow("http") << "http" << none << int(PURPLE_PROXY_HTTP) << 8080;
        QTest::newRow("socks4") << "socks4" << none << int(PURPLE_PROXY_SOCKS4) << 1080;
        QTest::newRow("socks5") << "socks5"
                                << "9050" << int(PURPLE_PROXY_SOCKS5) << 9050;
    }
    void setsEveryKind()
    {
        QFETCH(QString, type);
        QFETCH(QString, port);
        QFETCH(int, expectedType);
        QFETCH(int, expectedPort);
        Settings settings = settingsOf(type, QStringLiteral("proxy.example"), port);
        settings.setGiven(QStringLiteral("proxy.username"), {QStringLiteral("user")});
        settings.setSecret(QStringLiteral("proxy.password"), Secret("pass"));
        Stage stage;
        const ProxySettings proxy(settings);
        QVERIFY(proxy.check());
        proxy.apply(stage.account);
        const PurpleProxyInfo *info = purple_account_get_proxy_info(stage.account);
        QVERIFY(info);
        QCOMPARE(int(purple_proxy_info_get_type(info)), expectedType);
        QCOMPARE(purple_proxy_info_get_port(info), expectedPort);
        QCOMPARE(QByteArray(purple_proxy_info_get_host(info)), QByteArray("proxy.example"));
        QCOMPARE(QByteArray(purple_proxy_info_get_username(info)), QByteArray("user"));
        QCOMPARE(QByteArray(purple_proxy_info_get_password(info)), QByteArray("pass"));
    }

    void usesNoneUnlessTold()
    {
        Stage stage;
        ProxySettings({}).apply(stage.account);
        QCOMPARE(purple_proxy_info_get_type(purple_account_get_proxy_info(stage.account)), PURPLE_PROXY_NONE);
    }

    void refusesWhatDoesNotFit()
    {
        QVERIFY(!ProxySettings(settingsOf(QStringLiteral("http"), QStringLiteral("a b"), QStringLiteral("1")))
                     .check());
        Settings settings;
        settings.setGiven(QStringLiteral("proxy.username"), {QStringLiteral("user")});
        const Result<void> checked = ProxySettings(settings).check();
        QVERIFY(!checked);
        QVERIFY(checked.error().userText.startsWith(QStringLiteral("proxy.host:")));
        QVERIFY(ProxySettings({}).check());
    }
};

QTEST_GUILESS_MAIN(TestProxySettings)
#include "tst_proxysettings.moc"
