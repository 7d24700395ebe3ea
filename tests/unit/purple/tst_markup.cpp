// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Markup.h"

#include <QtTest>

using namespace spectrum::purple;

class MarkupTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsMarkup_data();
    void readsMarkup();
    void comesBackTheSame_data();
    void comesBackTheSame();
    void takesOutWhatNoProtocolCarries();
};

void MarkupTest::readsMarkup_data()
{
    QTest::addColumn<QByteArray>("markup");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("html");
    QTest::newRow("plain") << QByteArray("hello") << "hello"
                           << "";
    QTest::newRow("entities") << QByteArray("1 &lt; 2 &amp; 3") << "1 < 2 & 3"
                              << "";
    QTest::newRow("lines") << QByteArray("one<br>two\nthree") << "one\ntwo\nthree"
                           << "";
    QTest::newRow("bold") << QByteArray("a <b>b</b>") << "a b"
                          << "a <b>b</b>";
    QTest::newRow("not UTF-8") << QByteArray("a\xff<b>b</b>") << QStringLiteral("a\uFFFDb")
                               << QStringLiteral("a\uFFFD<b>b</b>");
    QTest::newRow("nothing") << QByteArray() << ""
                             << "";
}

void MarkupTest::readsMarkup()
{
    QFETCH(QByteArray, markup);
    QFETCH(QString, text);
    QFETCH(QString, html);
    QCOMPARE(textFromMarkup(markup.constData()), text);
    QCOMPARE(formattingOf(markup.constData()), html);
}

void MarkupTest::comesBackTheSame_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("markup") << QStringLiteral("<b>&amp; \"x\" 'y' ]]>");
    QTest::newRow("lines") << QStringLiteral("one\ntwo\n\nthree");
    QTest::newRow("emoji") << QStringLiteral("👋🏽 👩‍👩‍👧‍👦");
    QTest::newRow("address") << QStringLiteral("https://example.org/?a=1&b=2");
}

void MarkupTest::comesBackTheSame()
{
    QFETCH(QString, text);
    QCOMPARE(textFromMarkup(markupFromText(text).constData()), text);
}

void MarkupTest::takesOutWhatNoProtocolCarries()
{
    QString text = QStringLiteral("a\a\x1B[31mb\x7F?");
    text[text.size() - 1] = QChar(0xDC00);
    QCOMPARE(QString::fromUtf8(markupFromText(text)), QStringLiteral("a[31mb\uFFFD"));
}

QTEST_GUILESS_MAIN(MarkupTest)
#include "tst_markup.moc"
