// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "LoopbackNetwork.h"

#include <spectrum/Dispatch.h>
#include <spectrum/testing/RoomContract.h>
#include <support/MockClock.h>

#include <QtTest>

using namespace spectrum;
using namespace std::chrono_literals;

namespace
{

class MockHost final : public NetworkHost
{
public:
    Clock &clock() override { return m_clock; }
    std::chrono::milliseconds reconnectDelay(int attempt) override { return attempt * 1s; }
    void advance(std::chrono::milliseconds time) { m_clock.advance(time); }

private:
    spectrum::testing::MockClock m_clock;
};

Settings settingsWithPassword()
{
    Settings settings;
    settings.setSecret(QStringLiteral("loopback.password"), Secret("right"));
    return settings;
}

class LoopbackSide final : public spectrum::testing::OtherSideWithRooms
{
public:
    LoopbackSide() : m_network(settingsWithPassword(), m_host)
    {
        QObject::connect(&m_network.exchange(), &loopback::Exchange::heard, [this](const Message &message) {
            if (message.peer == Peer::contact(peer()))
                m_heard << message.body;
            else if (message.peer == Peer::room(room()))
                m_heardInRoom << message.body;
        });
    }

    Network &network() override { return m_network; }
    void passTime(std::chrono::milliseconds time) override { m_host.advance(time); }
    void cut() override { Q_EMIT m_network.exchange().wasCut(); }

    Account account() override { return makeAccount("right"); }
    std::optional<Account> refusedAccount() override { return makeAccount("wrong"); }

    ContactId peer() override { return ContactId(QStringLiteral("silent")); }
    void say(const QString &body) override
    {
        Q_EMIT m_network.exchange().said({Peer::contact(peer()), {}, {}, {}, body});
    }
    QStringList heard() override { return m_heard; }

    RoomId room() override { return RoomId(QStringLiteral("#quiet")); }
    QString personInRoom() override { return QStringLiteral("echo"); }
    RoomId refusedRoom() override { return RoomId(QStringLiteral("#private")); }
    void sayInRoom(const QString &body) override
    {
        Q_EMIT m_network.exchange().said({Peer::room(room()), personInRoom(), {}, {}, body});
    }
    QStringList heardInRoom() override { return m_heardInRoom; }

private:
    static Account makeAccount(const char *secret)
    {
        return {.user = UserId(QStringLiteral("user")),
                .name = QStringLiteral("tester"),
                .secret = Secret(secret)};
    }

    MockHost m_host;
    loopback::LoopbackNetwork m_network;
    QStringList m_heard;
    QStringList m_heardInRoom;
};

} // namespace

class ContractLoopback : public spectrum::testing::RoomContract
{
    Q_OBJECT

    std::unique_ptr<spectrum::testing::OtherSideWithRooms> openOtherSideWithRooms() override
    {
        return std::make_unique<LoopbackSide>();
    }

private Q_SLOTS:
    void echoAnswers();
    void failFails();
    void refusesTooManyOpenOrders();
    void crowdsComeInWhole();
    void crowdsBeyondTheFrameAreRefused();
    void asksWhileItIsOnline();
    void withdrawsQuestionsAtACut();
    void offersActions();
    void invites();
    void invitesFurther();

private:
    void tellAsker(const QString &text)
    {
        QVERIFY(waitForOutcomes({order(Peer::contact(ContactId(QStringLiteral("asker"))), text)}));
    }
};

void ContractLoopback::echoAnswers()
{
    QVERIFY(goOnline());
    const Peer echo = Peer::contact(ContactId(QStringLiteral("echo")));
    QVERIFY(waitForOutcomes({order(echo, QStringLiteral("hello"))}));
    QVERIFY(waitUntil([this] { return recorder().all<MessageReceived>().size() == 1; }));
    QCOMPARE(recorder().all<MessageReceived>().front().message.peer, echo);
    QCOMPARE(recorder().all<MessageReceived>().front().message.body, QStringLiteral("hello"));
}

void ContractLoopback::failFails()
{
    QVERIFY(goOnline());
    const RequestId request =
        order(Peer::contact(ContactId(QStringLiteral("fail"))), QStringLiteral("hello"));
    QVERIFY(waitForOutcomes({request}));
    QCOMPARE(recorder().deliveryOf(request).back().error->kind, ErrorKind::NotFound);
}

void ContractLoopback::refusesTooManyOpenOrders()
{
    QVERIFY(goOnline());
    QList<RequestId> requests;
    for (int i = 0; i < 1500; ++i)
        requests << order(Peer::contact(other().peer()), QStringLiteral("flood"));
    QVERIFY(waitForOutcomes(requests));
    const auto overloaded = std::count_if(requests.cbegin(), requests.cend(), [this](RequestId request) {
        const std::optional<Error> error = recorder().deliveryOf(request).back().error;
        return error && error->kind == ErrorKind::Overloaded;
    });
    QVERIFY(overloaded >= 500 && overloaded < 510);
}

// All in one frame.
void ContractLoopback::crowdsComeInWhole()
{
    QVERIFY(goOnline());
    const RoomId room(QStringLiteral("#crowd-20000"));
    QVERIFY(dispatch(session(), JoinRoom{.room = room, .nickname = QStringLiteral("me")}).isOk());
    QVERIFY(waitUntil([this] { return !recorder().all<RoomJoined>().empty(); }));
    const RoomJoined joined = recorder().all<RoomJoined>().front();
    QCOMPARE(joined.room.id, room);
    QCOMPARE(joined.participants.size(), 20'002);
    QCOMPARE(joined.participants[20'000].nickname, QStringLiteral("person 20000"));
}

void ContractLoopback::crowdsBeyondTheFrameAreRefused()
{
    QVERIFY(goOnline());
    const RoomId room(QStringLiteral("#crowd-200000"));
    QVERIFY(dispatch(session(), JoinRoom{.room = room, .nickname = QStringLiteral("me")}).isOk());
    QVERIFY(waitUntil([this] { return !recorder().all<RoomLeft>().empty(); }));
    QCOMPARE(recorder().all<RoomLeft>().front().room, room);
    QCOMPARE(recorder().all<RoomLeft>().front().error->kind, ErrorKind::TooLarge);
    QVERIFY(recorder().all<RoomJoined>().empty());
    const RequestId request = order(Peer::room(room), QStringLiteral("hello"));
    QVERIFY(waitForOutcomes({request}));
    QCOMPARE(recorder().deliveryOf(request).back().error->kind, ErrorKind::NotInRoom);
}

void ContractLoopback::asksWhileItIsOnline()
{
    QVERIFY(goOnline());
    tellAsker(QStringLiteral("ask First"));
    tellAsker(QStringLiteral("ask Second"));
    const auto asked = recorder().all<LoginStepRequired>();
    QCOMPARE(asked.size(), size_t(2));
    QVERIFY(asked[0].step.number != asked[1].step.number);
    QCOMPARE(asked[1].step.title, QStringLiteral("Second"));
    const QMap<QString, QString> answers{{QStringLiteral("answer"), QStringLiteral("yes")}};
    QVERIFY(dispatch(session(), AnswerLoginStep{asked[1].step.number, answers}).isOk());
    QVERIFY(waitUntil([this] { return !recorder().all<NoticeReceived>().empty(); }));
    QCOMPARE(recorder().all<NoticeReceived>().front().text, QStringLiteral("You answered Second: yes"));
    tellAsker(QStringLiteral("withdraw"));
    const auto withdrawn = recorder().all<LoginStepWithdrawn>();
    QCOMPARE(withdrawn.size(), size_t(1));
    QCOMPARE(withdrawn.front().number, asked[0].step.number);
}

void ContractLoopback::withdrawsQuestionsAtACut()
{
    QVERIFY(goOnline());
    tellAsker(QStringLiteral("ask First"));
    tellAsker(QStringLiteral("ask Second"));
    other().cut();
    QVERIFY(waitForState(SessionState::Waiting));
    QCOMPARE(recorder().all<LoginStepWithdrawn>().size(), size_t(2));
}

void ContractLoopback::offersActions()
{
    QVERIFY(goOnline());
    tellAsker(QStringLiteral("offer greet sulk"));
    QCOMPARE(recorder().all<ActionsOffered>().size(), size_t(1));
    const QList<NetworkAction> actions = recorder().all<ActionsOffered>().front().actions;
    QCOMPARE(actions.size(), 2);
    QCOMPARE(actions[0].title, QStringLiteral("Greet me"));
    const RequestId greet = nextRequest();
    const RequestId sulk = nextRequest();
    QVERIFY(dispatch(session(), RunAction{greet, actions[0].id}).isOk());
    QVERIFY(dispatch(session(), RunAction{sulk, actions[1].id}).isOk());
    QVERIFY(waitForOutcomes({greet, sulk}));
    QVERIFY(!recorder().all<RequestFinished>()[0].error);
    QCOMPARE(recorder().all<RequestFinished>()[1].error->kind, ErrorKind::NotAllowed);
    QCOMPARE(recorder().all<LoginStepRequired>().size(), size_t(1));
}

void ContractLoopback::invites()
{
    QVERIFY(goOnline());
    tellAsker(QStringLiteral("invite #tea milk"));
    const RoomInvited invited = recorder().all<RoomInvited>().front();
    QCOMPARE(invited.room, RoomId(QStringLiteral("#tea")));
    QCOMPARE(invited.from, ContactId(QStringLiteral("asker")));
    QVERIFY(invited.password == Secret("milk"));
}

void ContractLoopback::invitesFurther()
{
    QVERIFY(goIntoRoom());
    const auto invite = [this](const RoomId &room, const char *contact) {
        const RequestId request = nextRequest();
        (void)dispatch(session(), InviteToRoom{request, room, ContactId(QString::fromLatin1(contact)), {}});
        return waitForOutcomes({request}) ? recorder().all<RequestFinished>().back().error : std::nullopt;
    };
    QVERIFY(!invite(rooms().room(), "friend"));
    QCOMPARE(recorder().all<ParticipantChanged>().back().participant.nickname, QStringLiteral("friend"));
    QCOMPARE(invite(rooms().room(), "fail")->kind, ErrorKind::NotFound);
    QCOMPARE(invite(RoomId(QStringLiteral("#elsewhere")), "friend")->kind, ErrorKind::NotInRoom);
}

QTEST_GUILESS_MAIN(ContractLoopback)
#include "tst_contract_loopback.moc"
