// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "config/NearestName.h"

#include <QTest>

using spectrum::config::nearestName;

class tst_NearestName : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsTheNearest()
    {
        const QStringList names{QStringLiteral("service.port"), QStringLiteral("service.portfile"),
                                QStringLiteral("service.password")};
        QCOMPARE(nearestName(QStringLiteral("service.prot"), names), QStringLiteral("service.port"));
        QCOMPARE(nearestName(QStringLiteral("service.pasword"), names), QStringLiteral("service.password"));
        QCOMPARE(nearestName(QStringLiteral("services.portfile"), names), QStringLiteral("service.portfile"));
    }

    void saysNothingWhenNoneIsNear()
    {
        const QStringList names{QStringLiteral("service.port")};
        QCOMPARE(nearestName(QStringLiteral("identity.name"), names), QString());
        QCOMPARE(nearestName(QString(), names), QString());
        QCOMPARE(nearestName(QString(10000, u'x'), names), QString());
        QCOMPARE(nearestName(QStringLiteral("x"), {}), QString());
    }
};

QTEST_APPLESS_MAIN(tst_NearestName)
#include "tst_nearestname.moc"
