// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "instance/MemorySettings.h"

#include <QTest>

using namespace spectrum;
using core::MemorySettings;

namespace
{

const UserId ann(QStringLiteral("ann"));
const UserId bob(QStringLiteral("bob"));
const UserId eve(QStringLiteral("eve"));

QString text(qsizetype size)
{
    return QString(size, u'x');
}

} // namespace

class MemorySettingsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsAndRemoves()
    {
        MemorySettings settings;
        QVERIFY(settings.save(ann, QStringLiteral("a"), QStringLiteral("1")));
        QVERIFY(settings.save(ann, QStringLiteral("b"), QStringLiteral("2")));
        QVERIFY(settings.save(ann, QStringLiteral("a"), QStringLiteral("3")));
        QVERIFY(settings.save(bob, QStringLiteral("none"), {}));
        QCOMPARE(settings.find(ann), (QMap<QString, QString>{{QStringLiteral("a"), QStringLiteral("3")},
                                                             {QStringLiteral("b"), QStringLiteral("2")}}));
        QVERIFY(settings.save(ann, QStringLiteral("a"), {}));
        QCOMPARE(settings.find(ann).size(), 1);
        settings.remove(ann);
        settings.remove(ann);
        QVERIFY(settings.find(ann).isEmpty());
        QVERIFY(settings.find(bob).isEmpty());
    }

    void forgetsWhoChangedNothingForLongest()
    {
        MemorySettings settings(10);
        QVERIFY(settings.save(ann, QStringLiteral("k"), text(3)));
        QVERIFY(settings.save(bob, QStringLiteral("k"), text(3)));
        QVERIFY(settings.save(ann, QStringLiteral("k"), text(4)));
        QVERIFY(settings.save(eve, QStringLiteral("k"), text(3)));
        QVERIFY(settings.find(bob).isEmpty());
        QCOMPARE(settings.find(ann).size(), 1);
        QCOMPARE(settings.find(eve).size(), 1);
    }

    void oneUserHasABound()
    {
        MemorySettings settings;
        const Result<void> refused = settings.save(ann, QStringLiteral("k"), text(1024 * 1024));
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::TooLarge);
        QVERIFY(settings.find(ann).isEmpty());
        QVERIFY(settings.save(ann, QStringLiteral("k"), text(1024 * 1024 - 1)));
        QVERIFY(!settings.save(ann, QStringLiteral("l"), text(1)));
        QVERIFY(settings.save(ann, QStringLiteral("k"), text(1)));
        QVERIFY(settings.save(ann, QStringLiteral("l"), text(1)));
    }
};

QTEST_GUILESS_MAIN(MemorySettingsTest)
#include "tst_memorysettings.moc"
