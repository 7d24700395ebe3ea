// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include <spectrum/Log.h>

#include <QtTest>

using namespace spectrum;

class LogTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsOrdinaryText();
    void escapesWhatForgesLines_data();
    void escapesWhatForgesLines();
    void isCutToItsLength();
    void everyCharacterBecomesSafe();
};

void LogTest::keepsOrdinaryText()
{
    QCOMPARE(logSafe(u"Grüße, \"x\" <b> %n"), QStringLiteral("Grüße, \"x\" <b> %n"));
    QCOMPARE(logSafe(u""), QString());
}

void LogTest::escapesWhatForgesLines_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("safe");
    QTest::newRow("line") << QStringLiteral("a\n2026-01-01 ERROR fake")
                          << QStringLiteral("a\\u000a2026-01-01 ERROR fake");
    QTest::newRow("return") << QStringLiteral("a\rb") << QStringLiteral("a\\u000db");
    QTest::newRow("colour") << QStringLiteral("\x1B[31m") << QStringLiteral("\\u001b[31m");
    QTest::newRow("C1") << QString(QChar(0x9B)) << QStringLiteral("\\u009b");
    QTest::newRow("nul") << QString(QChar(u'\0')) << QStringLiteral("\\u0000");
    QTest::newRow("direction") << QString(QChar(0x202E)) << QStringLiteral("\\u202e");
    QTest::newRow("line separator") << QString(QChar(0x2028)) << QStringLiteral("\\u2028");
    QTest::newRow("lone surrogate") << QString(QChar(0xD800)) << QStringLiteral("\\ud800");
}

void LogTest::escapesWhatForgesLines()
{
    QFETCH(QString, text);
    QFETCH(QString, safe);
    QCOMPARE(logSafe(text), safe);
}

void LogTest::isCutToItsLength()
{
    const QString cut = logSafe(QString(1000, QLatin1Char('a')), 10);
    QCOMPARE(cut, QString(10, QLatin1Char('a')) + QStringLiteral("…"));
    QCOMPARE(logSafe(QString(10, QLatin1Char('a')), 10), QString(10, QLatin1Char('a')));
    QVERIFY(logSafe(QString(100'000, QLatin1Char('\n'))).size() < 220);
}

void LogTest::everyCharacterBecomesSafe()
{
    for (int code = 0; code < 0x10000; ++code) {
        for (const QChar c : logSafe(QString(QChar(static_cast<char16_t>(code))))) {
            const QChar::Category category = c.category();
            const bool isSafe = category != QChar::Other_Control && category != QChar::Other_Format &&
                                category != QChar::Other_Surrogate && category != QChar::Separator_Line &&
                                category != QChar::Separator_Paragraph;
            QVERIFY2(isSafe, qPrintable(QString::number(code, 16)));
        }
    }
}

QTEST_APPLESS_MAIN(LogTest)
#include "tst_log.moc"
