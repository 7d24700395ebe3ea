// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Stage.h"

using namespace spectrum;
using namespace spectrum::testing;

namespace
{

Contact nurse(const char *name = "Nurse")
{
    return {.id = ContactId(QStringLiteral("nurse")), .name = QString::fromLatin1(name)};
}

} // namespace

class ContactKeeperTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsANewSessionItsContacts();
    void tellsThemOnceTheSessionIsOnline();
    void writesNothingThatIsKeptAlready();
    void keepsChanges();
    void tellsNothingToANetworkThatKeepsItsOwnList();
    void boundsTheContactsOfAUser();
};

void ContactKeeperTest::tellsANewSessionItsContacts()
{
    Stage stage;
    FakeSession *session = stage.bringOnline(juliet);
    session->say(ContactChanged{.contact = nurse()});
    session->say(SessionState::Offline);
    session = stage.bringOnline(juliet);
    Stage::settle();
    QCOMPARE(session->orders.size(), 1);
    QCOMPARE(std::get<SetContact>(session->orders[0]).contact, nurse());
    QCOMPARE(std::get<SetContact>(session->orders[0]).request, RequestId::None);
    // Once, not at each reconnection.
    session->say(SessionState::Waiting);
    session->say(SessionState::Online);
    QCOMPARE(session->orders.size(), 1);
}

void ContactKeeperTest::tellsThemOnceTheSessionIsOnline()
{
    Stage stage;
    stage.book->accounts.insert(juliet, accountOf(juliet, "x"));
    stage.book->contacts[juliet].insert(nurse().id, nurse());
    stage.instance->logIn(juliet, online);
    Stage::settle();
    FakeSession *session = stage.network->last();
    QVERIFY(session->orders.isEmpty());
    session->say(SessionState::Online);
    QCOMPARE(session->orders.size(), 1);
}

void ContactKeeperTest::writesNothingThatIsKeptAlready()
{
    Stage stage;
    stage.book->contacts[juliet].insert(nurse().id, nurse());
    FakeSession *session = stage.bringOnline(juliet);
    Stage::settle();
    session->say(ContactChanged{.contact = nurse()});
    QCOMPARE(stage.book->contactWrites, 0);
    session->say(ContactChanged{.contact = nurse("Angelica")});
    session->say(ContactChanged{.contact = nurse("Angelica")});
    QCOMPARE(stage.book->contactWrites, 1);
    QCOMPARE(stage.frontend->all<ContactChanged>().size(), 3);
}

void ContactKeeperTest::keepsChanges()
{
    Stage stage;
    FakeSession *session = stage.bringOnline(juliet);
    session->say(ContactChanged{.contact = nurse()});
    QCOMPARE(answerOf(stage.instance->findContacts(juliet)).value(), QList<Contact>{nurse()});
    session->say(ContactRemoved{.contact = nurse().id});
    QVERIFY(answerOf(stage.instance->findContacts(juliet)).value().isEmpty());
    QVERIFY(answerOf(stage.instance->findContacts(romeo)).value().isEmpty());
}

void ContactKeeperTest::tellsNothingToANetworkThatKeepsItsOwnList()
{
    Stage stage(core::ContactKeeper::List::OfNetwork);
    stage.book->contacts[juliet].insert(nurse().id, nurse());
    FakeSession *session = stage.bringOnline(juliet);
    Stage::settle();
    QVERIFY(session->orders.isEmpty());
    session->say(ContactChanged{.contact = nurse("Angelica")});
    QCOMPARE(stage.book->contacts[juliet].first().name, QStringLiteral("Angelica"));
}

void ContactKeeperTest::boundsTheContactsOfAUser()
{
    Stage stage;
    FakeSession *session = stage.bringOnline(juliet);
    Stage::settle();
    for (size_t i = 0; i < core::ContactKeeper::maximumContacts + 10; ++i)
        session->say(ContactChanged{.contact = {.id = ContactId(QString::number(i))}});
    QCOMPARE(size_t(stage.book->contactWrites), core::ContactKeeper::maximumContacts);
}

QTEST_GUILESS_MAIN(ContactKeeperTest)
#include "tst_contactkeeper.moc"
