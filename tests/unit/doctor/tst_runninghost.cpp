// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "doctor/RunningHost.h"

#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace spectrum;
using core::RunningHost;
using Verdict = Finding::Verdict;

class RunningHostTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsNobody();
    void readsStates();
    void readsNonsense();
};

void RunningHostTest::findsNobody()
{
    const QTemporaryDir folder;
    for (const QString &socket : {QString(), folder.filePath(QStringLiteral("none"))}) {
        const RunningHost host = RunningHost::ask(socket);
        QVERIFY(!host.isRunning());
        QCOMPARE(host.finding().verdict, Verdict::Good);
        QCOMPARE(host.useOf(QStringLiteral("irc.test")), Examiner::Use::Free);
    }
}

void RunningHostTest::readsStates()
{
    const QJsonDocument status = QJsonDocument::fromJson(
        R"({"process": 42, "instances": [{"instance": "a.test", "state": "ready"},
                                         {"instance": "b.test", "state": "starting"}]})");
    const RunningHost host = RunningHost::read(status.object());
    QVERIFY(host.isRunning());
    QVERIFY(host.finding().text.contains(QLatin1String("42")));
    QCOMPARE(host.findingOf(QStringLiteral("a.test")).verdict, Verdict::Good);
    QCOMPARE(host.useOf(QStringLiteral("a.test")), Examiner::Use::InUse);
    const Finding starting = host.findingOf(QStringLiteral("b.test"));
    QCOMPARE(starting.verdict, Verdict::Bad);
    QVERIFY(starting.text.contains(QLatin1String("starting")));
    QCOMPARE(host.findingOf(QStringLiteral("c.test")).verdict, Verdict::Bad);
    QCOMPARE(host.useOf(QStringLiteral("c.test")), Examiner::Use::Free);
}

void RunningHostTest::readsNonsense()
{
    const QJsonDocument status =
        QJsonDocument::fromJson(R"({"process": "x", "instances": [1, null, {"state": 3}]})");
    const RunningHost host = RunningHost::read(status.object());
    QVERIFY(!host.isRunning());
    QCOMPARE(host.useOf(QStringLiteral("a.test")), Examiner::Use::Free);
}

QTEST_GUILESS_MAIN(RunningHostTest)
#include "tst_runninghost.moc"
