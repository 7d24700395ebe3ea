// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Line.h"

#include <QtTest>

using spectrum::irc::Line;

class TestLine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void parses();
    void parsesTags();
    void refusesWhatHasNoCommand();
    void boundsParameters();
    void formats();
    void formattingAddsNoCommand_data();
    void formattingAddsNoCommand();
    void formattingKeepsTheLimit();
};

void TestLine::parses()
{
    const QByteArray bytes = ":nick!user@host  PRIVMSG #room  :hello  world ";
    const Line line = Line::parse(bytes).value();
    QCOMPARE(line.command(), QByteArrayView("PRIVMSG"));
    QCOMPARE(line.nickname(), QByteArrayView("nick"));
    QCOMPARE(line.userAndHost(), QByteArrayView("user@host"));
    QCOMPARE(line.count(), 2);
    QCOMPARE(line.parameter(0), QByteArrayView("#room"));
    QCOMPARE(line.last(), QByteArrayView("hello  world "));
    QVERIFY(line.parameter(7).isEmpty() && line.parameter(-1).isEmpty());
    QCOMPARE(Line::parse("005 x").value().numeric(), 5);
    QCOMPARE(Line::parse("0a5").value().numeric(), 0);
    QCOMPARE(Line::parse("PING").value().last(), QByteArrayView());
}

void TestLine::parsesTags()
{
    const Line line = Line::parse("@a=b\\:c\\s\\\\\\n;flag;time=x :irc.example PING :y").value();
    QCOMPARE(line.tag("a"), QByteArray("b;c \\\n"));
    QCOMPARE(line.tag("flag"), QByteArray());
    QVERIFY(!line.tag("fla"));
    QCOMPARE(line.source(), QByteArrayView("irc.example"));
    QVERIFY(!Line::parse('@' + QByteArray(9000, 'x') + " PING"));
}

void TestLine::refusesWhatHasNoCommand()
{
    for (const char *bytes : {"", " ", ":", ": ", ":source", ":source ", "@", "@tag", "@tag :source"})
        QVERIFY2(!Line::parse(bytes), bytes);
}

void TestLine::boundsParameters()
{
    const Line line = Line::parse("X " + QByteArray("p ").repeated(100)).value();
    QCOMPARE(line.count(), Line::maximumParameters);
}

void TestLine::formats()
{
    QCOMPARE(Line::format("QUIT", {}), "QUIT\r\n");
    QCOMPARE(Line::format("PRIVMSG", {"a"}, "b c"), "PRIVMSG a :b c\r\n");
    QCOMPARE(Line::format("TOPIC", {"#a"}, ""), "TOPIC #a :\r\n");
}

void TestLine::formattingAddsNoCommand_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("line feed") << QByteArray("a\nQUIT");
    QTest::newRow("carriage return") << QByteArray("a\rQUIT");
    QTest::newRow("both") << QByteArray("a\r\nQUIT :x\r\n");
    QTest::newRow("NUL") << QByteArray("a\0b", 3);
    QTest::newRow("space") << QByteArray("a b :c");
    QTest::newRow("colon") << QByteArray("::a");
    QTest::newRow("only line ends") << QByteArray("\r\n\r\n");
}

void TestLine::formattingAddsNoCommand()
{
    QFETCH(QByteArray, text);
    const QByteArray trailing = Line::format("PRIVMSG", {"x"}, text);
    QCOMPARE(trailing.count('\n'), 1);
    QCOMPARE(trailing.count('\r'), 1);
    QCOMPARE(trailing.count('\0'), 0);
    QVERIFY(trailing.endsWith("\r\n"));
    const QByteArray middle = Line::format("JOIN", {text, text});
    if (!middle.isEmpty()) {
        const Line line = Line::parse(QByteArrayView(middle).chopped(2)).value();
        QCOMPARE(line.command(), QByteArrayView("JOIN"));
        QCOMPARE(line.count(), 2);
    }
}

void TestLine::formattingKeepsTheLimit()
{
    const QByteArray line = Line::format("PRIVMSG", {"x"}, QByteArray("\xC3\xA4").repeated(1000));
    QVERIFY(line.size() <= 512);
    QVERIFY(line.isValidUtf8());
}

QTEST_APPLESS_MAIN(TestLine)
#include "tst_line.moc"
