// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "config/Comparison.h"
#include "config/Configuration.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace spectrum;
using namespace spectrum::config;

class tst_Configuration : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void resolvesAnInstance();
    void tellsAllMistakes();
    void readsSecretsFromFiles();
    void warnsOfReadableSecrets();
    void takesOverrides();
    void readsSeveralInstances();
    void knowsTheFirstSpectrum();
    void namesWhatChanged();

private:
    QString write(const QString &name, const QByteArray &text);
    Outcome read(const QByteArray &text);

    QTemporaryDir m_folder;
    std::optional<Schema> m_schema;
};

static QJsonArray keysOf(const char *path)
{
    QFile file(QString::fromUtf8(path));
    return file.open(QIODevice::ReadOnly)
               ? QJsonDocument::fromJson(file.readAll()).object().value(QStringLiteral("Keys")).toArray()
               : QJsonArray();
}

static const QByteArray gateway =
    "[service]\nfrontend=xmpp\nnetwork=irc\njid=irc.example.org\nserver=127.0.0.1\n"
    "password=secret-marker\n[irc]\nserver=irc.example.net\n";

void tst_Configuration::initTestCase()
{
    m_schema = Schema::host();
    QVERIFY(m_schema->addModule(Schema::Kind::Frontend, QStringLiteral("xmpp"), keysOf(FRONTEND_METADATA)));
    QVERIFY(m_schema->addModule(Schema::Kind::Network, QStringLiteral("irc"), keysOf(NETWORK_METADATA)));
}

QString tst_Configuration::write(const QString &name, const QByteArray &text)
{
    QFile file(m_folder.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        return {};
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    return file.fileName();
}

Outcome tst_Configuration::read(const QByteArray &text)
{
    return resolve(Sources::read({.file = write(QStringLiteral("one.cfg"), text)}, *m_schema), *m_schema);
}

void tst_Configuration::resolvesAnInstance()
{
    const Outcome outcome = read(gateway);
    QVERIFY2(outcome.isOk(), qPrintable(outcome.mistakes.value(0).toString()));
    QCOMPARE(outcome.configuration.instances.size(), 1);
    const InstanceConfiguration &instance = outcome.configuration.instances[0];
    QCOMPARE(instance.id.toString(), QStringLiteral("irc.example.org"));
    QCOMPARE(instance.frontend, QStringLiteral("xmpp"));
    QCOMPARE(instance.network, QStringLiteral("irc"));
    QCOMPARE(instance.settings.text(QStringLiteral("identity.name")), QStringLiteral("Spectrum 2 Transport"));
    QVERIFY(instance.settings.secret(QStringLiteral("service.password")) ==
            Secret(QByteArrayView("secret-marker")));
}

void tst_Configuration::tellsAllMistakes()
{
    const Outcome outcome =
        read(gateway + "flod_rate=1\nport=many\ntls=perhaps\n[identity]\nname=a\nname=b\n");
    QStringList told;
    for (const Mistake &mistake : outcome.mistakes)
        told.append(mistake.toString());
    const QString all = told.join(u'\n');
    QCOMPARE(outcome.mistakes.size(), 4);
    QVERIFY2(all.contains(QStringLiteral("one.cfg:9: irc.flod_rate")), qPrintable(all));
    QVERIFY2(all.contains(QStringLiteral("irc.flood_rate")), qPrintable(all));
    QVERIFY2(all.contains(QStringLiteral("one.cfg:10: irc.port")), qPrintable(all));
    QVERIFY2(all.contains(QStringLiteral("one.cfg:11: irc.tls")), qPrintable(all));
    QVERIFY2(all.contains(QStringLiteral("one.cfg:14: identity.name")), qPrintable(all));
    QVERIFY(!all.contains(QStringLiteral("secret-marker")));
}

void tst_Configuration::readsSecretsFromFiles()
{
    const QString secret = write(QStringLiteral("secret"), "from-a-file\n");
    QByteArray text = gateway;
    text.replace("password=secret-marker", "password_file=" + secret.toUtf8());
    const Outcome outcome = read(text);
    QVERIFY2(outcome.isOk(), qPrintable(outcome.mistakes.value(0).toString()));
    QVERIFY(outcome.configuration.instances[0].settings.secret(QStringLiteral("service.password")) ==
            Secret(QByteArrayView("from-a-file")));
    text.replace(secret.toUtf8(), "/nowhere/secret");
    const Outcome missing = read(text);
    QCOMPARE(missing.mistakes.size(), 1);
    QVERIFY(missing.mistakes[0].toString().contains(QStringLiteral("/nowhere/secret")));
}

void tst_Configuration::warnsOfReadableSecrets()
{
    const QString path = write(QStringLiteral("open.cfg"), gateway);
    QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther);
    const Outcome outcome = resolve(Sources::read({.file = path}, *m_schema), *m_schema);
    QVERIFY(outcome.isOk());
    QString told;
    for (const Mistake &notice : outcome.notices)
        told += notice.toString();
    QVERIFY2(told.contains(QStringLiteral("chmod")) && told.contains(path), qPrintable(told));
}

void tst_Configuration::takesOverrides()
{
    Request request{.file = write(QStringLiteral("one.cfg"), gateway)};
    request.environment.insert(QStringLiteral("SPECTRUM2_IRC__PORT"), QStringLiteral("7000"));
    request.environment.insert(QStringLiteral("SPECTRUM2_IDENTITY__NAME"), QStringLiteral("Environment"));
    request.overrides = {QStringLiteral("identity.name=Words")};
    const Outcome outcome = resolve(Sources::read(request, *m_schema), *m_schema);
    QVERIFY2(outcome.isOk(), qPrintable(outcome.mistakes.value(0).toString()));
    const Settings &settings = outcome.configuration.instances[0].settings;
    QCOMPARE(settings.integer(QStringLiteral("irc.port")), 7000);
    QCOMPARE(settings.text(QStringLiteral("identity.name")), QStringLiteral("Words"));
}

void tst_Configuration::readsSeveralInstances()
{
    QVERIFY(QDir(m_folder.path()).mkpath(QStringLiteral("transports")));
    QByteArray other = gateway;
    other.replace("irc.example.org", "b.example.org");
    const QString first = write(QStringLiteral("transports/a.cfg"), gateway);
    const QString second = write(QStringLiteral("transports/b.cfg"), other);
    const QString host = write(QStringLiteral("spectrum2.cfg"), "[logging]\nlevel=warning\n");
    const Outcome outcome = resolve(Sources::read({.file = host}, *m_schema), *m_schema);
    QVERIFY2(outcome.isOk(), qPrintable(outcome.mistakes.value(0).toString()));
    QCOMPARE(outcome.configuration.instances.size(), 2);
    QCOMPARE(outcome.configuration.instances[1].id.toString(), QStringLiteral("b.example.org"));
    QCOMPARE(outcome.configuration.host.text(QStringLiteral("logging.level")), QStringLiteral("warning"));
    QVERIFY(QFile::remove(first) && QFile::remove(second));
}

void tst_Configuration::knowsTheFirstSpectrum()
{
    const Outcome outcome =
        read("[service]\nuser=spectrum\njid = irc.example.org\npassword = secret\nserver = 127.0.0.1\n"
             "port = 5347\nbackend_host = 127.0.0.1\nusers_per_backend=10\n"
             "backend=/usr/bin/spectrum2_libcommuni_backend\nirc_server=irc.example.net\n"
             "[logging]\nconfig=/etc/spectrum2/logging.cfg\n");
    QVERIFY2(outcome.isOk(), qPrintable(outcome.mistakes.value(0).toString()));
    QCOMPARE(outcome.configuration.instances[0].network, QStringLiteral("irc"));
    QVERIFY(!outcome.notices.isEmpty());
}

void tst_Configuration::namesWhatChanged()
{
    const Outcome before = read(gateway);
    QByteArray text = gateway;
    text.replace("irc.example.net", "other.example.net");
    const Outcome after = read(text + "[identity]\nname=New\n");
    QVERIFY(before.isOk() && after.isOk());
    const Changes changes = compare(before.configuration, after.configuration, *m_schema);
    QVERIFY(changes.changed.contains(QStringLiteral("irc.example.org: identity.name")));
    QVERIFY(changes.changed.contains(QStringLiteral("irc.example.org: irc.server")));
    QVERIFY(changes.added.isEmpty() && changes.removed.isEmpty());
    QVERIFY(compare(before.configuration, before.configuration, *m_schema).changed.isEmpty());
}

QTEST_GUILESS_MAIN(tst_Configuration)
#include "tst_configuration.moc"
