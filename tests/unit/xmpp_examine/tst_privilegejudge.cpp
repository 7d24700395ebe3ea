// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "examine/PrivilegeJudge.h"

#include <QTest>

using namespace spectrum;
using namespace spectrum::xmpp;
using Verdict = Finding::Verdict;

class PrivilegeJudgeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isContentWithAll();
    void doubts_data();
    void doubts();
};

namespace
{

GrantedPrivileges all()
{
    return {.server = QStringLiteral("im.test"),
            .readsRosters = true,
            .changesRosters = true,
            .sendsMessages = true};
}

} // namespace

void PrivilegeJudgeTest::isContentWithAll()
{
    const Finding finding = judgePrivileges(all(), QStringLiteral("irc.im.test"));
    QCOMPARE(finding.verdict, Verdict::Good);
    QVERIFY(finding.text.contains(QLatin1String("im.test")) && finding.advice.isEmpty());
}

void PrivilegeJudgeTest::doubts_data()
{
    QTest::addColumn<GrantedPrivileges>("granted");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("advice");
    const QString snippet = QStringLiteral("[\"irc.im.test\"] = { roster = \"both\"");
    QTest::newRow("nothing") << GrantedPrivileges{.server = QStringLiteral("im.test")}
                             << QStringLiteral("does not let the gateway into") << snippet;
    GrantedPrivileges granted = all();
    granted.changesRosters = false;
    QTest::newRow("reads only") << granted << QStringLiteral("does not let the gateway into") << snippet;
    granted = all();
    granted.sendsMessages = false;
    QTest::newRow("no messages") << granted << QStringLiteral("not send in the name of users") << snippet;
    granted = all();
    granted.wasRefused = true;
    QTest::newRow("refused") << granted << QStringLiteral("and then refused") << snippet;
    granted = all();
    granted.software = ServerSoftware::Ejabberd;
    granted.version = QStringLiteral("23.01");
    QTest::newRow("old ejabberd") << granted << QStringLiteral("23.01") << QStringLiteral("23.10 or later");
}

void PrivilegeJudgeTest::doubts()
{
    QFETCH(GrantedPrivileges, granted);
    QFETCH(QString, text);
    QFETCH(QString, advice);
    const Finding finding = judgePrivileges(granted, QStringLiteral("irc.im.test"));
    QCOMPARE(finding.verdict, Verdict::Doubtful);
    QVERIFY2(finding.text.contains(text), qPrintable(finding.text));
    QVERIFY2(finding.advice.contains(advice), qPrintable(finding.advice));
}

QTEST_GUILESS_MAIN(PrivilegeJudgeTest)
#include "tst_privilegejudge.moc"
