// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "ReachExamination.h"

#include "support/MockClock.h"

#include <QTcpServer>
#include <QtTest>

using namespace spectrum;
using namespace spectrum::irc;
using Verdict = Finding::Verdict;

class TestReachExamination : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsEachServer();
    void givesUpOnSilence();

private:
    void examine(const QStringList &servers);

    spectrum::testing::MockClock m_clock;
    std::unique_ptr<ReachExamination> m_examination;
    QList<Finding> m_findings;
    bool m_isFinished = false;
};

void TestReachExamination::examine(const QStringList &servers)
{
    Settings settings;
    settings.setGiven(QStringLiteral("irc.server"), servers);
    Result<Options> options = Options::read(settings);
    QVERIFY2(options, qPrintable(options ? QString() : options.error().userText));
    m_findings.clear();
    m_isFinished = false;
    m_examination = std::make_unique<ReachExamination>(std::move(*options), m_clock);
    connect(m_examination.get(), &Examination::found, this,
            [this](const Finding &finding) { m_findings += finding; });
    connect(m_examination.get(), &Examination::finished, this, [this] { m_isFinished = true; });
    m_examination->start();
}

void TestReachExamination::findsEachServer()
{
    QTcpServer good, closed;
    QVERIFY(good.listen(QHostAddress::LocalHost) && closed.listen(QHostAddress::LocalHost));
    const quint16 closedPort = closed.serverPort();
    closed.close();
    examine({QStringLiteral("127.0.0.1:%1").arg(good.serverPort()),
             QStringLiteral("127.0.0.1:%1").arg(closedPort)});
    QTRY_VERIFY(m_isFinished);
    QCOMPARE(m_findings.size(), 2);
    QCOMPARE(m_findings.at(0).verdict, Verdict::Good);
    QCOMPARE(m_findings.at(1).verdict, Verdict::Bad);
    QVERIFY(m_findings.at(1).text.contains(QString::number(closedPort)));
    QVERIFY(m_findings.at(1).advice.contains(QLatin1String("irc.server")));
}

// It takes connections, and does not speak TLS.
void TestReachExamination::givesUpOnSilence()
{
    QTcpServer silent;
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    examine({QStringLiteral("127.0.0.1:+%1").arg(silent.serverPort())});
    QTRY_VERIFY(silent.hasPendingConnections());
    m_clock.advance(std::chrono::seconds(9));
    QTRY_VERIFY(m_isFinished);
    QCOMPARE(m_findings.size(), 1);
    QCOMPARE(m_findings.first().verdict, Verdict::Bad);
    QVERIFY(m_findings.first().text.contains(QLatin1String("does not answer")));
}

QTEST_GUILESS_MAIN(TestReachExamination)
#include "tst_reachexamination.moc"
