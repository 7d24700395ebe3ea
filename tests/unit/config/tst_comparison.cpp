// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Stage.h"
#include "config/Comparison.h"

#include <QTest>

using namespace spectrum;
using namespace spectrum::config;

class tst_Comparison : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsWhatNeedsARestart();
    void seesASecretChange();
    void namesInstancesThatCameAndWent();

private:
    [[nodiscard]] Changes between(const QByteArray &before, const QByteArray &after) const
    {
        const Outcome was = m_stage.resolve(testing::minimalInstance + before);
        const Outcome is = m_stage.resolve(testing::minimalInstance + after);
        return compare(was.configuration, is.configuration, m_stage.schema());
    }

    testing::Stage m_stage;
};

void tst_Comparison::tellsWhatNeedsARestart()
{
    const Changes changes =
        between("", "port=1\n[identity]\nname=New\n[logging]\nlevel=debug\n[database]\ntype=none\n");
    QCOMPARE(
        QSet<QString>(changes.changed.begin(), changes.changed.end()),
        (QSet<QString>{QStringLiteral("irc.example.org: service.port"), QStringLiteral("logging.level"),
                       QStringLiteral("irc.example.org: identity.name"), QStringLiteral("database.type")}));
    QCOMPARE(
        QSet<QString>(changes.needRestart.begin(), changes.needRestart.end()),
        (QSet<QString>{QStringLiteral("irc.example.org: service.port"), QStringLiteral("database.type")}));
    // Another way to write the same is no change, nor is a key without effect.
    QVERIFY(between("more_resources=0\n", "more_resources=off\nportfile=x\nvip_only=1\n")
                .changed.isEmpty());
}

void tst_Comparison::seesASecretChange()
{
    QVERIFY(between("password=a\n", "password=a\n").changed.isEmpty());
    QCOMPARE(between("password=a\n", "password=b\n").changed,
             QStringList{QStringLiteral("irc.example.org: service.password")});
}

void tst_Comparison::namesInstancesThatCameAndWent()
{
    const Outcome was = m_stage.resolve("[service]\njid=a.example\nnetwork=irc\n");
    const Outcome is = m_stage.resolve("[service]\njid=b.example\nnetwork=irc\n");
    const Changes changes = compare(was.configuration, is.configuration, m_stage.schema());
    QCOMPARE(changes.added, QList<InstanceId>{InstanceId(QStringLiteral("b.example"))});
    QCOMPARE(changes.removed, QList<InstanceId>{InstanceId(QStringLiteral("a.example"))});
    QVERIFY(changes.changed.isEmpty());
}

QTEST_APPLESS_MAIN(tst_Comparison)
#include "tst_comparison.moc"
