// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "isolate/Replay.h"

#include <QTest>

using namespace spectrum;
using core::Replay;

namespace
{

const RoomId tea(QStringLiteral("#tea"));
const ContactId bob(QStringLiteral("bob"));

} // namespace

class TestReplay : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void roomsAreEnteredAgainUnderTheLastName();
    void roomsThatWereLeftAreNot();
    void contactsOfTheHostAreToldAgain();
    void contactsOfTheNetworkAreNot();
    void blockingIsToldAgain();
    void ordersWithAnEndAreNot();
};

void TestReplay::roomsAreEnteredAgainUnderTheLastName()
{
    Replay replay(Replay::Contacts::KeptByNetwork);
    replay.note(Command(JoinRoom{.room = tea, .nickname = QStringLiteral("ann"), .password = Secret("key")}));
    replay.note(Event(RoomJoined{.room = {.id = tea}, .ownNickname = QStringLiteral("ann_")}));
    const JoinRoom expected{.room = tea, .nickname = QStringLiteral("ann_"), .password = Secret("key")};
    QCOMPARE(replay.commands(), std::vector<Command>{expected});
}

void TestReplay::roomsThatWereLeftAreNot()
{
    Replay replay(Replay::Contacts::KeptByNetwork);
    replay.note(Command(JoinRoom{.room = tea}));
    replay.note(Command(LeaveRoom{.room = tea}));
    QVERIFY(replay.commands().empty());
    replay.note(Command(JoinRoom{.room = tea}));
    replay.note(Event(RoomLeft{.room = tea, .reason = LeaveReason::Kicked}));
    QVERIFY(replay.commands().empty());
}

void TestReplay::contactsOfTheHostAreToldAgain()
{
    Replay replay(Replay::Contacts::ToldByHost);
    const Contact contact{.id = bob, .name = QStringLiteral("Bob")};
    replay.note(Command(SetContact{.request = RequestId{7}, .contact = {.id = bob}}));
    replay.note(Command(SetContact{.request = RequestId{8}, .contact = contact}));
    QCOMPARE(replay.commands(), std::vector<Command>{SetContact{.contact = contact}});
    replay.note(Command(RemoveContact{.contact = bob}));
    QVERIFY(replay.commands().empty());
}

void TestReplay::contactsOfTheNetworkAreNot()
{
    Replay replay(Replay::Contacts::KeptByNetwork);
    replay.note(Command(SetContact{.contact = {.id = bob}}));
    QVERIFY(replay.commands().empty());
}

void TestReplay::blockingIsToldAgain()
{
    Replay replay(Replay::Contacts::KeptByNetwork);
    replay.note(
        Command(SetBlocked{.request = RequestId{7}, .contact = bob, .wish = SetBlocked::Wish::Blocked}));
    const SetBlocked expected{.contact = bob, .wish = SetBlocked::Wish::Blocked};
    QCOMPARE(replay.commands(), std::vector<Command>{expected});
    replay.note(Command(SetBlocked{.contact = bob, .wish = SetBlocked::Wish::Heard}));
    QVERIFY(replay.commands().empty());
}

void TestReplay::ordersWithAnEndAreNot()
{
    Replay replay(Replay::Contacts::ToldByHost);
    replay.note(Command(SendMessage{.request = RequestId{7}}));
    replay.note(Command(RequestProfile{.request = RequestId{8}, .contact = bob}));
    QVERIFY(replay.commands().empty());
}

QTEST_GUILESS_MAIN(TestReplay)
#include "tst_replay.moc"
