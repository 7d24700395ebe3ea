// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// One session of the IRC module with its fake server, for tests of what a session does.
#pragma once

#include "IrcFixture.h"
#include "IrcNetwork.h"

#include <spectrum/Abilities.h>
#include <spectrum/testing/EventRecorder.h>

#include <QtTest>

namespace spectrum::testing
{

class IrcRun
{
public:
    IrcRun() : settings(ircSettings(server.port())) {}

    void logIn(const QByteArray &password = {}, Availability availability = Availability::Online)
    {
        network = std::make_unique<irc::IrcNetwork>(irc::Options::read(settings).value(), host);
        session = network->createSession(ircAccount(password), recorder);
        session->logIn(Presence{availability});
    }
    [[nodiscard]] bool waitFor(SessionState state)
    {
        return QTest::qWaitFor([&] { return recorder.state() == state; });
    }
    [[nodiscard]] bool goOnline()
    {
        logIn();
        return waitFor(SessionState::Online);
    }
    [[nodiscard]] bool join(const QString &room)
    {
        rooms().joinRoom({.room = RoomId(room)});
        return waitForEvents<RoomJoined>(1);
    }
    // Waits until there are so many events of the kind.
    template <typename T>
    [[nodiscard]] bool waitForEvents(size_t count)
    {
        return QTest::qWaitFor([&] { return recorder.all<T>().size() >= count; });
    }
    [[nodiscard]] bool waitForLine(const QByteArray &line)
    {
        return QTest::qWaitFor([&] { return server.hasReceived(line); });
    }
    // After this everything that was sent before has been handled on both sides.
    [[nodiscard]] bool synchronise()
    {
        const QByteArray token = "sync" + QByteArray::number(++m_syncs);
        server.send("PING :" + token);
        return waitForLine("PONG :" + token);
    }
    RequestId send(const Peer &peer, const QString &body, MessageKind kind = MessageKind::Normal)
    {
        SendMessage order{.request = RequestId(++m_lastRequest)};
        order.message.peer = peer;
        order.message.kind = kind;
        order.message.body = body;
        session->sendMessage(order);
        return order.request;
    }
    [[nodiscard]] bool waitForOutcome(RequestId request)
    {
        return QTest::qWaitFor([&] { return recorder.outcomesOf(request) == 1; });
    }
    [[nodiscard]] DeliveryChanged lastDelivery(RequestId request)
    {
        return recorder.deliveryOf(request).back();
    }
    [[nodiscard]] Rooms &rooms() { return *qobject_cast<Rooms *>(session.get()); }
    [[nodiscard]] Contacts &contacts() { return *qobject_cast<Contacts *>(session.get()); }

    IrcHost host;
    FakeIrcServer server;
    Settings settings;
    EventRecorder recorder;
    std::unique_ptr<irc::IrcNetwork> network;
    std::unique_ptr<Session> session;

private:
    int m_syncs = 0;
    quint64 m_lastRequest = 0;
};

[[nodiscard]] inline Peer contactPeer(const char *name)
{
    return Peer::contact(ContactId(QString::fromUtf8(name)));
}

[[nodiscard]] inline Peer roomPeer(const char *name)
{
    return Peer::room(RoomId(QString::fromUtf8(name)));
}

} // namespace spectrum::testing
