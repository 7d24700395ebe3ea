// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Casemapping.h"

#include <QtTest>

using spectrum::irc::Casemapping;

class TestCasemapping : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void folds();
    void compares();
};

void TestCasemapping::folds()
{
    const QByteArray all = "AZ[\\]^_az{|}~";
    QCOMPARE(Casemapping::named("ascii").folded(QByteArrayView(all)), "az[\\]^_az{|}~");
    QCOMPARE(Casemapping::named("rfc1459").folded(QByteArrayView(all)), "az{|}~_az{|}~");
    QCOMPARE(Casemapping::named("strict-rfc1459").folded(QByteArrayView(all)), "az{|}^_az{|}~");
    QCOMPARE(Casemapping::named("unknown").kind(), Casemapping::Kind::Ascii);
    QCOMPARE(Casemapping::named("rfc1459").folded(QStringLiteral("Ä[É")), QStringLiteral("Ä{É"));
}

void TestCasemapping::compares()
{
    QVERIFY(Casemapping::named("rfc1459").areSame("Nick[a]", "nICK{A}"));
    QVERIFY(!Casemapping::named("ascii").areSame("Nick[a]", "nICK{A}"));
    QVERIFY(!Casemapping().areSame("a", "ab"));
}

QTEST_APPLESS_MAIN(TestCasemapping)
#include "tst_casemapping.moc"
