// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "instance/MemoryBook.h"

#include <QTest>

using namespace spectrum;
using core::MemoryBook;

namespace
{

UserId user(int number)
{
    return UserId(QString::number(number));
}

Contact contact(const char *id)
{
    return {.id = ContactId(QString::fromLatin1(id))};
}

} // namespace

class MemoryBookTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsNoAccount()
    {
        MemoryBook book;
        QVERIFY(!book.keepsAccounts());
        QCOMPARE(book.saveAccount({}).result().error().kind, ErrorKind::Unsupported);
        QVERIFY(!book.findAccount(user(1)).result().value());
        QVERIFY(!book.findOwner(QStringLiteral("a")).result().value());
    }

    void keepsContacts()
    {
        MemoryBook book;
        QVERIFY(book.saveContact(user(1), contact("a")).result());
        QVERIFY(book.saveContact(user(1), contact("b")).result());
        QVERIFY(book.saveContact(user(2), contact("c")).result());
        QVERIFY(book.removeContact(user(1), contact("a").id).result());
        QVERIFY(book.removeContact(user(3), contact("a").id).result());
        QCOMPARE(book.findContacts(user(1)).result().value(), QList<Contact>{contact("b")});
        QVERIFY(book.removeUser(user(1)).result());
        QVERIFY(book.removeUser(user(1)).result());
        QVERIFY(book.findContacts(user(1)).result().value().isEmpty());
        QCOMPARE(book.findContacts(user(2)).result().value().size(), 1);
    }

    void keepsSettings()
    {
        MemoryBook book;
        QVERIFY(book.saveSetting(user(1), QStringLiteral("k"), QStringLiteral("v")).result());
        QCOMPARE(book.findSettings(user(1)).result().value().value(QStringLiteral("k")), QStringLiteral("v"));
        QVERIFY(book.removeUser(user(1)).result());
        QVERIFY(book.findSettings(user(1)).result().value().isEmpty());
    }

    void forgetsTheOldestUser()
    {
        MemoryBook book;
        for (int i = 0; i <= MemoryBook::maximumUsers; ++i)
            QVERIFY(book.saveContact(user(i), contact("a")).result());
        QVERIFY(book.findContacts(user(0)).result().value().isEmpty());
        QCOMPARE(book.findContacts(user(1)).result().value().size(), 1);
    }
};

QTEST_GUILESS_MAIN(MemoryBookTest)
#include "tst_memorybook.moc"
