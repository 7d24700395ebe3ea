// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// A gateway between the two fakes, and users on it: what every measure starts from.
#pragma once

#include "EventLoop.h"
#include "FakeIrcNetwork.h"
#include "FakeXmppServer.h"
#include "GatewayProcess.h"
#include "TemporaryDirectory.h"

#include <memory>

namespace bench
{

class Scene
{
public:
    // Starts the gateway and waits for its handshake.
    explicit Scene(const std::string &program);

    // Users are numbered from 0; each is user<N>@users.example and has the nickname user<N>.
    void registerUsers(int count);
    // Sends the presences of users that are not online yet and waits until the gateway says they are.
    void logIn(int count);
    [[nodiscard]] int online() const { return m_online; }

    void sendToContact(int user, const std::string &body);
    void sendToUser(int user, const std::string &body);
    // What was sent to contacts leaves now.
    void flush() { xmpp.flush(); }

    EventLoop loop;
    FakeXmppServer xmpp{loop};
    FakeIrcNetwork irc{loop};
    // Messages that arrived on each side, and what to do with each.
    long arrivedAtIrc = 0;
    long arrivedAtXmpp = 0;
    std::function<void(std::string_view)> onArrival;
    std::function<void(std::string_view)> onOtherStanza;

    [[nodiscard]] GatewayProcess &gateway() { return *m_gateway; }

private:
    void handleStanza(std::string_view stanza);
    void handlePresence(std::string_view stanza);

    TemporaryDirectory m_directory;
    std::unique_ptr<GatewayProcess> m_gateway;
    int m_registered = 0;
    int m_online = 0;
    int m_errors = 0;
    std::vector<bool> m_isOnline;
};

} // namespace bench
