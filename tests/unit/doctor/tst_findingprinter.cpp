// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "doctor/FindingPrinter.h"

#include <QTest>

using namespace spectrum;
using core::FindingPrinter;

class FindingPrinterTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesLines();
    void letsNothingMoveTheCursor();
    void writesObjects();
};

void FindingPrinterTest::writesLines()
{
    const QString text = FindingPrinter::text({.verdict = Finding::Verdict::Bad,
                                               .subject = QStringLiteral("disk"),
                                               .text = QStringLiteral("It is full."),
                                               .advice = QStringLiteral("Make room:\n    rm x\n")});
    QCOMPARE(text, QStringLiteral("  FAILED   disk              It is full.\n"
                                  "           Make room:\n"
                                  "               rm x\n"));
}

void FindingPrinterTest::letsNothingMoveTheCursor()
{
    const QString text = FindingPrinter::text({.subject = QStringLiteral("x\n  ok"),
                                               .text = QStringLiteral("a\x1b[2Jb\r\nc"),
                                               .advice = QStringLiteral("d\x1b]0;e\x07")});
    QCOMPARE(text.count(QLatin1Char('\n')), 2);
    QVERIFY(!text.contains(QChar(0x1b)) && !text.contains(QLatin1Char('\r')) && !text.contains(QChar(7)));
}

void FindingPrinterTest::writesObjects()
{
    const Finding finding{.verdict = Finding::Verdict::Doubtful,
                          .subject = QStringLiteral("clock"),
                          .text = QStringLiteral("t"),
                          .advice = QStringLiteral("a\nb")};
    QCOMPARE(FindingPrinter::json({}, finding),
             (QJsonObject{{QStringLiteral("verdict"), QStringLiteral("doubtful")},
                          {QStringLiteral("subject"), QStringLiteral("clock")},
                          {QStringLiteral("text"), QStringLiteral("t")},
                          {QStringLiteral("advice"), QStringLiteral("a\nb")}}));
    const QJsonObject ofInstance = FindingPrinter::json(QStringLiteral("irc.test"), {});
    QCOMPARE(ofInstance.value(u"instance").toString(), QStringLiteral("irc.test"));
    QCOMPARE(ofInstance.value(u"verdict").toString(), QStringLiteral("good"));
    QVERIFY(!ofInstance.contains(u"advice"));
}

QTEST_GUILESS_MAIN(FindingPrinterTest)
#include "tst_findingprinter.moc"
