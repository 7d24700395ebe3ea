// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/RunOptions.h"

#include <QTest>

using spectrum::Result;
using spectrum::core::RunOptions;

namespace
{

Result<RunOptions> parse(const char *words)
{
    return RunOptions::parse(QString::fromLatin1(words).split(QLatin1Char(' '), Qt::SkipEmptyParts));
}

} // namespace

class RunOptionsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hasADefaultFile()
    {
        QCOMPARE(parse("")->configFile, QStringLiteral("/etc/spectrum2/spectrum2.cfg"));
        QCOMPARE(parse("-n")->configFile, QStringLiteral("/etc/spectrum2/spectrum2.cfg"));
    }

    void takesAFile()
    {
        QCOMPARE(parse("--config a.cfg")->configFile, QStringLiteral("a.cfg"));
        QCOMPARE(parse("--config=a.cfg")->configFile, QStringLiteral("a.cfg"));
        QCOMPARE(parse("-n a.cfg -d")->configFile, QStringLiteral("a.cfg"));
    }

    void takesKeys()
    {
        const Result<RunOptions> options = parse("a.cfg --service.port=1 --database.type none --port 2");
        QCOMPARE(options->overrides,
                 (QStringList{QStringLiteral("service.port=1"), QStringLiteral("database.type=none"),
                              QStringLiteral("service.port=2")}));
        QCOMPARE(parse("-j chat.example.org a.cfg")->address, QStringLiteral("chat.example.org"));
    }

    void refusesNonsense()
    {
        for (const char *words :
             {"a.cfg b.cfg", "--config", "-j", "-x y", "-x", "-- x", "--config a.cfg b.cfg"}) {
            QVERIFY2(!parse(words), words);
            QVERIFY(parse(words).error().userText.endsWith(QLatin1Char('.')));
        }
    }
};

QTEST_GUILESS_MAIN(RunOptionsTest)
#include "tst_runoptions.moc"
