// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "address/AddressMap.h"

#include <QtTest>

using namespace spectrum;
using namespace spectrum::xmpp;

class AddressMapTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void writesAndReads_data();
    void writesAndReads();
    void readsBothForms_data();
    void readsBothForms();
    void addressesParticipants();
    void hashesLongNames();
    void readsAccountNames_data();
    void readsAccountNames();
};

namespace
{

const QString domain = QStringLiteral("irc.example.org");

} // namespace

void AddressMapTest::writesAndReads_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("escaped");
    QTest::addColumn<QString>("percent");
    QTest::newRow("plain") << "romeo"
                           << "romeo"
                           << "romeo";
    QTest::newRow("channel") << "#qt"
                             << "#qt"
                             << "#qt";
    QTest::newRow("at-sign") << "a@b.org"
                             << "a\\40b.org"
                             << "a%b.org";
    QTest::newRow("per cent") << "a%b"
                              << "a\\5cu0025b"
                              << "a\\5cu0025b";
    QTest::newRow("at-sign and more") << "a b@c"
                                      << "a\\20b\\40c"
                                      << "a\\20b\\40c";
    QTest::newRow("two at-signs") << "a@b@c"
                                  << "a\\40b\\40c"
                                  << "a\\40b\\40c";
    QTest::newRow("an escape") << "a\\40b"
                               << "a\\5c40b"
                               << "a\\5c40b";
    QTest::newRow("per cent and at-sign") << "a%b@c"
                                          << "a\\5cu0025b\\40c"
                                          << "a\\5cu0025b\\40c";
}

void AddressMapTest::writesAndReads()
{
    QFETCH(QString, name);
    QFETCH(QString, escaped);
    QFETCH(QString, percent);
    const AddressMap escapes(domain, AtSign::Escaped);
    const AddressMap percents(domain, AtSign::Percent);
    QCOMPARE(escapes.address(ContactId(name)), escaped + QLatin1Char('@') + domain);
    QCOMPARE(percents.address(RoomId(name)), percent + QLatin1Char('@') + domain);
    for (const AddressMap *map : {&escapes, &percents}) {
        const auto jid = Jid::parse(map->address(ContactId(name)));
        QVERIFY(jid);
        // Whichever was written, both are read.
        QCOMPARE(escapes.nameOf(*jid), name);
        QCOMPARE(percents.nameOf(*jid), name);
    }
}

void AddressMapTest::readsBothForms_data()
{
    QTest::addColumn<QString>("localPart");
    QTest::addColumn<QString>("name");
    QTest::newRow("per cent") << "a%b.org"
                              << "a@b.org";
    QTest::newRow("XEP-0106") << "a\\40b.org"
                              << "a@b.org";
    QTest::newRow("the last one counts") << "a%b%c"
                                         << "a%b@c";
}

void AddressMapTest::readsBothForms()
{
    QFETCH(QString, localPart);
    const AddressMap map(domain, AtSign::Escaped);
    const auto jid = Jid::parse(localPart + QLatin1Char('@') + domain);
    QVERIFY(jid);
    QTEST(map.nameOf(*jid), "name");
}

void AddressMapTest::addressesParticipants()
{
    const AddressMap map(domain, AtSign::Escaped);
    const RoomId room(QStringLiteral("#qt"));
    QCOMPARE(map.address(room, QStringLiteral("Romeo")), QStringLiteral("#qt@irc.example.org/Romeo"));
    for (const QString &nickname : {QStringLiteral("[R]|\\"), QStringLiteral("a\x02") + QLatin1Char('b'),
                                    QStringLiteral("\uFF21"), QStringLiteral("a/b@c")}) {
        const auto jid = Jid::parse(map.address(room, nickname));
        QVERIFY(jid);
        QCOMPARE(map.nicknameOf(*jid), nickname);
        QCOMPARE(map.nameOf(*jid), room.toString());
    }
}

void AddressMapTest::hashesLongNames()
{
    const AddressMap map(domain, AtSign::Escaped);
    const QString longName(2000, QLatin1Char('a'));
    const QString otherName = longName + QLatin1Char('b');
    const auto jid = Jid::parse(map.address(ContactId(longName)));
    const auto other = Jid::parse(map.address(ContactId(otherName)));
    QVERIFY(jid && other);
    QVERIFY(jid->node().size() < 1023);
    QVERIFY(*jid != *other);
    QCOMPARE(map.nameOf(*jid), longName);
    QCOMPARE(map.nameOf(*other), otherName);
    // The longest that fits is written out.
    const QString fitting(1023, QLatin1Char('a'));
    QCOMPARE(map.address(ContactId(fitting)), fitting + QLatin1Char('@') + domain);
}

void AddressMapTest::readsAccountNames_data()
{
    QTest::addColumn<QString>("localPart");
    QTest::addColumn<QString>("account");
    QTest::newRow("plain") << "romeo"
                           << "romeo";
    QTest::newRow("documented") << "my_msn_name%hotmail.com"
                                << "my_msn_name@hotmail.com";
    QTest::newRow("XEP-0106") << "my_msn_name\\40hotmail.com"
                              << "my_msn_name@hotmail.com";
}

void AddressMapTest::readsAccountNames()
{
    QFETCH(QString, localPart);
    QTEST(accountNameOf(localPart), "account");
}

QTEST_APPLESS_MAIN(AddressMapTest)
#include "tst_addressmap.moc"
