// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// The examination of gateway mode, against a server that the test plays.
#include "examine/GatewayExamination.h"

#include "support/MockClock.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QtTest>

using namespace spectrum;
using namespace spectrum::xmpp;
using Verdict = Finding::Verdict;

namespace
{
const QByteArray serverHeader =
    "<?xml version='1.0'?><stream:stream xmlns='jabber:component:accept' "
    "xmlns:stream='http://etherx.jabber.org/streams' from='irc.localhost' id='s1'>";
} // namespace

class GatewayExaminationTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void findsAllWell();
    void missesPrivileges();
    void tellsThatTheSecretIsWrong();
    void tellsThatNobodyListens();
    void tellsThatTheNameIsUnknown();
    void leavesARunningHostAlone();

private:
    void examine(Examiner::Use use = Examiner::Use::Free);
    void serve(const QByteArray &afterHeader);
    Finding find(const QString &subject) const;

    testing::MockClock m_clock;
    Settings m_settings;
    std::unique_ptr<QTcpServer> m_server;
    std::unique_ptr<Examination> m_examination;
    QByteArray m_received;
    QList<Finding> m_findings;
    bool m_isFinished = false;
};

void GatewayExaminationTest::init()
{
    m_examination.reset();
    m_server = std::make_unique<QTcpServer>();
    QVERIFY(m_server->listen(QHostAddress::LocalHost));
    m_settings = {};
    for (const auto &[key, value] : std::initializer_list<std::pair<const char *, QString>>{
             {"service.jid", QStringLiteral("irc.localhost")},
             {"service.server", QStringLiteral("127.0.0.1")},
             {"service.port", QString::number(m_server->serverPort())}})
        m_settings.setGiven(QString::fromLatin1(key), {value});
    m_settings.setSecret(QStringLiteral("service.password"), Secret("marker-secret"));
    m_findings.clear();
    m_received.clear();
    m_isFinished = false;
}

void GatewayExaminationTest::examine(Examiner::Use use)
{
    Result<Options> options = Options::read(m_settings);
    QVERIFY(options);
    m_examination =
        std::make_unique<GatewayExamination>(m_settings, std::move(options).value(), m_clock, use);
    connect(m_examination.get(), &Examination::found, this,
            [this](const Finding &finding) { m_findings += finding; });
    connect(m_examination.get(), &Examination::finished, this, [this] { m_isFinished = true; });
    m_examination->start();
}

void GatewayExaminationTest::serve(const QByteArray &afterHeader)
{
    QTRY_VERIFY(m_server->hasPendingConnections());
    QTcpSocket *peer = m_server->nextPendingConnection();
    connect(peer, &QTcpSocket::readyRead, this, [this, peer] { m_received += peer->readAll(); });
    m_received += peer->readAll();
    QTRY_VERIFY(m_received.contains("irc.localhost"));
    peer->write(serverHeader);
    QTRY_VERIFY(m_received.contains("</handshake>"));
    peer->write(afterHeader);
}

Finding GatewayExaminationTest::find(const QString &subject) const
{
    for (const Finding &finding : m_findings) {
        if (finding.subject == subject)
            return finding;
    }
    return {.text = QStringLiteral("(nothing was found)")};
}

void GatewayExaminationTest::findsAllWell()
{
    examine();
    serve(
        "<handshake/><message from='localhost' to='irc.localhost'><privilege xmlns='urn:xmpp:privilege:2'>"
        "<perm access='roster' type='both'/><perm access='message' type='outgoing'/></privilege></message>");
    QTRY_VERIFY(m_received.contains("jabber:iq:version"));
    m_clock.advance(std::chrono::seconds(3));
    QTRY_VERIFY(m_isFinished);
    QCOMPARE(find(QStringLiteral("component")).verdict, Verdict::Good);
    QVERIFY2(find(QStringLiteral("privileges")).text.contains(QLatin1String("change contact lists and send")),
             qPrintable(find(QStringLiteral("privileges")).text));
    for (const Finding &finding : std::as_const(m_findings))
        QVERIFY(!(finding.text + finding.advice).contains(QLatin1String("marker")));
}

void GatewayExaminationTest::missesPrivileges()
{
    examine();
    serve("<handshake/><iq type='result' from='localhost' to='irc.localhost' id='version'>"
          "<query xmlns='jabber:iq:version'><name>Prosody</name></query></iq>");
    QTRY_VERIFY(m_received.contains("jabber:iq:version"));
    // The answer has been read when a later one would be.
    QTRY_COMPARE(m_findings.size(), 1);
    m_clock.advance(std::chrono::seconds(3));
    QTRY_VERIFY(m_isFinished);
    const Finding finding = find(QStringLiteral("privileges"));
    QCOMPARE(finding.verdict, Verdict::Doubtful);
    QVERIFY(finding.advice.contains(QLatin1String("[\"irc.localhost\"]")));
}

void GatewayExaminationTest::tellsThatTheSecretIsWrong()
{
    examine();
    serve("<stream:error><not-authorized "
          "xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error></stream:stream>");
    QTRY_VERIFY(m_isFinished);
    const Finding finding = find(QStringLiteral("component"));
    QCOMPARE(finding.verdict, Verdict::Bad);
    QVERIFY(finding.text.contains(QLatin1String("service.password")));
    QVERIFY(!m_received.contains("marker"));
}

void GatewayExaminationTest::tellsThatNobodyListens()
{
    m_server->close();
    examine();
    QTRY_VERIFY(m_isFinished);
    const Finding finding = find(QStringLiteral("component"));
    QCOMPARE(finding.verdict, Verdict::Bad);
    QVERIFY(finding.text.contains(QLatin1String("service.port")));
}

void GatewayExaminationTest::tellsThatTheNameIsUnknown()
{
    m_settings.setGiven(QStringLiteral("service.server"), {QStringLiteral("no.such.host.invalid")});
    examine();
    QTRY_VERIFY_WITH_TIMEOUT(m_isFinished, 20000);
    const Finding finding = find(QStringLiteral("XMPP server"));
    QCOMPARE(finding.verdict, Verdict::Bad);
    QVERIFY(finding.advice.contains(QLatin1String("service.server")));
}

void GatewayExaminationTest::leavesARunningHostAlone()
{
    examine(Examiner::Use::InUse);
    QTRY_VERIFY(m_isFinished);
    QVERIFY(!m_server->hasPendingConnections());
    QVERIFY(!find(QStringLiteral("own name")).text.isEmpty());
}

QTEST_GUILESS_MAIN(GatewayExaminationTest)
#include "tst_gatewayexamination.moc"
