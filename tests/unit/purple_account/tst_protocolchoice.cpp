// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "ProtocolChoice.h"

#include <QtTest>

using namespace spectrum;
using namespace spectrum::purple;

class TestProtocolChoice : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesTheInstancesProtocol()
    {
        const Result<ProtocolChoice> choice =
            chooseProtocol(QStringLiteral("prpl-irc"), QStringLiteral(" prpl-jabber.romeo "));
        QVERIFY(choice);
        QCOMPARE(*choice, (ProtocolChoice{QStringLiteral("prpl-irc"), QStringLiteral("prpl-jabber.romeo")}));
    }

    void takesTheNamesProtocol()
    {
        const Result<ProtocolChoice> choice =
            chooseProtocol(QStringLiteral("any"), QStringLiteral("Prpl-Jabber.romeo@Example.org/a.b"));
        QVERIFY(choice);
        QCOMPARE(*choice,
                 (ProtocolChoice{QStringLiteral("prpl-jabber"), QStringLiteral("romeo@Example.org/a.b")}));
    }

    void refusesNamesWithoutProtocol_data()
    {
        QTest::addColumn<QString>("typed");
        for (const char *typed : {"romeo", "romeo@example.org", "prpl-jabber", "prpl-jabber.", "prpl-.romeo",
                                  "../prpl-x.y", "prpl-a/b.y", ""})
            QTest::newRow(typed) << QString::fromLatin1(typed);
    }
    void refusesNamesWithoutProtocol()
    {
        QFETCH(QString, typed);
        const Result<ProtocolChoice> choice = chooseProtocol(QStringLiteral("any"), typed);
        QVERIFY(!choice);
        QCOMPARE(choice.error().kind, ErrorKind::InvalidInput);
    }
};

QTEST_GUILESS_MAIN(TestProtocolChoice)
#include "tst_protocolchoice.moc"
