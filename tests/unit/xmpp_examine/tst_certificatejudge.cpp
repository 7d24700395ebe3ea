// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "examine/CertificateJudge.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace spectrum;
using namespace spectrum::xmpp;
using Verdict = Finding::Verdict;

class CertificateJudgeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void judges_data();
    void judges();

private:
    void make(const char *name, const QString &request, const QString &signing);

    QTemporaryDir m_folder;
};

// Each for 100 days.
void CertificateJudgeTest::make(const char *name, const QString &request, const QString &signing)
{
    QProcess shell;
    shell.setWorkingDirectory(m_folder.path());
    shell.start(QStringLiteral("sh"),
                {QStringLiteral("-ec"),
                 QStringLiteral("openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes "
                                "-batch %1 -keyout %3.key %2 -out %3.pem")
                     .arg(request, signing, QLatin1String(name))});
    QVERIFY(shell.waitForFinished());
    QVERIFY2(shell.exitCode() == 0, shell.readAllStandardError().constData());
}

void CertificateJudgeTest::initTestCase()
{
    make("authority", QStringLiteral("-x509 -days 100 -subj /CN=authority"), {});
    const QString signing =
        QStringLiteral("| openssl x509 -req -days 100 -copy_extensions copy -CA authority.pem "
                       "-CAkey authority.key -CAcreateserial");
    make("named", QStringLiteral("-subj /CN=other.test -addext subjectAltName=DNS:msn.test,DNS:icq.test"),
         signing);
    make("star", QStringLiteral("-subj /CN=x -addext subjectAltName=DNS:*.test"), signing);
    make("common", QStringLiteral("-subj /CN=msn.test"), signing);
}

void CertificateJudgeTest::judges_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("domain");
    QTest::addColumn<int>("day");
    QTest::addColumn<Verdict>("verdict");
    const auto row = [](const char *name, const char *file, const char *domain, int day, Verdict verdict) {
        QTest::newRow(name) << QString::fromLatin1(file) << QString::fromLatin1(domain) << day << verdict;
    };
    row("good", "named", "msn.test", 1, Verdict::Good);
    row("its other name", "named", "ICQ.test", 1, Verdict::Good);
    row("a common name beside names", "named", "other.test", 1, Verdict::Bad);
    row("a common name alone", "common", "msn.test", 1, Verdict::Good);
    row("a star", "star", "msn.test", 1, Verdict::Good);
    row("a star is one label", "star", "a.msn.test", 1, Verdict::Bad);
    row("not the star itself", "star", "test", 1, Verdict::Bad);
    row("ends soon", "named", "msn.test", 90, Verdict::Doubtful);
    row("ended", "named", "msn.test", 101, Verdict::Bad);
    row("begins later", "named", "msn.test", -1, Verdict::Bad);
    row("signed by itself", "authority", "authority", 1, Verdict::Doubtful);
}

void CertificateJudgeTest::judges()
{
    QFETCH(QString, file);
    QFETCH(QString, domain);
    QFETCH(int, day);
    const auto read = QSslCertificate::fromPath(m_folder.filePath(file + QStringLiteral(".pem")));
    QCOMPARE(read.size(), 1);
    const Finding finding =
        judgeCertificate(read.first(), domain, read.first().effectiveDate().addDays(day).addSecs(60));
    QTEST(finding.verdict, "verdict");
    QVERIFY(!finding.text.isEmpty());
    QCOMPARE(finding.advice.isEmpty(), finding.verdict == Verdict::Good);
}

QTEST_GUILESS_MAIN(CertificateJudgeTest)
#include "tst_certificatejudge.moc"
