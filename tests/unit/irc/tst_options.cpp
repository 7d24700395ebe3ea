// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include <support/irc/IrcFixture.h>

#include "Options.h"

#include <QtTest>

using namespace spectrum;
using irc::Options;
using irc::PasswordMethod;

class TestOptions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsServers();
    void readsOlderKeys();
    void namesTheKeyToChange();
};

void TestOptions::readsServers()
{
    Settings settings = spectrum::testing::ircSettings(6667);
    settings.setGiven(QStringLiteral("irc.server"), {QStringLiteral("a"), QStringLiteral("b:7000")});
    settings.setGiven(QStringLiteral("irc.tls"), {QStringLiteral("true")});
    const Options options = Options::read(settings).value();
    QCOMPARE(options.servers.size(), 2);
    QCOMPARE(options.servers[0], (irc::ServerAddress{QStringLiteral("a"), 6697, true}));
    QCOMPARE(options.servers[1], (irc::ServerAddress{QStringLiteral("b"), 7000, true}));
    QCOMPARE(options.passwordMethod, PasswordMethod::Automatic);
    QCOMPARE(options.tls->peerVerifyMode(), QSslSocket::VerifyPeer);
}

void TestOptions::readsOlderKeys()
{
    Settings settings;
    settings.setGiven(QStringLiteral("service.irc_server"), {QStringLiteral("irc.example:+6697")});
    settings.setGiven(QStringLiteral("service.irc_identify"),
                      {QStringLiteral("Q@services auth $name $password")});
    const Options options = Options::read(settings).value();
    QCOMPARE(options.servers.size(), 1);
    QVERIFY(options.servers[0].isEncrypted);
    QCOMPARE(options.passwordMethod, PasswordMethod::NickServ);
    QCOMPARE(options.identifyTarget, "Q@services");
    QCOMPARE(options.identifyText, "auth $name $password");
    settings.setGiven(QStringLiteral("service.irc_send_pass"), {QStringLiteral("1")});
    QCOMPARE(Options::read(settings).value().passwordMethod, PasswordMethod::Pass);
}

void TestOptions::namesTheKeyToChange()
{
    const auto textWith = [](const QString &key, const QString &value) {
        Settings settings = spectrum::testing::ircSettings(6667);
        settings.setGiven(key, value.isEmpty() ? QStringList() : QStringList{value});
        // The authorities are read for encrypted servers only.
        settings.setGiven(QStringLiteral("irc.tls"), {QStringLiteral("1")});
        const auto result = Options::read(settings);
        return result.isOk() ? QString() : result.error().userText;
    };
    QVERIFY(textWith(QStringLiteral("irc.server"), {}).contains(QStringLiteral("irc.server")));
    QVERIFY(
        textWith(QStringLiteral("irc.server"), QStringLiteral("a:b")).contains(QStringLiteral("irc.server")));
    QVERIFY(textWith(QStringLiteral("irc.encoding"), QStringLiteral("x"))
                .contains(QStringLiteral("irc.encoding")));
    QVERIFY(
        textWith(QStringLiteral("irc.ca"), QStringLiteral("/nowhere")).contains(QStringLiteral("irc.ca")));
}

QTEST_GUILESS_MAIN(TestOptions)
#include "tst_options.moc"
