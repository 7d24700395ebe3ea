// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "admin/FindingForm.h"

#include <QJsonDocument>
#include <QTest>

using namespace spectrum;
using core::FindingForm;
using Verdict = Finding::Verdict;

class FindingFormTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void comesBack();
    void leavesNonsenseOut();
};

void FindingFormTest::comesBack()
{
    const QList<Finding> findings{{.subject = QStringLiteral("a"), .text = QStringLiteral("b")},
                                  {.verdict = Verdict::Doubtful,
                                   .subject = QStringLiteral("c"),
                                   .text = QStringLiteral("d"),
                                   .advice = QStringLiteral("e\n  f")},
                                  {.verdict = Verdict::Bad, .text = QStringLiteral("g")}};
    const QList<Finding> read = FindingForm::read(FindingForm::write(findings));
    QCOMPARE(read.size(), findings.size());
    for (qsizetype i = 0; i < read.size(); ++i) {
        QCOMPARE(read[i].verdict, findings[i].verdict);
        QCOMPARE(read[i].subject, findings[i].subject);
        QCOMPARE(read[i].text, findings[i].text);
        QCOMPARE(read[i].advice, findings[i].advice);
    }
}

void FindingFormTest::leavesNonsenseOut()
{
    const QJsonDocument document = QJsonDocument::fromJson(
        R"([1, null, {}, {"verdict": "good"}, {"verdict": "excellent", "text": "a"}, {"text": "b"}])");
    QVERIFY(document.isArray());
    QVERIFY(FindingForm::read(document.array()).isEmpty());
}

QTEST_GUILESS_MAIN(FindingFormTest)
#include "tst_findingform.moc"
