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

// A session that is on its way, of a user whose contact is read but not told.
FakeSession *connectWithNurse(Stage &stage)
{
    stage.book->accounts.insert(juliet, accountOf(juliet, "x"));
    stage.book->contacts[juliet].insert(nurse().id, nurse());
    stage.instance->logIn(juliet, online);
    Stage::settle();
    return stage.network->last();
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
    void tellsWhatIsToBeRemovedFirst();
    void leavesAChangeAsItIs();
    void removesWhatIsStillBeingRead();
    void refusesARemovalWhoseSessionEnds();
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
    FakeSession *session = connectWithNurse(stage);
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

// A session cannot remove what it does not know yet, and would be told it afterwards.
void ContactKeeperTest::tellsWhatIsToBeRemovedFirst()
{
    Stage stage;
    FakeSession *session = connectWithNurse(stage);
    stage.instance->execute(juliet, RemoveContact{.request = RequestId{7}, .contact = nurse().id});
    QCOMPARE(session->orders.size(), 2);
    QCOMPARE(std::get<SetContact>(session->orders[0]).contact, nurse());
    QCOMPARE(std::get<RemoveContact>(session->orders[1]).contact, nurse().id);
    session->say(SessionState::Online);
    Stage::settle();
    QCOMPARE(session->orders.size(), 2);
}

// What was kept does not come behind it.
void ContactKeeperTest::leavesAChangeAsItIs()
{
    Stage stage;
    FakeSession *session = connectWithNurse(stage);
    stage.instance->execute(juliet, SetContact{.request = RequestId{7}, .contact = nurse("Angelica")});
    session->say(SessionState::Online);
    Stage::settle();
    QCOMPARE(session->orders.size(), 1);
    QCOMPARE(std::get<SetContact>(session->orders[0]).contact, nurse("Angelica"));
}

void ContactKeeperTest::removesWhatIsStillBeingRead()
{
    Stage stage;
    stage.book->contacts[juliet].insert(nurse().id, nurse());
    stage.book->answersAtOnce = false;
    stage.instance->logInWith(accountOf(juliet, "x"), online);
    Stage::settle();
    FakeSession *session = stage.network->last();
    QVERIFY(session);
    session->say(SessionState::Online);
    stage.instance->execute(juliet, RemoveContact{.request = RequestId{7}, .contact = nurse().id});
    QVERIFY(session->orders.isEmpty());
    stage.book->answerAll();
    Stage::settle();
    QCOMPARE(session->orders.size(), 2);
    QCOMPARE(std::get<SetContact>(session->orders[0]).contact, nurse());
    QCOMPARE(std::get<RemoveContact>(session->orders[1]).request, RequestId{7});
}

void ContactKeeperTest::refusesARemovalWhoseSessionEnds()
{
    Stage stage;
    stage.book->answersAtOnce = false;
    stage.instance->logInWith(accountOf(juliet, "x"), online);
    Stage::settle();
    FakeSession *session = stage.network->last();
    QVERIFY(session);
    stage.instance->execute(juliet, RemoveContact{.request = RequestId{7}, .contact = nurse().id});
    session->say(SessionState::Offline);
    Stage::settle();
    QList<RequestFinished> finished;
    for (const FakeFrontend::Told &told : std::as_const(stage.frontend->told)) {
        if (const auto *event = std::get_if<RequestFinished>(&told.event))
            finished.append(*event);
    }
    QCOMPARE(finished.size(), 1);
    QCOMPARE(finished[0].request, RequestId{7});
    QCOMPARE(finished[0].error->kind, ErrorKind::NotConnected);
}

QTEST_GUILESS_MAIN(ContactKeeperTest)
#include "tst_contactkeeper.moc"
