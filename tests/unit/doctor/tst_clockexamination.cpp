// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "doctor/ClockExamination.h"

#include <QTemporaryFile>
#include <QTest>

using namespace spectrum;
using core::ClockExamination;
using Verdict = Finding::Verdict;

class ClockExaminationTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void judges_data();
    void judges();
    void knowsThePast();
    void readsTheNewestFile();
};

void ClockExaminationTest::judges_data()
{
    QTest::addColumn<qint64>("sinceWritten");
    QTest::addColumn<bool>("isSynchronised");
    QTest::addColumn<Verdict>("verdict");
    QTest::newRow("right") << qint64(10) << true << Verdict::Good;
    QTest::newRow("a little behind") << qint64(-30) << true << Verdict::Good;
    QTest::newRow("went back") << qint64(-3600) << true << Verdict::Bad;
    QTest::newRow("went back, alone") << qint64(-3600) << false << Verdict::Bad;
    QTest::newRow("alone") << qint64(10) << false << Verdict::Doubtful;
}

void ClockExaminationTest::judges()
{
    QFETCH(qint64, sinceWritten);
    QFETCH(bool, isSynchronised);
    const QDateTime now = QDateTime::fromString(QStringLiteral("2026-05-01T12:00:00Z"), Qt::ISODate);
    const Finding finding = ClockExamination::judge(
        {.now = now, .lastWritten = now.addSecs(-sinceWritten), .isSynchronised = isSynchronised});
    QTEST(finding.verdict, "verdict");
    QVERIFY(finding.text.contains(QLatin1String("2026-05-01T12:00:00Z")));
    QCOMPARE(finding.advice.isEmpty(), finding.verdict == Verdict::Good);
}

void ClockExaminationTest::knowsThePast()
{
    const Finding finding =
        ClockExamination::judge({.now = QDateTime::fromSecsSinceEpoch(100), .isSynchronised = true});
    QCOMPARE(finding.verdict, Verdict::Bad);
    QVERIFY(finding.text.contains(QLatin1String("1970-01-01")));
    QVERIFY(!finding.advice.isEmpty());
}

void ClockExaminationTest::readsTheNewestFile()
{
    QTemporaryFile older, newer;
    QVERIFY(older.open() && newer.open());
    const QDateTime time = QDateTime::fromSecsSinceEpoch(1'700'000'000);
    QVERIFY(older.setFileTime(time.addSecs(-100), QFileDevice::FileModificationTime));
    QVERIFY(newer.setFileTime(time, QFileDevice::FileModificationTime));
    const auto signs =
        ClockExamination::read({older.fileName(), newer.fileName(), QStringLiteral("/no/such/file")});
    QCOMPARE(signs.lastWritten.toSecsSinceEpoch(), time.toSecsSinceEpoch());
    QVERIFY(signs.now.isValid());
    QVERIFY(!ClockExamination::read({QStringLiteral("/no/such/file")}).lastWritten.isValid());
}

QTEST_GUILESS_MAIN(ClockExaminationTest)
#include "tst_clockexamination.moc"
