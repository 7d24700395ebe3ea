// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "examine/OwnNameLookup.h"

#include <QtTest>

using namespace spectrum;
using namespace spectrum::xmpp;
using Seeker = OwnNameLookup::Seeker;
using Verdict = Finding::Verdict;

class OwnNameLookupTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void judges_data();
    void judges();
    void believesRecordsThatDeny();
    void asksForANameThatIsNotThere();
    void mayBeDeletedWhileItAsks();
};

void OwnNameLookupTest::judges_data()
{
    QTest::addColumn<Seeker>("seeker");
    QTest::addColumn<QStringList>("targets");
    QTest::addColumn<QStringList>("addresses");
    QTest::addColumn<bool>("isDenied");
    QTest::addColumn<Verdict>("verdict");
    QTest::addColumn<QString>("part");
    const QStringList none;
    const QStringList hosts{QStringLiteral("im.test:5269")};
    const QStringList numbers{QStringLiteral("192.0.2.1"), QStringLiteral("2001:db8::1")};
    QTest::newRow("records") << Seeker::Server << hosts << none << false << Verdict::Good
                             << QStringLiteral("lead servers of irc.test to im.test:5269");
    QTest::newRow("records for clients") << Seeker::Client << hosts << none << false << Verdict::Good
                                         << QStringLiteral("lead clients of irc.test to im.test:5269");
    QTest::newRow("addresses") << Seeker::Server << none << numbers << false << Verdict::Good
                               << QStringLiteral("192.0.2.1, 2001:db8::1");
    QTest::newRow("nothing") << Seeker::Server << none << none << false << Verdict::Doubtful
                             << QStringLiteral("_xmpp-server._tcp");
    QTest::newRow("nothing for clients")
        << Seeker::Client << none << none << false << Verdict::Doubtful << QStringLiteral("service.port");
    QTest::newRow("denied") << Seeker::Server << none << numbers << true << Verdict::Doubtful
                            << QStringLiteral("says that irc.test has no such service");
}

void OwnNameLookupTest::judges()
{
    QFETCH(Seeker, seeker);
    QFETCH(QStringList, targets);
    QFETCH(QStringList, addresses);
    QFETCH(bool, isDenied);
    QFETCH(QString, part);
    const Finding finding =
        OwnNameLookup::judge(QStringLiteral("irc.test"), seeker,
                             {.targets = targets, .isDenied = isDenied, .addresses = addresses});
    QTEST(finding.verdict, "verdict");
    QVERIFY2((finding.text + finding.advice).contains(part), qPrintable(finding.text + finding.advice));
    QCOMPARE(finding.advice.isEmpty(), finding.verdict == Verdict::Good);
}

// A record that nobody filled in has the root as its target.
void OwnNameLookupTest::believesRecordsThatDeny()
{
    const auto answer = OwnNameLookup::readRecords({QDnsServiceRecord()});
    QVERIFY(answer.isDenied && answer.targets.isEmpty());
    QVERIFY(!OwnNameLookup::readRecords({}).isDenied);
}

void OwnNameLookupTest::asksForANameThatIsNotThere()
{
    OwnNameLookup lookup(QStringLiteral("irc.invalid"), Seeker::Server);
    QList<Finding> findings;
    connect(&lookup, &OwnNameLookup::answered, this,
            [&findings](const Finding &finding) { findings += finding; });
    lookup.start();
    QTRY_COMPARE_WITH_TIMEOUT(findings.size(), 1, 30000);
    QCOMPARE(findings[0].verdict, Verdict::Doubtful);
}

void OwnNameLookupTest::mayBeDeletedWhileItAsks()
{
    auto lookup = std::make_unique<OwnNameLookup>(QStringLiteral("irc.invalid"), Seeker::Client);
    lookup->start();
    lookup.reset();
}

QTEST_GUILESS_MAIN(OwnNameLookupTest)
#include "tst_ownnamelookup.moc"
