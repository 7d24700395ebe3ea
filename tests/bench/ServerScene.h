// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Server mode between its clients, over TLS, and the fake IRC network.
#pragma once

#include "EventLoop.h"
#include "FakeIrcNetwork.h"
#include "GatewayProcess.h"
#include "TemporaryDirectory.h"
#include "TlsClient.h"

#include <memory>
#include <vector>

namespace bench
{

class ServerScene
{
public:
    // Starts the host and waits until it takes connections.
    explicit ServerScene(const std::string &program);

    // Brings so many clients online that there are as many as that, a few dozen at a time.
    void logIn(size_t count);
    [[nodiscard]] size_t online() const { return m_clients.size(); }

    void sendToContact(int client, const std::string &body);
    void sendToUser(int client, const std::string &body);
    // Clients send at once.
    void flush() {}

    EventLoop loop;
    FakeIrcNetwork irc{loop};
    long arrivedAtIrc = 0;
    long arrivedAtXmpp = 0;

    [[nodiscard]] GatewayProcess &gateway() { return *m_gateway; }

private:
    TemporaryDirectory m_directory;
    int m_port = 0;
    TlsClientContext m_context;
    std::unique_ptr<GatewayProcess> m_gateway;
    // Of clients that are being logged in, the last ones.
    std::vector<std::unique_ptr<TlsClient>> m_clients;
};

} // namespace bench
