// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "markup/HtmlReader.h"
#include "markup/SafeHtml.h"
#include "markup/Styling.h"
#include "stream/ElementWriter.h"

#include <QTest>

using namespace spectrum::xmpp;

namespace
{

QString written(const SafeHtml &html)
{
    ElementWriter xml;
    xml.element(html.body());
    QString text = QString::fromUtf8(xml.take());
    text.replace(u'"', u'\'');
    text.remove(QStringLiteral("<body xmlns='http://www.w3.org/1999/xhtml'>"));
    text.remove(QStringLiteral("</body>"));
    return text;
}

} // namespace

class tst_Markup : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleans_data();
    void cleans();
    void styles_data();
    void styles();
    void imagesAreFiles();
    void hostileHtmlIsBounded();
    void entities();
};

void tst_Markup::cleans_data()
{
    QTest::addColumn<QString>("html");
    QTest::addColumn<QString>("clean");
    const auto row = [](const char *name, const char *html, const char *clean) {
        QTest::newRow(name) << QString::fromUtf8(html) << QString::fromUtf8(clean);
    };
    row("text", "a &lt; b", "a &lt; b");
    row("order", "a <b>x</b> c <i>y</i> d", "a <strong>x</strong> c <em>y</em> d");
    row("script", "a<script>alert('<b>')</script>b", "ab");
    row("script that never ends", "a<script>alert(1)", "a");
    row("handlers", "<b onclick='evil()' class=x>x</b>", "<strong>x</strong>");
    row("link", "<a href='https://example.org/?a=1&amp;b=2'>x</a>",
        "<a href='https://example.org/?a=1&amp;b=2'>x</a>");
    row("evil link", "<a href=' javascript:alert(1)'>x</a>", "x");
    row("data link", "<a href='data:text/html,x'>x</a>", "x");
    row("file link", "<a href='file:///etc/passwd'>x</a>", "x");
    row("style", "<span style='color: red; background: url(http://evil)'>x</span>",
        "<span style='color: red'>x</span>");
    row("font", "<font color='#ff0000'>x</font>", "<span style='color: #ff0000'>x</span>");
    row("open end", "<b>x<i>y</b>z", "<strong>x<em>y</em></strong>z");
    row("stray end", "x</b>y", "xy");
    row("break", "x<br>y<br/>z", "x<br/>y<br/>z");
    row("unknown", "<blink>x</blink><custom-tag a=b>y</custom-tag>", "xy");
    row("no tag", "1 < 2 and <3 and <", "1 &lt; 2 and &lt;3 and &lt;");
    row("comment", "a<!-- <b>x</b> -->b<!DOCTYPE html>c<?php x ?>d", "abcd");
    row("quote in an attribute", "<a href=\"https://e.org/'&quot;>\">x</a>", "x");
    row("cut", "<b", "&lt;b");
    row("cut in an attribute", "<b a='", "&lt;b a='");
}

void tst_Markup::cleans()
{
    QFETCH(const QString, html);
    QFETCH(const QString, clean);
    QString text = written(SafeHtml(html));
    text.replace(QStringLiteral("&apos;"), QStringLiteral("'"))
        .replace(QStringLiteral("<br></br>"), QStringLiteral("<br/>"));
    text.replace(QStringLiteral("&gt;"), QStringLiteral(">"));
    QCOMPARE(text, clean);
}

void tst_Markup::styles_data()
{
    QTest::addColumn<QString>("html");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *name, const char *html, const char *text) {
        QTest::newRow(name) << QString::fromUtf8(html) << QString::fromUtf8(text);
    };
    row("words", "a <b>b</b>, <i>c</i>, <s>d</s>, <code>e</code>", "a *b*, _c_, ~d~, `e`");
    row("space stays outside", "a<b> b </b>c", "a *b* c");
    row("no mark across lines", "<b>a<br>b</b>", "a\nb");
    row("white space", "  a \n  b  ", "a b");
    row("paragraphs", "<p>a</p><p>b</p>", "a\nb");
    row("code block", "see<pre>a\n  b</pre>there", "see\n```\na\n  b\n```\nthere");
    row("quote", "<blockquote>a<br>b</blockquote>c", "> a\n> b\nc");
    row("list", "<ul><li>a</li><li>b</li></ul><ol><li>c</li><li>d</li></ol>", "- a\n- b\n1. c\n2. d");
    row("link", "<a href='https://example.org/'>here</a>", "here <https://example.org/>");
    row("bare link", "<a href='https://example.org/'>example.org</a>", "https://example.org/");
    row("nothing", "<b></b>", "");
}

void tst_Markup::styles()
{
    QFETCH(const QString, html);
    QFETCH(const QString, text);
    QCOMPARE(styledText(SafeHtml(html).body()), text);
}

void tst_Markup::imagesAreFiles()
{
    const SafeHtml html(
        QStringLiteral("a<img src='https://example.org/a.png' alt='a cat'><img src='file:///x'>"));
    QCOMPARE(html.images(), QStringList({QStringLiteral("https://example.org/a.png")}));
    QCOMPARE(written(html), QStringLiteral("aa cat"));
}

void tst_Markup::hostileHtmlIsBounded()
{
    QVERIFY(written(SafeHtml(QString(10'000, u'<'))).size() > 0);
    const QString deep = QStringLiteral("<b>").repeated(5'000) + u'x';
    QCOMPARE(written(SafeHtml(deep)).count(QStringLiteral("<strong>")), SafeHtml::maximumDepth);
    QVERIFY(!SafeHtml(QString(SafeHtml::maximumSize + 1, u'x')).isFormatted());
    QCOMPARE(SafeHtml(QStringLiteral("<br>").repeated(5'000)).body().children().size(),
             size_t(SafeHtml::maximumTags));
    QString attributes = QStringLiteral("<b");
    for (int number = 0; number < 1'000; ++number)
        attributes += QStringLiteral(" a%1=1").arg(number);
    const QString whole = attributes + u'>';
    HtmlReader reader(whole);
    HtmlReader again(attributes);
    QCOMPARE(reader.next()->kind, HtmlToken::Kind::Open);
    QCOMPARE(again.next()->kind, HtmlToken::Kind::Text);
}

void tst_Markup::entities()
{
    QCOMPARE(HtmlReader::decoded(u"&amp;&lt;&#65;&#x1F600;&unknown;&#0;&#xd800;& &amp"),
             QStringLiteral("&<A\U0001F600&unknown;\ufffd\ufffd& &amp"));
}

QTEST_GUILESS_MAIN(tst_Markup)
#include "tst_markup.moc"
