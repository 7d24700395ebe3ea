// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "stream/KeyFit.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

using namespace spectrum::xmpp;

class KeyFitTest : public QObject
{
    Q_OBJECT

    void make(const QString &arguments)
    {
        QProcess openssl;
        openssl.setWorkingDirectory(m_directory.path());
        openssl.start(QStringLiteral("openssl"), arguments.split(u' '));
        QVERIFY(openssl.waitForFinished());
        QVERIFY2(openssl.exitCode() == 0, openssl.readAllStandardError().constData());
    }

    [[nodiscard]] QByteArray read(const QString &name) const
    {
        QFile file(m_directory.filePath(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    [[nodiscard]] QSslKey key(const QString &name) const
    {
        const QByteArray pem = read(name);
        const QSslKey rsa(pem, QSsl::Rsa);
        return rsa.isNull() ? QSslKey(pem, QSsl::Ec) : rsa;
    }

    QTemporaryDir m_directory;

private Q_SLOTS:
    void initTestCase()
    {
        for (const char *name : {"rsa-a", "rsa-b"})
            make(QStringLiteral(
                     "req -x509 -newkey rsa:2048 -nodes -batch -subj /CN=a -keyout %1.key -out %1.pem")
                     .arg(QLatin1String(name)));
        make(QStringLiteral("rsa -in rsa-a.key -traditional -out rsa-old.key"));
        const QString ec =
            QStringLiteral("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:%2 -nodes -batch -subj "
                           "/CN=a -keyout %1.key -out %1.pem");
        for (const char *curve : {"P-256", "P-384", "P-521"}) {
            for (const char *letter : {"a", "b"})
                make(ec.arg(QLatin1String(curve) + QLatin1Char('-') + QLatin1String(letter),
                            QLatin1String(curve)));
        }
        make(QStringLiteral("ec -in P-256-a.key -no_public -out P-256-bare.key"));
    }

    void tells_data()
    {
        QTest::addColumn<QString>("keyName");
        QTest::addColumn<QString>("certificateName");
        QTest::addColumn<bool>("fits");
        for (const char *kind : {"rsa", "P-256", "P-384", "P-521"}) {
            const QString a = QLatin1String(kind) + QStringLiteral("-a");
            const QString b = QLatin1String(kind) + QStringLiteral("-b");
            QTest::addRow("%s, its own", kind) << a + QStringLiteral(".key") << a << true;
            QTest::addRow("%s, another", kind) << a + QStringLiteral(".key") << b << false;
        }
        QTest::newRow("RSA, PKCS#1") << QStringLiteral("rsa-old.key") << QStringLiteral("rsa-a") << true;
        QTest::newRow("RSA, PKCS#1, another")
            << QStringLiteral("rsa-old.key") << QStringLiteral("rsa-b") << false;
        QTest::newRow("no point") << QStringLiteral("P-256-bare.key") << QStringLiteral("P-256-a") << true;
        QTest::newRow("another curve") << QStringLiteral("P-256-a.key") << QStringLiteral("P-384-a") << false;
        QTest::newRow("another algorithm")
            << QStringLiteral("rsa-a.key") << QStringLiteral("P-256-a") << false;
    }

    void tells()
    {
        QFETCH(QString, keyName);
        QFETCH(QString, certificateName);
        const QSslCertificate certificate(read(certificateName + QStringLiteral(".pem")), QSsl::Pem);
        const QSslKey own = key(keyName);
        QVERIFY(!certificate.isNull() && !own.isNull());
        QTEST(isKeyOf(own, certificate), "fits");
    }
};

QTEST_GUILESS_MAIN(KeyFitTest)
#include "tst_keyfit.moc"
