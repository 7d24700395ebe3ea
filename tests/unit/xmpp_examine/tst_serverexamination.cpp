// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "examine/ServerExamination.h"

#include <QTcpServer>
#include <QtTest>

using namespace spectrum;
using namespace spectrum::xmpp;
using Verdict = Finding::Verdict;

class ServerExaminationTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void warnsOfPlainText();
    void namesWhatIsWrongWithTheCertificate();
    void findsThePortTaken();
    void findsThePortOfWebClientsTaken();
    void leavesThePortOfARunningHostAlone();

private:
    void examine(Examiner::Use use = Examiner::Use::Free);
    const Finding *find(const char *subject) const;

    Settings m_settings;
    std::unique_ptr<Examination> m_examination;
    QList<Finding> m_findings;
    bool m_isFinished = false;
};

void ServerExaminationTest::init()
{
    m_settings = {};
    m_settings.setGiven(QStringLiteral("service.jid"), {QStringLiteral("msn.invalid")});
    m_settings.setGiven(QStringLiteral("service.server_mode"), {QStringLiteral("true")});
    m_settings.setGiven(QStringLiteral("service.server"), {QStringLiteral("127.0.0.1")});
    m_findings.clear();
    m_isFinished = false;
}

void ServerExaminationTest::examine(Examiner::Use use)
{
    Result<Options> options = Options::read(m_settings);
    QVERIFY(options);
    m_examination = std::make_unique<ServerExamination>(m_settings, std::move(options).value(), use);
    connect(m_examination.get(), &Examination::found, this,
            [this](const Finding &finding) { m_findings += finding; });
    connect(m_examination.get(), &Examination::finished, this, [this] { m_isFinished = true; });
    m_examination->start();
    QTRY_VERIFY_WITH_TIMEOUT(m_isFinished, 30000);
    const Finding *own = find("own name");
    QVERIFY(own && own->verdict == Verdict::Doubtful &&
            own->advice.contains(QLatin1String("_xmpp-client._tcp")));
}

const Finding *ServerExaminationTest::find(const char *subject) const
{
    for (const Finding &finding : m_findings) {
        if (finding.subject == QLatin1String(subject))
            return &finding;
    }
    return nullptr;
}

void ServerExaminationTest::warnsOfPlainText()
{
    examine();
    const Finding *finding = find("certificate");
    QVERIFY(finding && finding->verdict == Verdict::Doubtful &&
            finding->advice.contains(QLatin1String("service.cert")));
}

void ServerExaminationTest::namesWhatIsWrongWithTheCertificate()
{
    m_settings.setGiven(QStringLiteral("service.cert"), {QStringLiteral("/no/such/file.p12")});
    examine();
    const Finding *finding = find("certificate");
    QVERIFY(finding && finding->verdict == Verdict::Bad &&
            finding->text.contains(QLatin1String("/no/such/file.p12")));
}

void ServerExaminationTest::findsThePortTaken()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    m_settings.setGiven(QStringLiteral("service.port"), {QString::number(other.serverPort())});
    examine();
    const Finding *finding = find("port");
    QVERIFY(finding && finding->verdict == Verdict::Bad &&
            finding->advice.contains(QLatin1String("service.port")));
    other.close();
    m_findings.clear();
    m_isFinished = false;
    examine();
    QVERIFY(find("port") && find("port")->verdict == Verdict::Good);
}

void ServerExaminationTest::findsThePortOfWebClientsTaken()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    m_settings.setGiven(QStringLiteral("service.websocket_port"), {QString::number(other.serverPort())});
    examine();
    const auto isAboutIt = [](const Finding &finding) {
        return finding.verdict == Verdict::Bad &&
               finding.advice.contains(QLatin1String("service.websocket_port"));
    };
    QVERIFY(std::any_of(m_findings.begin(), m_findings.end(), isAboutIt));
}

void ServerExaminationTest::leavesThePortOfARunningHostAlone()
{
    examine(Examiner::Use::InUse);
    QVERIFY(!find("port"));
}

QTEST_GUILESS_MAIN(ServerExaminationTest)
#include "tst_serverexamination.moc"
