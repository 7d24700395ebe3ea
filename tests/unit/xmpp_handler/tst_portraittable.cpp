// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "handler/PortraitTable.h"

#include <QTest>

using namespace spectrum;
using namespace spectrum::xmpp;

namespace
{

const ContactId bob(QStringLiteral("bob"));
const ContactId eve(QStringLiteral("eve"));

} // namespace

class tst_PortraitTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everybodySharesOne();
    void contactsWithoutPictureShareOne();
    void versionsCountForOneContactOnly();
    void longVersionsAreTold();
    void whatNobodyHasIsForgotten();
};

void tst_PortraitTable::everybodySharesOne()
{
    PortraitTable table;
    const PortraitPointer first = table.find(bob, "1");
    QCOMPARE(first->state, Portrait::State::Unseen);
    QCOMPARE(first->contact, bob);
    QVERIFY(table.find(bob, "1") == first);
    QVERIFY(table.find(bob, "2") != first);
}

void tst_PortraitTable::contactsWithoutPictureShareOne()
{
    PortraitTable table;
    QVERIFY(table.find(bob, {}) == table.find(eve, {}));
    QCOMPARE(table.find(bob, {})->state, Portrait::State::None);
    QCOMPARE(table.size(), size_t(0));
}

void tst_PortraitTable::versionsCountForOneContactOnly()
{
    PortraitTable table;
    QVERIFY(table.find(bob, "1") != table.find(eve, "1"));
}

void tst_PortraitTable::longVersionsAreTold()
{
    PortraitTable table;
    const QByteArray version(1'000'000, 'v');
    const PortraitPointer first = table.find(bob, version);
    QVERIFY(table.find(bob, version) == first);
    QVERIFY(table.find(bob, version + 'x') != first);
}

void tst_PortraitTable::whatNobodyHasIsForgotten()
{
    PortraitTable table;
    const PortraitPointer held = table.find(bob, "held");
    for (int number = 0; number < 100'000; ++number) {
        QVERIFY(table.find(bob, QByteArray::number(number)));
        QVERIFY(table.size() <= 2000);
    }
    QVERIFY(table.find(bob, "held") == held);
}

QTEST_GUILESS_MAIN(tst_PortraitTable)
#include "tst_portraittable.moc"
