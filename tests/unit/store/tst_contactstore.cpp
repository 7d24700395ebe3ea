// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "StoreFolder.h"

using namespace spectrum;
using spectrum::store::ContactStore;

namespace
{
const InstanceId here(QStringLiteral("irc.example.org"));
const UserId anna(QStringLiteral("anna"));
const UserId bob(QStringLiteral("bob"));

Contact contact(const QString &id, const QStringList &groups = {})
{
    return {.id = ContactId(id), .name = QStringLiteral("name of ") + id, .groups = groups};
}
} // namespace

class TestContactStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsAndReplaces();
    void usersAreApart();
    void groupsMayHoldAnything();
    void removes();
    void aFullListIsRefused();
    void tooLargeIsRefused();
};

void TestContactStore::keepsAndReplaces()
{
    StoreFolder folder;
    const auto store = folder.open();
    auto &contacts = (*store)->contacts();
    contacts.put(here, anna, contact(QStringLiteral("zoe")));
    contacts.put(here, anna, contact(QStringLiteral("carl"), {QStringLiteral("Friends")}));
    const Contact renamed{.id = ContactId(QStringLiteral("zoe")), .name = QStringLiteral("Zoë")};
    contacts.put(here, anna, renamed);
    QCOMPARE(await(contacts.list(here, anna)).value(),
             QList<Contact>({contact(QStringLiteral("carl"), {QStringLiteral("Friends")}), renamed}));
}

void TestContactStore::usersAreApart()
{
    StoreFolder folder;
    const auto store = folder.open();
    auto &contacts = (*store)->contacts();
    contacts.put(here, anna, contact(QStringLiteral("carl")));
    QVERIFY(await(contacts.list(here, bob)).value().isEmpty());
    QVERIFY(await(contacts.list(InstanceId(QStringLiteral("elsewhere")), anna)).value().isEmpty());
}

void TestContactStore::groupsMayHoldAnything()
{
    StoreFolder folder;
    const auto store = folder.open();
    auto &contacts = (*store)->contacts();
    const Contact odd = contact(QStringLiteral("carl"), {QStringLiteral("a\nb"), QStringLiteral("\"]"),
                                                         QString(), QStringLiteral("\U0001f600")});
    contacts.put(here, anna, odd);
    QCOMPARE(await(contacts.list(here, anna)).value(), QList<Contact>({odd}));
}

void TestContactStore::removes()
{
    StoreFolder folder;
    const auto store = folder.open();
    auto &contacts = (*store)->contacts();
    contacts.put(here, anna, contact(QStringLiteral("carl")));
    QVERIFY(await(contacts.remove(here, anna, ContactId(QStringLiteral("carl")))).isOk());
    QVERIFY(await(contacts.remove(here, anna, ContactId(QStringLiteral("carl")))).isOk());
    QVERIFY(await(contacts.list(here, anna)).value().isEmpty());
}

void TestContactStore::aFullListIsRefused()
{
    StoreFolder folder;
    const auto store = folder.open();
    auto &contacts = (*store)->contacts();
    for (int i = 0; i < ContactStore::maximumContacts; ++i) {
        const auto put = contacts.put(here, anna, {.id = ContactId(QString::number(i))});
        if (i % 1000 == 999)
            QVERIFY(await(put).isOk());
    }
    const auto refused = await(contacts.put(here, anna, contact(QStringLiteral("one more"))));
    QCOMPARE(refused.error().kind, ErrorKind::Overloaded);
    QVERIFY(await(contacts.put(here, anna, contact(QStringLiteral("5")))).isOk());
    QVERIFY(await(contacts.put(here, bob, contact(QStringLiteral("one more")))).isOk());
}

void TestContactStore::tooLargeIsRefused()
{
    StoreFolder folder;
    const auto store = folder.open();
    auto &contacts = (*store)->contacts();
    const QString huge(5000, QLatin1Char('x'));
    for (const Contact &large : {contact(huge), contact(QStringLiteral("a"), {huge}),
                                 contact(QStringLiteral("a"), QStringList(300, QStringLiteral("g")))}) {
        QCOMPARE(await(contacts.put(here, anna, large)).error().kind, ErrorKind::TooLarge);
    }
}

QTEST_GUILESS_MAIN(TestContactStore)
#include "tst_contactstore.moc"
