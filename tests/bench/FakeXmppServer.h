// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// The XMPP server that the gateway connects to as a component (XEP-0114), played by the benchmark.
#pragma once

#include "EventLoop.h"

#include <functional>
#include <string>
#include <string_view>

namespace bench
{

// Answers the handshake and pings; hands every other top-level element on as text.
class FakeXmppServer
{
public:
    using StanzaHandler = std::function<void(std::string_view stanza)>;

    explicit FakeXmppServer(EventLoop &loop);
    ~FakeXmppServer();
    FakeXmppServer(const FakeXmppServer &) = delete;
    FakeXmppServer &operator=(const FakeXmppServer &) = delete;

    [[nodiscard]] int port() const { return m_listener.port; }
    [[nodiscard]] bool isReady() const { return m_isReady; }
    [[nodiscard]] Moment readySince() const { return m_readySince; }
    void onStanza(StanzaHandler handler) { m_handler = std::move(handler); }

    // Kept until flush(), so that the caller decides what leaves together.
    void queue(std::string_view xml) { m_output += xml; }
    void flush();

private:
    void accept();
    void read();
    void takeHeader();
    void takeStanzas();
    void handle(std::string_view stanza);

    EventLoop &m_loop;
    Listener m_listener;
    StanzaHandler m_handler;
    std::string m_input;
    std::string m_output;
    int m_fd = -1;
    bool m_hasHeader = false;
    bool m_isReady = false;
    Moment m_readySince{};
};

// The value of an attribute of the first tag in the text; empty = none.
std::string_view attribute(std::string_view stanza, std::string_view name);

} // namespace bench
