// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Wording.h"

#include <QtTest>

using namespace spectrum;
using namespace spectrum::purple;

class TestWording : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleansText()
    {
        QCOMPARE(cleanText(nullptr), QString());
        QCOMPARE(cleanText(" a\r\nb\x01\x7f\tc "), QStringLiteral("a\nb\tc"));
        QVERIFY(cleanText("bad \xc3\x28 text \xff").startsWith(QStringLiteral("bad ")));
        QCOMPARE(cleanText(QByteArray(100000, 'a').constData(), 10), QStringLiteral("aaaaaaaaaa\u2026"));
        const QString pair = QString::fromUtf8("aaaaaaaaa\U0001F600bbb");
        QCOMPARE(cleanText(pair.toUtf8().constData(), 10), QStringLiteral("aaaaaaaaa\u2026"));
    }

    void stripsMarkupOnlyWhereThereIsSome()
    {
        QCOMPARE(plainText("x < y & z > 1"), QStringLiteral("x < y & z > 1"));
        QCOMPARE(plainText("<b>x</b> &lt; y<br>z"), QStringLiteral("x < y\nz"));
        QVERIFY(plainText("<a href=\"https://example.org/?a=1&amp;b=2\">here</a>")
                    .contains(QStringLiteral("https://example.org/?a=1&b=2")));
        QCOMPARE(plainText("<script"), QStringLiteral("<script"));
    }

    void makesLabels()
    {
        QCOMPARE(labelText("_OK"), QStringLiteral("OK"));
        QCOMPARE(labelText("Save _as:"), QStringLiteral("Save as"));
        QCOMPARE(labelText("snake_case"), QStringLiteral("snake_case"));
        QCOMPARE(labelText(" two\nlines: "), QStringLiteral("two lines"));
    }

    void findsTheOneAddress()
    {
        QCOMPARE(onlyAddress(QStringLiteral("see (https://a.example/b?c=d&e), now.")),
                 QUrl(QStringLiteral("https://a.example/b?c=d&e")));
        QCOMPARE(onlyAddress(QStringLiteral("https://a.example/x_(y)")),
                 QUrl(QStringLiteral("https://a.example/x_(y)")));
        QCOMPARE(onlyAddress(QStringLiteral("https://a.example https://a.example")),
                 QUrl(QStringLiteral("https://a.example")));
        QCOMPARE(onlyAddress(QStringLiteral("https://a.example https://b.example")), QUrl());
        QCOMPARE(onlyAddress(QStringLiteral("javascript:alert(1) ftp://x.example")), QUrl());
    }
};

QTEST_GUILESS_MAIN(TestWording)
#include "tst_wording.moc"
