// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/TryVariables.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

using spectrum::core::TryVariables;

class TryVariablesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fillsTheFolder();
    void fillsWhatIsGiven();
    void givesEachNameOneValue();
    void leavesOtherWordsAlone();
    void fillsWhatIsNested();
};

void TryVariablesTest::fillsTheFolder()
{
    TryVariables variables(QStringLiteral("/tmp/$port"));
    QCOMPARE(variables.fill(QStringLiteral("file=$dir/a $dir")),
             QStringLiteral("file=/tmp/$port/a /tmp/$port"));
}

void TryVariablesTest::fillsWhatIsGiven()
{
    TryVariables variables(QStringLiteral("/d"), {{QStringLiteral("network"), QStringLiteral("irc")},
                                                  {QStringLiteral("network_name"), QStringLiteral("IRC")}});
    QCOMPARE(variables.fill(QStringLiteral("$network_name ($network)")), QStringLiteral("IRC (irc)"));
}

void TryVariablesTest::givesEachNameOneValue()
{
    TryVariables variables{QString()};
    const QString port = variables.fill(QStringLiteral("$port"));
    QVERIFY(port.toUShort() > 0);
    QCOMPARE(variables.fill(QStringLiteral("$port")), port);
    QVERIFY(variables.fill(QStringLiteral("$port2")) != port);
    const QString secret = variables.fill(QStringLiteral("$secret"));
    QVERIFY(!secret.isEmpty() && secret != QStringLiteral("$secret"));
    QVERIFY(variables.fill(QStringLiteral("$secret2")) != secret);
}

void TryVariablesTest::leavesOtherWordsAlone()
{
    TryVariables variables{QString()};
    QCOMPARE(variables.fill(QStringLiteral("$name costs 5$")), QStringLiteral("$name costs 5$"));
    QCOMPARE(variables.fill(QStringLiteral("$network")), QStringLiteral("$network"));
}

void TryVariablesTest::fillsWhatIsNested()
{
    TryVariables variables(QStringLiteral("/d"));
    const QJsonObject given{{QStringLiteral("$dir/key"), QJsonArray{QStringLiteral("$dir"), 7}}};
    const QJsonObject wanted{{QStringLiteral("/d/key"), QJsonArray{QStringLiteral("/d"), 7}}};
    QCOMPARE(variables.fill(QJsonValue(given)).toObject(), wanted);
}

QTEST_GUILESS_MAIN(TryVariablesTest)
#include "tst_tryvariables.moc"
