// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "config/SecretSource.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace spectrum;
using namespace spectrum::config;

class tst_SecretSource : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsAFile();
    void refusesAFile();
    void readsACredential();
    void refusesACredential();
    void seesWhoMayRead();

private:
    QString write(const QString &name, const QByteArray &bytes) const
    {
        QFile file(m_folder.filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? file.fileName()
                                                                                    : QString();
    }

    QTemporaryDir m_folder;
};

void tst_SecretSource::readsAFile()
{
    const auto isRead = [this](const QByteArray &bytes, const char *secret) {
        const Result<Secret> found = SecretSource::fromFile(write(QStringLiteral("secret"), bytes));
        return found && *found == Secret(QByteArrayView(secret));
    };
    QVERIFY(isRead("word\n", "word"));
    QVERIFY(isRead("word\r\n", "word"));
    QVERIFY(isRead(" two words # no comment", " two words # no comment"));
    QVERIFY(isRead("a\nb\n", "a\nb"));
}

void tst_SecretSource::refusesAFile()
{
    const auto reason = [](const QString &path) {
        const Result<Secret> found = SecretSource::fromFile(path);
        return found ? QString() : found.error().userText;
    };
    const QString missing = m_folder.filePath(QStringLiteral("missing"));
    QCOMPARE(reason(missing), missing + QStringLiteral(" cannot be read: No such file or directory"));
    const QString empty = write(QStringLiteral("empty"), "\n\n");
    QCOMPARE(reason(empty), empty + QStringLiteral(" is empty"));
    QCOMPARE(reason(m_folder.path()), m_folder.path() + QStringLiteral(" is not a regular file"));
    const QString large = write(QStringLiteral("large"), QByteArray(SecretSource::maximumSize + 1, 'x'));
    QCOMPARE(reason(large), large + QStringLiteral(" is larger than 64 KiB"));
    // A device has no end.
    QCOMPARE(reason(QStringLiteral("/dev/zero")), QStringLiteral("/dev/zero is not a regular file"));
}

void tst_SecretSource::readsACredential()
{
    write(QStringLiteral("component"), "word\n");
    qputenv("CREDENTIALS_DIRECTORY", m_folder.path().toUtf8());
    const Result<Secret> found = SecretSource::fromCredential(QStringLiteral("component"));
    qunsetenv("CREDENTIALS_DIRECTORY");
    QVERIFY(found && *found == Secret(QByteArrayView("word")));
}

void tst_SecretSource::refusesACredential()
{
    const Result<Secret> none = SecretSource::fromCredential(QStringLiteral("component"));
    QVERIFY(!none);
    QCOMPARE(
        none.error().userText,
        QStringLiteral("there are no credentials ($CREDENTIALS_DIRECTORY is not set); the service manager "
                       "gives them with LoadCredential="));
    qputenv("CREDENTIALS_DIRECTORY", m_folder.path().toUtf8());
    for (const char *name : {"", "../etc/passwd", "..", ".hidden", "/etc/passwd"}) {
        const Result<Secret> found = SecretSource::fromCredential(QString::fromLatin1(name));
        QVERIFY2(!found, name);
        QCOMPARE(found.error().userText, QStringLiteral("is not the name of a credential"));
    }
    qunsetenv("CREDENTIALS_DIRECTORY");
}

void tst_SecretSource::seesWhoMayRead()
{
    const QString path = write(QStringLiteral("secret"), "word");
    QFile::setPermissions(path, QFile::ReadOwner | QFile::ReadGroup);
    QVERIFY(!SecretSource::isReadableByOthers(path));
    QFile::setPermissions(path, QFile::ReadOwner | QFile::ReadOther);
    QVERIFY(SecretSource::isReadableByOthers(path));
}

QTEST_APPLESS_MAIN(tst_SecretSource)
#include "tst_secretsource.moc"
