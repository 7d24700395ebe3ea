// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "PurpleNetwork.h"

#include <spectrum/Abilities.h>
#include <spectrum/testing/EventRecorder.h>
#include <spectrum/testing/RoomContract.h>
#include <support/MockClock.h>
#include <support/prosody/PrivateProsody.h>

#include <QtTest>

using namespace spectrum;

namespace
{

class Host final : public NetworkHost
{
public:
    Clock &clock() override { return m_clock; }
    std::chrono::milliseconds reconnectDelay(int attempt) override { return std::chrono::seconds(attempt); }
    void advance(std::chrono::milliseconds time) { m_clock.advance(time); }

private:
    spectrum::testing::MockClock m_clock;
};

Settings jabberSettings(quint16 port)
{
    Settings settings;
    settings.setGiven(QStringLiteral("service.protocol"), {QStringLiteral("prpl-jabber")});
    settings.setGiven(QStringLiteral("purple.connect_server"), {QStringLiteral("127.0.0.1")});
    settings.setGiven(QStringLiteral("purple.port"), {QString::number(port)});
    settings.setGiven(QStringLiteral("purple.connection_security"), {QStringLiteral("opportunistic_tls")});
    settings.setGiven(QStringLiteral("purple.auth_plain_in_clear"), {QStringLiteral("1")});
    return settings;
}

Account jabberAccount(const QString &name, const QByteArray &password = "right")
{
    return {.user = UserId(name), .name = name + QStringLiteral("@localhost"), .secret = Secret(password)};
}

spectrum::testing::PrivateProsody &server()
{
    static spectrum::testing::PrivateProsody prosody({QStringLiteral("romeo"), QStringLiteral("juliet")});
    return prosody;
}

// The peer is an account of the same kind, without the way that is cut.
class JabberSide final : public spectrum::testing::OtherSideWithRooms
{
public:
    JabberSide() : m_way(server().port()), m_network(jabberSettings(m_way.port()), m_host)
    {
        m_peer = m_direct.createSession(jabberAccount(QStringLiteral("juliet")), m_heard);
        m_peer->logIn(Presence{Availability::Online});
    }
    [[nodiscard]] bool isReady()
    {
        if (!QTest::qWaitFor([this] { return m_heard.state() == SessionState::Online; }))
            return false;
        for (const RoomId &own : {room(), refusedRoom()})
            rooms().joinRoom({.room = own, .nickname = personInRoom()});
        return QTest::qWaitFor([this] { return m_heard.all<RoomJoined>().size() == 2; });
    }

    Network &network() override { return m_network; }
    void passTime(std::chrono::milliseconds time) override { m_host.advance(time); }
    void cut() override { m_way.cut(); }

    Account account() override { return jabberAccount(QStringLiteral("romeo")); }
    std::optional<Account> refusedAccount() override
    {
        return jabberAccount(QStringLiteral("romeo"), "wrong");
    }

    ContactId peer() override { return ContactId(QStringLiteral("juliet@localhost")); }
    void say(const QString &body) override
    {
        sayTo(Peer::contact(ContactId(QStringLiteral("romeo@localhost"))), body);
    }
    QStringList heard() override { return bodiesOf(Peer::Kind::Contact); }

    RoomId room() override { return RoomId(QStringLiteral("room@conference.localhost")); }
    QString personInRoom() override { return QStringLiteral("person"); }
    RoomId refusedRoom() override { return RoomId(QStringLiteral("room@closed.localhost")); }
    void sayInRoom(const QString &body) override { sayTo(Peer::room(room()), body); }
    QStringList heardInRoom() override { return bodiesOf(Peer::Kind::Room); }

private:
    [[nodiscard]] Rooms &rooms() { return *qobject_cast<Rooms *>(m_peer.get()); }
    void sayTo(const Peer &peer, const QString &body)
    {
        SendMessage order;
        order.message.peer = peer;
        order.message.body = body;
        m_peer->sendMessage(order);
        // The server is another process: give it the time to pass the message on.
        QElapsedTimer timer;
        timer.start();
        while (timer.elapsed() < 100)
            QCoreApplication::processEvents(QEventLoop::AllEvents, 10);
    }
    [[nodiscard]] QStringList bodiesOf(Peer::Kind kind) const
    {
        QStringList bodies;
        for (const MessageReceived &event : m_heard.all<MessageReceived>()) {
            if (event.message.kind == MessageKind::Normal && event.message.peer.kind == kind)
                bodies << event.message.body;
        }
        return bodies;
    }

    Host m_host;
    spectrum::testing::CuttableWay m_way;
    purple::PurpleNetwork m_network;
    purple::PurpleNetwork m_direct{jabberSettings(server().port()), m_host};
    spectrum::testing::EventRecorder m_heard;
    std::unique_ptr<Session> m_peer;
};

} // namespace

class ContractPurple : public spectrum::testing::RoomContract
{
    Q_OBJECT

    std::unique_ptr<spectrum::testing::OtherSideWithRooms> openOtherSideWithRooms() override
    {
        if (!server().isReady())
            return nullptr;
        auto side = std::make_unique<JabberSide>();
        return side->isReady() ? std::move(side) : nullptr;
    }
};

QTEST_GUILESS_MAIN(ContractPurple)
#include "tst_contract_purple.moc"
