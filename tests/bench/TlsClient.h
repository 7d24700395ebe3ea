// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// An XMPP client of server mode over direct TLS (RFC 6120, XEP-0368), as little of one as a login and
// messages need.
#pragma once

#include "EventLoop.h"

#include <functional>
#include <memory>
#include <openssl/ssl.h>
#include <string>
#include <string_view>

namespace bench
{

// What all clients have in common. The certificate is not verified: it is the benchmark's own.
class TlsClientContext
{
public:
    TlsClientContext();
    [[nodiscard]] SSL_CTX *get() const { return m_context.get(); }

private:
    std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> m_context;
};

class TlsClient
{
public:
    using Counter = std::function<void(long messages)>;

    // Connects to the port on loopback and logs in, in the loop; throws from there when it is refused.
    TlsClient(EventLoop &loop, const TlsClientContext &context, int port, std::string name);
    ~TlsClient();
    TlsClient(const TlsClient &) = delete;
    TlsClient &operator=(const TlsClient &) = delete;

    // It is bound, and has sent its presence.
    [[nodiscard]] bool isOnline() const { return m_step == Step::Online; }
    void onMessages(Counter counter) { m_counter = std::move(counter); }
    void send(std::string_view xml);

private:
    enum class Step { Handshake, Mechanisms, Verdict, Features, Bound, Online };

    void read();
    void advance();
    // Forgets the input up to the end of the text, if it is there.
    bool take(std::string_view text);
    void openStream();
    void countMessages();

    EventLoop &m_loop;
    std::unique_ptr<SSL, decltype(&SSL_free)> m_tls;
    std::string m_name;
    std::string m_input;
    Counter m_counter;
    int m_fd = -1;
    Step m_step = Step::Handshake;
};

} // namespace bench
