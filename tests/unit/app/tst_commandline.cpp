// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/CommandLine.h"

#include <QTest>

using namespace spectrum::core;
using Wish = CommandLine::Wish;

class CommandLineTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsTheSubcommands()
    {
        for (const Subcommand *subcommand : subcommands()) {
            const CommandLine line =
                CommandLine::parse({QLatin1String(subcommand->name), QStringLiteral("x")});
            QCOMPARE(line.wish, Wish::Run);
            QCOMPARE(line.subcommand, subcommand);
            QCOMPARE(line.arguments, QStringList{QStringLiteral("x")});
            QVERIFY(QByteArray(subcommand->help).endsWith('\n'));
            QVERIFY(CommandLine::help().contains(subcommand->summary));
        }
    }

    void runsAsTheFirstSpectrumDid_data()
    {
        QTest::addColumn<QString>("words");
        for (const char *words : {"/etc/spectrum2/transports/a.cfg", "a.cfg", "-n a.cfg",
                                  "-n -j a.example.org a.cfg", "--config a.cfg", "--service.port=1 a.cfg"})
            QTest::addRow("%s", words) << QString::fromLatin1(words);
    }
    void runsAsTheFirstSpectrumDid()
    {
        QFETCH(QString, words);
        const CommandLine line = CommandLine::parse(words.split(QLatin1Char(' ')));
        QCOMPARE(line.wish, Wish::Run);
        QCOMPARE(line.subcommand, &runCommand);
        QCOMPARE(line.arguments.join(QLatin1Char(' ')), words);
    }

    void helps()
    {
        QCOMPARE(CommandLine::parse({QStringLiteral("--help")}).wish, Wish::Help);
        QVERIFY(CommandLine::parse({QStringLiteral("--help")}).subcommand == nullptr);
        QCOMPARE(CommandLine::parse({QStringLiteral("run"), QStringLiteral("--help")}).subcommand,
                 &runCommand);
        QCOMPARE(CommandLine::parse({QStringLiteral("help"), QStringLiteral("run")}).subcommand, &runCommand);
        QCOMPARE(CommandLine::parse({QStringLiteral("--version")}).wish, Wish::Version);
    }

    void namesTheNearest()
    {
        const CommandLine line = CommandLine::parse({QStringLiteral("chek-config")});
        QCOMPARE(line.wish, Wish::Nonsense);
        QVERIFY(line.mistake.contains(QLatin1String("\"check-config\"")));
        QVERIFY(!CommandLine::parse({QStringLiteral("zzzzzzzzzz")}).mistake.contains(QLatin1String("mean")));
        QCOMPARE(CommandLine::parse({}).wish, Wish::Nonsense);
        QCOMPARE(CommandLine::parse({QString()}).wish, Wish::Nonsense);
    }
};

QTEST_GUILESS_MAIN(CommandLineTest)
#include "tst_commandline.moc"
