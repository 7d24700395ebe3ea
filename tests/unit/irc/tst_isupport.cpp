// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "ISupport.h"

#include <QtTest>

using spectrum::irc::ISupport;
using spectrum::irc::Line;

class TestISupport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hasDefaults();
    void readsTokens();
    void ignoresNonsense();
};

void TestISupport::hasDefaults()
{
    const ISupport server;
    QVERIFY(server.isChannel("#a") && server.isChannel("&a") && !server.isChannel("a") &&
            !server.isChannel(""));
    QCOMPARE(server.rankOfPrefix('@'), 0);
    QCOMPARE(server.rankOfMode('v'), 1);
    QCOMPARE(server.modeKind('k'), ISupport::ModeKind::Always);
    QCOMPARE(server.modeKind('l'), ISupport::ModeKind::WhenSet);
    QCOMPARE(server.modeKind('b'), ISupport::ModeKind::List);
    QCOMPARE(server.modeKind('t'), ISupport::ModeKind::Never);
    QCOMPARE(server.modeKind('o'), ISupport::ModeKind::Member);
}

void TestISupport::readsTokens()
{
    ISupport server;
    server.apply(
        Line::parse(":s 005 me CASEMAPPING=ascii PREFIX=(qaohv)~&@%+ CHANTYPES=# CHANMODES=beI,kf,lj,imn "
                    "MONITOR=50 WATCH NICKLEN=31 TOPICLEN=300 :are supported")
            .value());
    QCOMPARE(server.casemapping().kind(), spectrum::irc::Casemapping::Kind::Ascii);
    QCOMPARE(server.rankOfPrefix('~'), 0);
    QCOMPARE(server.rankOfPrefix('+'), 4);
    QCOMPARE(server.modeOfRank(2), 'o');
    QVERIFY(!server.isChannel("&a"));
    QCOMPARE(server.modeKind('f'), ISupport::ModeKind::Always);
    QCOMPARE(server.modeKind('j'), ISupport::ModeKind::WhenSet);
    QCOMPARE(server.monitorLimit(), 50);
    QCOMPARE(server.watchLimit(), -1);
    QCOMPARE(server.nicknameLength(), 31);
}

void TestISupport::ignoresNonsense()
{
    ISupport server;
    server.apply(Line::parse(":s 005 me PREFIX=(ov PREFIX=ov)@+ PREFIX=(ov)@ PREFIX=) CHANTYPES=######### "
                             "NICKLEN=-5 TOPICLEN=99999999999 =x = CHANMODES=,,,,,, :are supported")
                     .value());
    QCOMPARE(server.rankOfPrefix('@'), 0);
    QVERIFY(server.isChannel("#a"));
    QCOMPARE(server.nicknameLength(), 0);
    QCOMPARE(server.topicLength(), 0);
    QCOMPARE(server.rankOfPrefix('\0'), -1);
    server.apply(Line::parse(":s 005 me PREFIX=(abcdefghijkl)abcdefghijkl :many").value());
    QCOMPARE(server.rankOfPrefix('h'), 7);
    QCOMPARE(server.rankOfPrefix('i'), -1);
    server.apply(Line::parse(":s 005 me PREFIX= :none").value());
    QCOMPARE(server.rankOfPrefix('@'), -1);
}

QTEST_APPLESS_MAIN(TestISupport)
#include "tst_isupport.moc"
