// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// A session whose server shows a certificate that nobody vouches for.
#include "PurpleNetwork.h"

#include <support/MockClock.h>

#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

using namespace spectrum;
using namespace spectrum::purple;

namespace
{

class Host final : public NetworkHost
{
public:
    [[nodiscard]] Clock &clock() override { return m_clock; }
    [[nodiscard]] std::chrono::milliseconds reconnectDelay(int) override { return std::chrono::seconds(5); }

private:
    spectrum::testing::MockClock m_clock;
};

class Sink final : public EventSink
{
public:
    void handleEvent(Event &&event) override
    {
        if (const auto *change = std::get_if<StateChanged>(&event); change && change->error)
            errors.append(*change->error);
    }
    QList<Error> errors;
};

} // namespace

class TestUntrusted : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    QProcess m_server;
    QString m_port;

    [[nodiscard]] Settings settings(const QString &verify) const
    {
        Settings settings;
        settings.setGiven(QStringLiteral("service.protocol"), {QStringLiteral("prpl-jabber")});
        settings.setGiven(QStringLiteral("service.verify_certs"), {verify});
        settings.setGiven(QStringLiteral("purple.connect_server"), {QStringLiteral("127.0.0.1")});
        settings.setGiven(QStringLiteral("purple.port"), {m_port});
        settings.setGiven(QStringLiteral("purple.connection_security"), {QStringLiteral("old_ssl")});
        return settings;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QProcess maker;
        maker.setWorkingDirectory(m_folder.path());
        maker.start(
            QStringLiteral("openssl"),
            QStringLiteral("req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -days 2 -subj "
                           "/CN=self.example -addext subjectAltName=DNS:self.example")
                .split(u' '));
        QVERIFY(maker.waitForFinished() && maker.exitCode() == 0);
        m_server.setWorkingDirectory(m_folder.path());
        m_server.start(
            QStringLiteral("openssl"),
            QStringLiteral("s_server -accept 127.0.0.1:0 -cert cert.pem -key key.pem").split(u' '));
        QByteArray said;
        QTRY_VERIFY((said += m_server.readAllStandardOutput()).contains("ACCEPT 127.0.0.1:"));
        m_port = QString::fromLatin1(said.mid(said.indexOf("ACCEPT 127.0.0.1:") + 17))
                     .section(u'\n', 0, 0)
                     .trimmed();
    }

    void cleanupTestCase()
    {
        m_server.kill();
        m_server.waitForFinished();
    }

    void isRefusedInClearWords()
    {
        Host host;
        Sink sink;
        PurpleNetwork network(settings(QStringLiteral("1")), host);
        const std::unique_ptr<Session> session = network.createSession(
            {.name = QStringLiteral("romeo@self.example"), .secret = Secret("secret")}, sink);
        session->logIn({});
        QTRY_COMPARE(sink.errors.size(), 1);
        QCOMPARE(sink.errors[0].kind, ErrorKind::Untrusted);
        QVERIFY2(sink.errors[0].userText.contains(QStringLiteral(
                     "The certificate of 127.0.0.1 is refused: it is self-signed and it is for "
                     "another server.")),
                 qPrintable(sink.errors[0].userText));
    }

    void isAcceptedWhereThatIsSaid()
    {
        Host host;
        Sink sink;
        PurpleNetwork network(settings(QStringLiteral("0")), host);
        const std::unique_ptr<Session> session = network.createSession(
            {.name = QStringLiteral("romeo@self.example"), .secret = Secret("secret")}, sink);
        session->logIn({});
        // It speaks on, to somebody who does not understand it.
        QByteArray said;
        QTRY_VERIFY((said += m_server.readAllStandardOutput()).contains("<stream:stream"));
        QVERIFY(sink.errors.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestUntrusted)
#include "tst_untrusted.moc"
