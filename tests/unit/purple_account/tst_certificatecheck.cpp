// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "CertificateCheck.h"

#include "Stage.h"

#include <QProcess>

using namespace spectrum;
using namespace spectrum::purple;
using spectrum::purple::testing::Stage;

class TestCertificateCheck : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    QTemporaryDir m_authorities;

    void openssl(const QString &words) const
    {
        QProcess process;
        process.setWorkingDirectory(m_folder.path());
        process.start(QStringLiteral("openssl"), words.split(u' '));
        QVERIFY(process.waitForFinished());
        QVERIFY2(process.exitCode() == 0, process.readAllStandardError().constData());
    }
    void makeRequest(const QString &name) const
    {
        QFile extensions(m_folder.filePath(name + QStringLiteral(".ext")));
        QVERIFY(extensions.open(QIODevice::WriteOnly));
        extensions.write("subjectAltName=DNS:" + name.toUtf8() + "\nbasicConstraints=CA:FALSE\n");
        openssl(
            QStringLiteral("req -newkey rsa:2048 -nodes -keyout %1.key -out %1.csr -subj /CN=%1").arg(name));
    }
    void sign(const QString &name, const QString &days) const
    {
        makeRequest(name);
        openssl(
            QStringLiteral("x509 -req -in %1.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out %1.pem -days "
                           "%2 -extfile %1.ext")
                .arg(name, days));
    }
    // The outcome for a certificate that a server of that name shows.
    int verify(const QString &file, const char *server) const
    {
        PurpleCertificateScheme *scheme = purple_certificate_find_scheme("x509");
        PurpleCertificate *certificate =
            purple_certificate_import(scheme, m_folder.filePath(file).toUtf8().constData());
        if (!certificate)
            return -1;
        int outcome = -1;
        GList *chain = g_list_append(nullptr, certificate);
        purple_certificate_verify(
            purple_certificate_find_verifier("x509", "tls_cached"), server, chain,
            [](PurpleCertificateVerificationStatus status, gpointer data) {
                *static_cast<int *>(data) = static_cast<int>(status);
            },
            &outcome);
        purple_certificate_destroy_list(chain);
        return outcome;
    }

private Q_SLOTS:
    void initTestCase()
    {
        openssl(QStringLiteral(
            "req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -days 10 -subj /CN=Trial"));
        QVERIFY(QFile::copy(m_folder.filePath(QStringLiteral("ca.pem")),
                            m_authorities.filePath(QStringLiteral("ca.pem"))));
        sign(QStringLiteral("good.example"), QStringLiteral("5"));
        openssl(
            QStringLiteral("req -x509 -newkey rsa:2048 -nodes -keyout self.key -out self.pem -days 10 -subj "
                           "/CN=self.example -addext subjectAltName=DNS:self.example"));
        purple_certificate_add_ca_search_path(m_authorities.path().toUtf8().constData());
        purple::testing::startLibrary();
        CertificateCheck::install();
        CertificateCheck::install();
        QVERIFY(purple_ssl_is_supported());
    }

    void acceptsWhatAnAuthoritySigned()
    {
        Stage stage;
        QCOMPARE(verify(QStringLiteral("good.example.pem"), "good.example"), int(PURPLE_CERTIFICATE_VALID));
        QCOMPARE(stage.desk->takeUntrusted(), QString());
    }

    void refusesWhatIsForAnotherServer()
    {
        Stage stage;
        QCOMPARE(verify(QStringLiteral("good.example.pem"), "evil.example"), int(PURPLE_CERTIFICATE_INVALID));
        QCOMPARE(stage.desk->takeUntrusted(),
                 QStringLiteral("The certificate of evil.example is refused: it is for another server."));
        QCOMPARE(stage.desk->takeUntrusted(), QString());
    }

    void refusesWhatIsSelfSigned()
    {
        Stage stage;
        for (int time = 0; time < 2; ++time) {
            QCOMPARE(verify(QStringLiteral("self.pem"), "self.example"), int(PURPLE_CERTIFICATE_INVALID));
            QVERIFY(stage.desk->takeUntrusted().startsWith(
                QStringLiteral("The certificate of self.example is refused: ")));
        }
        QVERIFY(stage.sink.steps.isEmpty());
    }

    void acceptsEverythingOnlyWhereItIsSaid()
    {
        Stage careless("careless@trial.example");
        Stage careful("careful@trial.example");
        careless.desk->setTrust(Desk::Trust::Everybody);
        {
            const Turn turn(careless.desk->number());
            QCOMPARE(verify(QStringLiteral("self.pem"), "self.example"), int(PURPLE_CERTIFICATE_VALID));
        }
        {
            const Turn turn(careful.desk->number());
            QCOMPARE(verify(QStringLiteral("self.pem"), "self.example"), int(PURPLE_CERTIFICATE_INVALID));
        }
        QCOMPARE(verify(QStringLiteral("self.pem"), "self.example"), int(PURPLE_CERTIFICATE_INVALID));
    }

    void saysWhatIsWrong()
    {
        QCOMPARE(CertificateCheck::textOf(PURPLE_CERTIFICATE_SELF_SIGNED | PURPLE_CERTIFICATE_EXPIRED),
                 QStringLiteral("it is self-signed and it has expired"));
        QCOMPARE(CertificateCheck::textOf(PURPLE_CERTIFICATE_UNKNOWN_ERROR),
                 QStringLiteral("it cannot be verified"));
    }
};

QTEST_GUILESS_MAIN(TestCertificateCheck)
#include "tst_certificatecheck.moc"
