// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "NameRules.h"

#include <QtTest>

using namespace spectrum;
using irc::NameRules;

class TestNameRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsNicknames();
    void knowsChannels();
    void spellsOnce();
};

void TestNameRules::knowsNicknames()
{
    for (const char *name : {"a", "[x]^_", "nick-1", "ünï", "1a"})
        QVERIFY2(NameRules::isNickname(QString::fromUtf8(name)), name);
    for (const char *name :
         {"", " ", "a b", "a,b", ":a", "#a", "$*", "a!b", "a@b", "*", "a?", "@a", "a\nb", "a\x07"})
        QVERIFY2(!NameRules::isNickname(QString::fromUtf8(name)), name);
    QVERIFY(!NameRules::isNickname(QString(201, u'a')));
}

void TestNameRules::knowsChannels()
{
    for (const char *name : {"#a", "&local", "##x", "#ünï", "#a:b"})
        QVERIFY2(NameRules::isChannel(QString::fromUtf8(name)), name);
    for (const char *name : {"", "#", "0", "a", "#a b", "#a,b", "#a\x07", "#a\r\nQUIT"})
        QVERIFY2(!NameRules::isChannel(QString::fromUtf8(name)), name);
}

void TestNameRules::spellsOnce()
{
    const NameRules rules;
    QCOMPARE(rules.contactId(QStringLiteral(" Nick ")).value().toString(), QStringLiteral("nick"));
    QCOMPARE(rules.roomId(QStringLiteral("#Room[1]")).value().toString(), QStringLiteral("#room[1]"));
    QCOMPARE(NameRules(irc::Casemapping::named("rfc1459")).roomId(QStringLiteral("#A[")).value().toString(),
             QStringLiteral("#a{"));
    QCOMPARE(rules.nickname(QStringLiteral("Nick")).value(), QStringLiteral("Nick"));
    QCOMPARE(rules.contactId(QStringLiteral("#a")).error().kind, ErrorKind::InvalidInput);
}

QTEST_APPLESS_MAIN(TestNameRules)
#include "tst_namerules.moc"
