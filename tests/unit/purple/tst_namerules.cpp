// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "NameRules.h"

#include <QtTest>

using namespace spectrum;
using spectrum::purple::NameRules;

class NameRulesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void spellsContacts_data();
    void spellsContacts();
    void tellsRooms_data();
    void tellsRooms();
    void keepsCapitalsOfAccounts();
};

void NameRulesTest::spellsContacts_data()
{
    QTest::addColumn<QString>("protocol");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const char *protocol, const char *typed, const char *expected) {
        QTest::newRow(name) << QString::fromUtf8(protocol) << QString::fromUtf8(typed)
                            << QString::fromUtf8(expected);
    };
    row("without resource", "prpl-jabber", " Romeo@Example.org/Orchard ", "romeo@example.org");
    row("nobody before the at sign", "prpl-jabber", "@example.org", "");
    row("two at signs", "prpl-jabber", "a@b@c", "");
    row("nickname", "prpl-irc", "Romeo", "romeo");
    row("channel as person", "prpl-irc", "#balcony", "");
    row("two nicknames", "prpl-irc", "a,b", "");
    row("several words", "prpl-bonjour", "Romeo Montague", "romeo montague");
    row("line end", "prpl-bonjour", "a\r\nb", "");
    row("nothing", "prpl-bonjour", "  ", "");
}

void NameRulesTest::spellsContacts()
{
    QFETCH(QString, protocol);
    QFETCH(QString, typed);
    QFETCH(QString, expected);
    const Result<ContactId> id = NameRules(protocol).contact(typed);
    QCOMPARE(id ? id->toString() : QString(), expected);
}

void NameRulesTest::tellsRooms_data()
{
    QTest::addColumn<QString>("protocol");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<bool>("isRoom");
    QTest::newRow("room of a service") << "prpl-jabber"
                                       << "Balcony@Conference.example.org" << true;
    QTest::newRow("person") << "prpl-jabber"
                            << "romeo@example.org" << false;
    QTest::newRow("the service itself") << "prpl-jabber"
                                        << "conference.example.org" << false;
    QTest::newRow("channel") << "prpl-irc"
                             << "#balcony" << true;
    QTest::newRow("nickname") << "prpl-irc"
                              << "romeo" << false;
}

void NameRulesTest::tellsRooms()
{
    QFETCH(QString, protocol);
    QFETCH(QString, typed);
    QFETCH(bool, isRoom);
    const NameRules rules(protocol);
    QCOMPARE(rules.isRoom(typed), isRoom);
    if (isRoom)
        QCOMPARE(rules.room(typed).value().toString(), typed.toLower());
}

void NameRulesTest::keepsCapitalsOfAccounts()
{
    QCOMPARE(NameRules(QStringLiteral("prpl-irc")).account(QStringLiteral("Romeo@irc.example")).value(),
             QStringLiteral("Romeo@irc.example"));
    QCOMPARE(NameRules(QStringLiteral("prpl-jabber")).account(QStringLiteral("Romeo@Example.org/x")).value(),
             QStringLiteral("romeo@example.org"));
}

QTEST_GUILESS_MAIN(NameRulesTest)
#include "tst_namerules.moc"
