// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Ctcp.h"

#include <QTimeZone>
#include <QtTest>

using spectrum::irc::Ctcp;

class TestCtcp : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void parses();
    void answers();
};

void TestCtcp::parses()
{
    QVERIFY(!Ctcp::parse("hello"));
    QVERIFY(!Ctcp::parse(""));
    QVERIFY(!Ctcp::parse("\x01"));
    const Ctcp action = Ctcp::parse("\x01"
                                    "ACTION waves  hard\x01")
                            .value();
    QVERIFY(action.isCommand("action"));
    QCOMPARE(action.text, QByteArrayView("waves  hard"));
    QCOMPARE(Ctcp::parse("\x01"
                         "ACTION no end")
                 .value()
                 .text,
             QByteArrayView("no end"));
    QCOMPARE(Ctcp::parse("\x01\x01").value().command, QByteArrayView(""));
}

void TestCtcp::answers()
{
    const QDateTime now(QDate(2026, 1, 2), QTime(3, 4, 5), QTimeZone::utc());
    QCOMPARE(Ctcp::parse("\x01PING 1\x01"
                         "2\x01")
                 .value()
                 .answer(now),
             "\x01PING 12\x01");
    QCOMPARE(Ctcp::parse("\x01TIME\x01").value().answer(now), "\x01TIME 2026-01-02T03:04:05Z\x01");
    QVERIFY(Ctcp::parse("\x01VERSION\x01").value().answer(now).startsWith("\x01VERSION "));
    QVERIFY(Ctcp::parse("\x01"
                        "CLIENTINFO\x01")
                .value()
                .answer(now)
                .contains("ACTION"));
    QVERIFY(Ctcp::parse("\x01"
                        "DCC SEND x 1 2 3\x01")
                .value()
                .answer(now)
                .isEmpty());
    QVERIFY(Ctcp::parse("\x01PING " + QByteArray(500, 'x')).value().answer(now).size() < 80);
}

QTEST_APPLESS_MAIN(TestCtcp)
#include "tst_ctcp.moc"
