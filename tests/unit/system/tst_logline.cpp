// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "system/LogLine.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <QTimeZone>

using spectrum::system::LogEntry;
using spectrum::system::LogFormat;
using spectrum::system::logLine;

class TestLogLine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hasItsForm();
    void isOneHarmlessLine_data();
    void isOneHarmlessLine();
    void jsonHoldsTheText();
    void longTextIsCut();

private:
    static LogEntry entry(const QString &text)
    {
        return {.type = QtWarningMsg,
                .category = "spectrum.test",
                .text = text,
                .time = QDateTime::fromMSecsSinceEpoch(1'767'225'600'123, QTimeZone::utc())};
    }
};

void TestLogLine::hasItsForm()
{
    const LogEntry plain = entry(QStringLiteral("It rains."));
    QCOMPARE(logLine(LogFormat::Text, plain), "2026-01-01T00:00:00.123Z WARNING spectrum.test: It rains.\n");
    QCOMPARE(logLine(LogFormat::Journal, plain), "<4>spectrum.test: It rains.\n");
    QCOMPARE(logLine(LogFormat::Json, plain),
             "{\"time\":\"2026-01-01T00:00:00.123Z\",\"level\":\"warning\",\"category\":\"spectrum.test\","
             "\"message\":\"It rains.\"}\n");
}

void TestLogLine::isOneHarmlessLine_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("forged line") << QStringLiteral("hello\n2026-01-01T00:00:00Z ERROR spectrum: fake");
    QTest::newRow("carriage return") << QStringLiteral("hello\rfake");
    QTest::newRow("colours") << QStringLiteral("\u001b[31mred\u001b[0m");
    QTest::newRow("C1 control") << QStringLiteral("\u009b31m");
    QTest::newRow("separator") << QStringLiteral("a\u2028b\u0085c");
    QTest::newRow("direction") << QStringLiteral("a\u202eb");
    QTest::newRow("zero") << QString(QChar(0)) + QLatin1Char('x');
    QTest::newRow("lone surrogate") << QString(QChar(0xd800));
}

void TestLogLine::isOneHarmlessLine()
{
    QFETCH(QString, text);
    for (const auto format : {LogFormat::Text, LogFormat::Json, LogFormat::Journal}) {
        const QByteArray line = logLine(format, entry(text));
        QCOMPARE(line.count('\n'), 1);
        QVERIFY(line.endsWith('\n'));
        const QString decoded = QString::fromUtf8(line.chopped(1));
        for (const QChar c : decoded)
            QVERIFY(c.isPrint());
    }
}

void TestLogLine::jsonHoldsTheText()
{
    const QString text = QStringLiteral("\"quoted\\\" \n\t \\u0041 \U0001f600 ä");
    const auto object = QJsonDocument::fromJson(logLine(LogFormat::Json, entry(text))).object();
    QCOMPARE(object.value(QStringLiteral("message")).toString(), text);
}

void TestLogLine::longTextIsCut()
{
    for (const QChar c : {QLatin1Char('x'), QLatin1Char('\\'), QLatin1Char('\n')}) {
        const LogEntry large = entry(QString(1'000'000, c));
        QVERIFY(logLine(LogFormat::Text, large).size() < 60'000);
        const QByteArray json = logLine(LogFormat::Json, large);
        QVERIFY(json.size() < 60'000);
        QVERIFY(!QJsonDocument::fromJson(json).isNull());
    }
}

QTEST_GUILESS_MAIN(TestLogLine)
#include "tst_logline.moc"
