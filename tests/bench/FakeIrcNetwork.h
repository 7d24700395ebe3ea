// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// The IRC network behind the gateway, played by the benchmark (RFC 2812, as little as a client needs).
#pragma once

#include "EventLoop.h"

#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace bench
{

// Registers whoever comes, answers PING and JOIN, and hands the texts of private messages on.
class FakeIrcNetwork
{
public:
    using MessageHandler = std::function<void(std::string_view text)>;

    explicit FakeIrcNetwork(EventLoop &loop);
    ~FakeIrcNetwork();
    FakeIrcNetwork(const FakeIrcNetwork &) = delete;
    FakeIrcNetwork &operator=(const FakeIrcNetwork &) = delete;

    [[nodiscard]] int port() const { return m_listener.port; }
    [[nodiscard]] size_t registered() const { return m_clients.size(); }
    void onMessage(MessageHandler handler) { m_handler = std::move(handler); }

    // A private message from "peer" to the client with that nickname.
    void say(const std::string &nickname, std::string_view text);
    // So many people are in every channel that is joined from now on.
    void setChannelSize(int people) { m_channelSize = people; }

private:
    struct Client {
        int fd = -1;
        std::string nickname;
        std::string input;
        bool hasUser = false;
        bool isRegistered = false;
    };

    void accept();
    void read(int fd);
    void handle(Client &client, std::string_view line);
    void welcome(Client &client);
    void join(Client &client, const std::string &channel);
    void drop(int fd);

    EventLoop &m_loop;
    Listener m_listener;
    MessageHandler m_handler;
    std::unordered_map<int, Client> m_connections;
    std::unordered_map<std::string, int> m_clients;
    int m_channelSize = 1;
};

} // namespace bench
