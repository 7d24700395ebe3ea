// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "ProfileText.h"

#include <QtTest>

using namespace spectrum;
using namespace spectrum::purple;

class TestProfileText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsCommonLabels()
    {
        const Profile profile = profileOf({{QStringLiteral("Full Name"), QStringLiteral("Juliet")},
                                           {QStringLiteral("NICK"), QStringLiteral("jule")},
                                           {QStringLiteral("E-Mail"), QStringLiteral("j@example.org")},
                                           {QStringLiteral("Date of Birth"), QStringLiteral("1990-02")},
                                           {QStringLiteral("Town"), QStringLiteral("Verona")}});
        QCOMPARE(profile.fullName, QStringLiteral("Juliet"));
        QCOMPARE(profile.nickname, QStringLiteral("jule"));
        QCOMPARE(profile.email, QStringLiteral("j@example.org"));
        QCOMPARE(profile.birthday, QStringLiteral("1990-02"));
        QCOMPARE(profile.more, (QList<ProfileLine>{{QStringLiteral("Town"), QStringLiteral("Verona")}}));
    }

    void keepsWhatFitsNowhere()
    {
        const QList<ProfileLine> lines{{QStringLiteral("Birthday"), QStringLiteral("last of February")},
                                       {QStringLiteral("Name"), QStringLiteral("A")},
                                       {QStringLiteral("Name"), QStringLiteral("B")},
                                       {{}, QStringLiteral("free")}};
        const Profile profile = profileOf(lines);
        QCOMPARE(profile.birthday, QString());
        QCOMPARE(profile.fullName, QStringLiteral("A"));
        QCOMPARE(profile.more, (QList<ProfileLine>{lines[0], lines[2], lines[3]}));
        QCOMPARE(textOf(profile.more), (QStringList{QStringLiteral("Birthday: last of February"),
                                                    QStringLiteral("Name: B"), QStringLiteral("free")}));
    }
};

QTEST_GUILESS_MAIN(TestProfileText)
#include "tst_profiletext.moc"
