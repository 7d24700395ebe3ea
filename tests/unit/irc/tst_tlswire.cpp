// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "TlsWire.h"

#include <QProcess>
#include <QSslCertificate>
#include <QSslKey>
#include <QSslServer>
#include <QTemporaryDir>
#include <QtTest>

using namespace spectrum;
using irc::TlsWire;

namespace
{

class Recorder final : public irc::WireListener
{
public:
    void wireOpened() override { isOpen = true; }
    void wireReceived(QByteArrayView bytes) override { received += bytes; }
    void wireDrained() override { hasDrained = true; }
    void wireClosed(const Error &error) override { closed = error; }

    QByteArray received;
    std::optional<Error> closed;
    bool isOpen = false;
    bool hasDrained = false;
};

} // namespace

class TestTlsWire : public QObject
{
    Q_OBJECT

    [[nodiscard]] irc::ServerAddress address() const
    {
        return {QStringLiteral("localhost"), m_server.serverPort(), true};
    }
    [[nodiscard]] static QSslConfiguration verifying()
    {
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
        return configuration;
    }

    QTemporaryDir m_directory;
    QSslServer m_server;
    QList<QSslCertificate> m_certificates;

private Q_SLOTS:
    void initTestCase();
    void refusesUnknownCertificates();
    void acceptsTrustedCertificates();
    void canBeToldNotToVerify();
    void tellsOfClosedPorts();
    void drains();
};

void TestTlsWire::initTestCase()
{
    const QString key = m_directory.filePath(QStringLiteral("key.pem"));
    const QString certificate = m_directory.filePath(QStringLiteral("certificate.pem"));
    const int result = QProcess::execute(
        QStringLiteral("openssl"),
        {QStringLiteral("req"), QStringLiteral("-x509"), QStringLiteral("-newkey"),
         QStringLiteral("rsa:2048"), QStringLiteral("-nodes"), QStringLiteral("-days"), QStringLiteral("2"),
         QStringLiteral("-batch"), QStringLiteral("-subj"), QStringLiteral("/CN=localhost"),
         QStringLiteral("-addext"), QStringLiteral("subjectAltName=DNS:localhost"), QStringLiteral("-keyout"),
         key, QStringLiteral("-out"), certificate});
    QCOMPARE(result, 0);
    m_certificates = QSslCertificate::fromPath(certificate);
    QFile keyFile(key);
    QVERIFY(keyFile.open(QIODevice::ReadOnly));
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    configuration.setLocalCertificateChain(m_certificates);
    configuration.setPrivateKey(QSslKey(&keyFile, QSsl::Rsa));
    m_server.setSslConfiguration(configuration);
    QVERIFY(m_server.listen(QHostAddress::LocalHost));
}

void TestTlsWire::refusesUnknownCertificates()
{
    Recorder recorder;
    TlsWire wire(recorder, verifying());
    wire.open(address());
    QTRY_VERIFY(recorder.closed.has_value());
    QCOMPARE(recorder.closed->kind, ErrorKind::Untrusted);
    QVERIFY(!recorder.isOpen);
}

void TestTlsWire::acceptsTrustedCertificates()
{
    QSslConfiguration configuration = verifying();
    configuration.addCaCertificates(m_certificates);
    Recorder recorder;
    TlsWire wire(recorder, configuration);
    QCOMPARE(wire.write("too early"), 0);
    wire.open(address());
    QTRY_VERIFY(recorder.isOpen);
    QTRY_VERIFY(m_server.hasPendingConnections());
    const std::unique_ptr<QTcpSocket> peer(m_server.nextPendingConnection());
    QCOMPARE(wire.write("hello"), 5);
    QTRY_COMPARE(peer->bytesAvailable(), 5);
    peer->write("welcome");
    QTRY_COMPARE(recorder.received, "welcome");
    peer->disconnectFromHost();
    QTRY_VERIFY(recorder.closed.has_value());
    QCOMPARE(recorder.closed->kind, ErrorKind::ConnectionLost);
}

void TestTlsWire::canBeToldNotToVerify()
{
    QSslConfiguration configuration = verifying();
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    Recorder recorder;
    TlsWire wire(recorder, configuration);
    wire.open(address());
    QTRY_VERIFY(recorder.isOpen);
    wire.close();
    QVERIFY(!recorder.closed);
}

void TestTlsWire::tellsOfClosedPorts()
{
    QTcpServer closed;
    QVERIFY(closed.listen(QHostAddress::LocalHost));
    const quint16 port = closed.serverPort();
    closed.close();
    Recorder recorder;
    TlsWire wire(recorder, verifying());
    wire.open({QStringLiteral("127.0.0.1"), port, true});
    QTRY_VERIFY(recorder.closed.has_value());
    QCOMPARE(recorder.closed->kind, ErrorKind::Unreachable);
}

void TestTlsWire::drains()
{
    QSslConfiguration configuration = verifying();
    configuration.addCaCertificates(m_certificates);
    while (m_server.hasPendingConnections())
        m_server.nextPendingConnection()->deleteLater();
    Recorder recorder;
    TlsWire wire(recorder, configuration);
    wire.open(address());
    QTRY_VERIFY(recorder.isOpen);
    QTRY_VERIFY(m_server.hasPendingConnections());
    const std::unique_ptr<QTcpSocket> peer(m_server.nextPendingConnection());
    const QByteArray much(1024 * 1024, 'x');
    const qsizetype taken = wire.write(much);
    QVERIFY(taken > 0 && taken < much.size());
    QTRY_COMPARE(peer->bytesAvailable(), taken);
    QTRY_VERIFY(recorder.hasDrained);
}

QTEST_GUILESS_MAIN(TestTlsWire)
#include "tst_tlswire.moc"
