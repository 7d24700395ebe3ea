// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

// The subcommand module of the program.
class tst_ModuleCommand : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void listsForPeople();
    void listsForPrograms();
    void showsARefusal();
    void describesAModule();
    void refusesNonsense();

private:
    struct Ended {
        int exitCode = -1;
        QString output = {};
        QString errors = {};
    };
    // Without the machine's own file.
    [[nodiscard]] static Ended call(const QStringList &words)
    {
        QProcess process;
        process.start(QStringLiteral(HOST_PROGRAM), QStringList{QStringLiteral("module")} + words);
        if (!process.waitForFinished())
            return {};
        return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()),
                QString::fromUtf8(process.readAllStandardError())};
    }
};

void tst_ModuleCommand::listsForPeople()
{
    const Ended list =
        call({QStringLiteral("list"), QStringLiteral("--config"), QStringLiteral("/dev/null")});
    QCOMPARE(list.exitCode, 0);
    QVERIFY2(list.output.contains(QStringLiteral("frontend  xmpp")), qPrintable(list.output));
    QVERIFY2(list.output.contains(QStringLiteral("network   irc")), qPrintable(list.output));
    QVERIFY(list.output.endsWith(QLatin1Char('\n')));
    QCOMPARE(list.errors, QString());
}

void tst_ModuleCommand::listsForPrograms()
{
    const Ended list = call({QStringLiteral("list"), QStringLiteral("--json"), QStringLiteral("/dev/null")});
    QCOMPARE(list.exitCode, 0);
    const QJsonArray modules = QJsonDocument::fromJson(list.output.toUtf8()).array();
    QVERIFY(modules.size() >= 2);
    const QJsonObject first = modules[0].toObject();
    QCOMPARE(first.value(u"kind").toString(), QStringLiteral("frontend"));
    QCOMPARE(first.value(u"id").toString(), QStringLiteral("xmpp"));
    QCOMPARE(first.value(u"state").toString(), QStringLiteral("found"));
    QVERIFY(QFile::exists(first.value(u"path").toString()));
}

void tst_ModuleCommand::showsARefusal()
{
    const QTemporaryDir folder;
    QVERIFY(QDir(folder.path()).mkpath(QStringLiteral("networks/odd.so")));
    const QString path = folder.filePath(QStringLiteral("networks/odd.so"));
    const QStringList where{QStringLiteral("/dev/null"),
                            QStringLiteral("--host.module_path=") + folder.path()};
    QCOMPARE(call(QStringList{QStringLiteral("list")} + where).output,
             QStringLiteral("refused   %1: it is a folder\n").arg(path));
    const Ended list = call(QStringList{QStringLiteral("list"), QStringLiteral("--json")} + where);
    const QJsonObject odd = QJsonDocument::fromJson(list.output.toUtf8()).array().at(0).toObject();
    QCOMPARE(odd.value(u"state").toString(), QStringLiteral("refused"));
    QCOMPARE(odd.value(u"reason").toString(), QStringLiteral("it is a folder"));
}

void tst_ModuleCommand::describesAModule()
{
    const Ended info = call({QStringLiteral("info"), QStringLiteral("irc"), QStringLiteral("/dev/null")});
    QCOMPARE(info.exitCode, 0);
    QVERIFY2(info.output.startsWith(QStringLiteral("IRC ")), qPrintable(info.output));
    QVERIFY(info.output.contains(QStringLiteral("sessions: in the host's process")));
    QVERIFY(info.output.contains(QStringLiteral("irc.flood_rate=2\n")));
}

void tst_ModuleCommand::refusesNonsense()
{
    const Ended unknown = call({QStringLiteral("info"), QStringLiteral("nothing")});
    QCOMPARE(unknown.exitCode, 2);
    QCOMPARE(unknown.errors,
             QStringLiteral("spectrum2 module: there is no module \"nothing\"; spectrum2 module "
                            "list shows all\n"));
    QCOMPARE(call({}).exitCode, 2);
    QCOMPARE(call({QStringLiteral("info")}).exitCode, 2);
    QCOMPARE(call({QStringLiteral("probe")}).exitCode, 2);
    const Ended help = call({QStringLiteral("--help")});
    QCOMPARE(help.exitCode, 0);
    QVERIFY(help.output.startsWith(QStringLiteral("Usage: spectrum2 module list")));
}

QTEST_GUILESS_MAIN(tst_ModuleCommand)
#include "tst_command.moc"
