// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Stage.h"

#include <QProcess>
#include <QTest>

using namespace spectrum;
using namespace spectrum::config;

// What an administrator is told who comes with the files of the first Spectrum 2.
class tst_FirstSpectrum : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void takesTheFileOfIrc();
    void tellsLineByLineWhatToChange();
    void takesTheFileBesideTheHosts();
    void isCheckedByTheProgram();

private:
    struct Ended {
        int exitCode = -1;
        QString output = {};
        QString errors = {};
    };
    [[nodiscard]] Ended check(const QStringList &arguments) const;

    testing::Stage m_stage;
    QByteArray m_irc;
    QByteArray m_purple;
};

static QByteArray content(const char *name)
{
    QFile file(QStringLiteral(FIRST_SPECTRUM "/") + QString::fromLatin1(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void tst_FirstSpectrum::initTestCase()
{
    m_irc = content("irc.cfg");
    m_purple = content("purple.cfg");
    QVERIFY(!m_irc.isEmpty() && !m_purple.isEmpty());
}

void tst_FirstSpectrum::takesTheFileOfIrc()
{
    const Outcome outcome = m_stage.resolve(m_irc);
    QCOMPARE(m_stage.told(outcome.mistakes), QStringList());
    const QString later = QStringLiteral("is known, and takes effect in a later version");
    const QString gone = QStringLiteral("has no effect any more");
    const QString logging =
        gone + QStringLiteral("; instead: logging.level, logging.format and logging.rules");
    QStringList told = m_stage.told(outcome.notices);
    told.sort();
    QStringList expected{
        QStringLiteral("one.cfg:17: service.backend_host: ") + gone +
            QStringLiteral(": sessions are not reached over the network any more"),
        QStringLiteral("one.cfg:18: service.backend_port: ") + gone +
            QStringLiteral(": sessions are not reached over the network any more"),
        QStringLiteral(
            "one.cfg:21: service.backend: selects the network module; write service.network=irc instead"),
        QStringLiteral("one.cfg:32: service.portfile: ") + gone +
            QStringLiteral("; instead: admin.socket, which has a fixed place"),
        QStringLiteral("one.cfg:33: service.working_dir: ") + gone +
            QStringLiteral("; instead: database.database, which names the one file that is kept"),
        QStringLiteral("one.cfg:42: logging.config: ") + logging,
        QStringLiteral("one.cfg:44: logging.backend_config: ") + logging,
        QStringLiteral(
            "one.cfg:48: database.type: sqlite3 means sqlcipher now: accounts are kept in a new file, "
            "encrypted; spectrum2 import takes over those of the first Spectrum 2"),
        QStringLiteral("one.cfg:52: database.prefix: ") + gone + QStringLiteral(": the database is a file"),
    };
    expected.sort();
    QCOMPARE(told, expected);
    const InstanceConfiguration &instance = outcome.configuration.instances[0];
    QCOMPARE(instance.frontend, QStringLiteral("xmpp"));
    QCOMPARE(instance.network, QStringLiteral("irc"));
    QCOMPARE(instance.settings.list(QStringLiteral("service.irc_server")),
             QStringList{QStringLiteral("irc.example.net")});
    QCOMPARE(instance.settings.list(QStringLiteral("service.allowed_servers")).size(), 2);
    QVERIFY(!instance.settings.isTrue(QStringLiteral("registration.enable_public_registration")));
    QCOMPARE(outcome.configuration.host.text(QStringLiteral("database.database")),
             QStringLiteral("/var/lib/spectrum2/irc.example.org/database.sql"));
}

void tst_FirstSpectrum::tellsLineByLineWhatToChange()
{
    const Outcome outcome = m_stage.resolve(m_purple);
    const QStringList told = m_stage.told(outcome.mistakes);
    QCOMPARE(told, (QStringList{
                       QStringLiteral("one.cfg:16: database.type: there is no database server any more; "
                                      "write sqlcipher, which keeps the accounts in an encrypted file, and "
                                      "take the other keys of the server out"),
                       QStringLiteral("one.cfg:7: service.backend: the network module \"purple\", which "
                                      "does the work of this program, is not installed; modules found: "
                                      "irc")}));
    const QString notices = m_stage.told(outcome.notices).join(u'\n');
    for (const char *place :
         {"one.cfg:20: database.encryption_key", "one.cfg:23: purple.server", "one.cfg:32: features.muc"})
        QVERIFY2(notices.contains(QLatin1String(place)), place);
    for (const char *known : {"service.protocol", "service.verify_certs", "proxy."})
        QVERIFY2(!notices.contains(QLatin1String(known)), known);
    QVERIFY(!notices.contains(QStringLiteral("secret-marker")));
    QByteArray unknown = m_purple;
    unknown.replace("spectrum2_libpurple_backend", "my_backend");
    QVERIFY(m_stage.told(m_stage.resolve(unknown).mistakes)
                .contains(QStringLiteral("one.cfg:7: service.backend: this program is not known; write "
                                         "service.network=ID instead, with one of the modules found: irc")));
}

void tst_FirstSpectrum::takesTheFileBesideTheHosts()
{
    m_stage.write(QStringLiteral("etc/transports/irc.cfg"), m_irc);
    const QString host = m_stage.write(QStringLiteral("etc/spectrum2.cfg"), "");
    const Outcome outcome = m_stage.resolve(Request{.file = host});
    QCOMPARE(m_stage.told(outcome.mistakes), QStringList());
    QCOMPARE(outcome.configuration.instances.size(), 1);
    const QString word = QStringLiteral("what is for the whole host");
    QCOMPARE(m_stage.told(outcome.notices).filter(word).size(), 1);
    QVERIFY(m_stage.told(outcome.notices)
                .filter(word)[0]
                .endsWith(QStringLiteral(
                    "service.user, service.group, service.pidfile, database.type, database.database")));
}

tst_FirstSpectrum::Ended tst_FirstSpectrum::check(const QStringList &arguments) const
{
    QProcess process;
    process.start(QStringLiteral(HOST_PROGRAM), QStringList{QStringLiteral("check-config")} + arguments);
    if (!process.waitForFinished())
        return {};
    return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()),
            QString::fromUtf8(process.readAllStandardError())};
}

void tst_FirstSpectrum::isCheckedByTheProgram()
{
    const Ended good = check({m_stage.write(QStringLiteral("irc.cfg"), m_irc)});
    QCOMPARE(good.errors, QString());
    QCOMPARE(good.exitCode, 0);
    QVERIFY2(good.output.endsWith(QStringLiteral("irc.example.org: frontend xmpp, network irc\n"
                                                 "The configuration has no mistake.\n")),
             qPrintable(good.output));
    QCOMPARE(good.output.count(QStringLiteral("note: ")), 9);
    // The notices are there with the mistakes, too.
    const Ended bad = check({m_stage.write(QStringLiteral("purple.cfg"), m_purple)});
    QCOMPARE(bad.exitCode, 78);
    // Whether the module is there depends on the build.
    QVERIFY(bad.errors.contains(QStringLiteral("purple.cfg:16: database.type")));
    QVERIFY(bad.output.contains(QStringLiteral("purple.cfg:20: database.encryption_key")));
    QVERIFY(!bad.output.contains(QStringLiteral("secret-marker")));
    const Ended help = check({QStringLiteral("--help")});
    QCOMPARE(help.exitCode, 0);
    QVERIFY(help.output.startsWith(QStringLiteral("Usage: spectrum2 check-config [FILE]")));
    QCOMPARE(check({QStringLiteral("a.cfg"), QStringLiteral("b.cfg")}).exitCode, 2);
    const Ended missing = check({QStringLiteral("/nowhere/spectrum.cfg")});
    QCOMPARE(missing.exitCode, 78);
    QCOMPARE(missing.errors,
             QStringLiteral("/nowhere/spectrum.cfg: cannot be read: No such file or directory\n"));
}

QTEST_GUILESS_MAIN(tst_FirstSpectrum)
#include "tst_firstspectrum.moc"
