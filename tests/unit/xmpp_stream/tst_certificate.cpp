// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "stream/Certificate.h"

#include <QProcess>
#include <QSslKey>
#include <QTemporaryDir>
#include <QtTest>

using namespace spectrum;
using namespace spectrum::xmpp;

// The files are made by the openssl command, as an operator makes them.
class CertificateTest : public QObject
{
    Q_OBJECT

    [[nodiscard]] QString path(const char *name) const { return m_directory.filePath(QLatin1String(name)); }
    void make(const char *arguments)
    {
        QProcess openssl;
        openssl.setWorkingDirectory(m_directory.path());
        openssl.start(QStringLiteral("openssl"), QString::fromLatin1(arguments).split(u' '));
        QVERIFY(openssl.waitForFinished());
        QVERIFY2(openssl.exitCode() == 0, openssl.readAllStandardError().constData());
    }

    void write(const char *name, const QByteArray &bytes)
    {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    }

    QTemporaryDir m_directory;

private Q_SLOTS:
    void initTestCase()
    {
        make("req -x509 -newkey rsa:2048 -nodes -batch -subj /CN=im.example -keyout rsa.key -out rsa.pem");
        make("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -batch -subj /CN=im.example "
             "-keyout ec.key -out ec.pem");
        make("rsa -in rsa.key -aes256 -passout pass:word -out locked.key");
        make("pkcs12 -export -in rsa.pem -inkey rsa.key -passout pass: -out open.p12");
        make("pkcs12 -export -in ec.pem -inkey ec.key -passout pass:word -out locked.p12");
        QFile whole(path("open.p12"));
        QVERIFY(whole.open(QIODevice::ReadOnly));
        const QByteArray bytes = whole.readAll();
        write("empty.p12", {});
        write("nonsense.p12", "nonsense");
        write("half.p12", bytes.first(bytes.size() / 2));
        make("pkcs12 -export -legacy -in rsa.pem -inkey rsa.key -passout pass:secret -out old.p12");
    }
    void loads_data()
    {
        QTest::addColumn<QString>("certificate");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QByteArray>("password");
        QTest::newRow("RSA") << path("rsa.pem") << path("rsa.key") << QByteArray();
        QTest::newRow("EC") << path("ec.pem") << path("ec.key") << QByteArray();
        QTest::newRow("RSA, password") << path("rsa.pem") << path("locked.key") << QByteArray("word");
        QTest::newRow("PKCS#12") << path("open.p12") << QString() << QByteArray();
        QTest::newRow("PKCS#12, password") << path("locked.p12") << QString() << QByteArray("word");
    }
    void loads()
    {
        QFETCH(QString, certificate);
        QFETCH(QString, key);
        QFETCH(QByteArray, password);
        const auto loaded = loadCertificate(certificate, key, Secret(password));
        QVERIFY2(loaded, loaded ? "" : qPrintable(loaded.error().userText));
        QVERIFY(!loaded->privateKey().isNull());
        QCOMPARE(loaded->localCertificateChain().size(), 1);
    }
    void refuses_data()
    {
        QTest::addColumn<QString>("certificate");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("wrong password")
            << path("locked.p12") << QString() << QStringLiteral("service.cert_password is wrong");
        QTest::newRow("wrong key password")
            << path("rsa.pem") << path("locked.key") << QStringLiteral("service.cert_password is wrong");
        QTest::newRow("old encryption")
            << path("old.p12") << QString() << QStringLiteral("openssl pkcs12 -legacy");
        QTest::newRow("no file") << path("none.p12") << QString() << QStringLiteral("service.cert:");
        QTest::newRow("no key file") << path("rsa.pem") << path("none.key")
                                     << QStringLiteral("service.cert_key:");
        for (const char *name : {"empty.p12", "nonsense.p12", "half.p12"})
            QTest::newRow(name) << path(name) << QString()
                                << QStringLiteral("not a PKCS#12 file, or not all of");
        QTest::newRow("key of another")
            << path("rsa.pem") << path("ec.key") << QStringLiteral("is not the key of the first certificate");
        QTest::newRow("no certificate")
            << path("rsa.key") << path("rsa.key") << QStringLiteral("holds no PEM certificate");
    }
    void refuses()
    {
        QFETCH(QString, certificate);
        QFETCH(QString, key);
        QFETCH(QString, sentence);
        // What is wrong is said in one sentence, and that is the error.
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
        const auto loaded = loadCertificate(certificate, key, Secret("secret"));
        QVERIFY(!loaded);
        QVERIFY2(loaded.error().userText.contains(sentence), qPrintable(loaded.error().userText));
    }
};

QTEST_GUILESS_MAIN(CertificateTest)
#include "tst_certificate.moc"
