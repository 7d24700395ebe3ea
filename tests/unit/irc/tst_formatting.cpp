// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Formatting.h"

#include <QtTest>

using namespace spectrum::irc;

class TestFormatting : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void strips_data();
    void strips();
};

void TestFormatting::strips_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("plain");
    QTest::newRow("nothing") << QByteArray("plain, 12") << QByteArray("plain, 12");
    QTest::newRow("bold") << QByteArray("\x02"
                                        "a\x02\x1D"
                                        "b\x1F"
                                        "c\x0F")
                          << QByteArray("abc");
    QTest::newRow("colour") << QByteArray("\x03"
                                          "4a\x03"
                                          "04,12b\x03"
                                          "c")
                            << QByteArray("abc");
    QTest::newRow("colour before digits") << QByteArray("\x03"
                                                        "04123")
                                          << QByteArray("123");
    QTest::newRow("comma that is text") << QByteArray("\x03"
                                                      "4,x")
                                        << QByteArray(",x");
    QTest::newRow("comma at the end") << QByteArray("\x03"
                                                    "4,")
                                      << QByteArray(",");
    QTest::newRow("hexadecimal colour") << QByteArray("\x04"
                                                      "FF00aax")
                                        << QByteArray("x");
    QTest::newRow("controls") << QByteArray("a\x1B[0m\x07\x7F\tb") << QByteArray("a[0m b");
    QTest::newRow("code at the end") << QByteArray("a\x03") << QByteArray("a");
}

void TestFormatting::strips()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, plain);
    QCOMPARE(withoutFormatting(text), plain);
    QCOMPARE(hasFormatting(text), text != plain);
}

QTEST_APPLESS_MAIN(TestFormatting)
#include "tst_formatting.moc"
