// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "TlsClient.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <openssl/err.h>
#include <poll.h>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

namespace bench
{

namespace
{

constexpr std::string_view domain = "irc.bench.example";

std::string base64(const std::string &text)
{
    std::vector<unsigned char> out(4 * ((text.size() + 2) / 3) + 1);
    const int size = EVP_EncodeBlock(out.data(), reinterpret_cast<const unsigned char *>(text.data()),
                                     static_cast<int>(text.size()));
    return {out.begin(), out.begin() + size};
}

int connectTo(int port)
{
    const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connect(fd, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0) {
        close(fd);
        throw std::runtime_error("cannot connect to the gateway");
    }
    fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
    return fd;
}

} // namespace

TlsClientContext::TlsClientContext() : m_context(SSL_CTX_new(TLS_client_method()), &SSL_CTX_free)
{
    SSL_CTX_set_verify(m_context.get(), SSL_VERIFY_NONE, nullptr);
    SSL_CTX_set_mode(m_context.get(), SSL_MODE_RELEASE_BUFFERS);
    constexpr unsigned char protocols[] = "\x0bxmpp-client";
    SSL_CTX_set_alpn_protos(m_context.get(), protocols, sizeof protocols - 1);
}

TlsClient::TlsClient(EventLoop &loop, const TlsClientContext &context, int port, std::string name)
    : m_loop(loop), m_tls(SSL_new(context.get()), &SSL_free), m_name(std::move(name)), m_fd(connectTo(port))
{
    SSL_set_fd(m_tls.get(), m_fd);
    SSL_set_tlsext_host_name(m_tls.get(), std::string(domain).c_str());
    SSL_set_connect_state(m_tls.get());
    m_loop.watch(m_fd, [this] { read(); });
    read();
}

TlsClient::~TlsClient()
{
    m_loop.forget(m_fd);
    close(m_fd);
}

void TlsClient::send(std::string_view xml)
{
    while (!xml.empty()) {
        const int count = SSL_write(m_tls.get(), xml.data(), static_cast<int>(xml.size()));
        if (count > 0) {
            xml.remove_prefix(static_cast<size_t>(count));
            continue;
        }
        if (SSL_get_error(m_tls.get(), count) != SSL_ERROR_WANT_WRITE)
            throw std::runtime_error("a client's connection broke");
        pollfd ready{m_fd, POLLOUT, 0};
        poll(&ready, 1, 1000);
    }
}

void TlsClient::read()
{
    if (m_step == Step::Handshake) {
        const int done = SSL_do_handshake(m_tls.get());
        if (done != 1) {
            if (SSL_get_error(m_tls.get(), done) != SSL_ERROR_WANT_READ)
                throw std::runtime_error("a client's TLS handshake failed");
            return;
        }
        m_step = Step::Mechanisms;
        openStream();
    }
    char chunk[16384];
    for (;;) {
        const int count = SSL_read(m_tls.get(), chunk, sizeof chunk);
        if (count > 0) {
            m_input.append(chunk, static_cast<size_t>(count));
            continue;
        }
        if (SSL_get_error(m_tls.get(), count) != SSL_ERROR_WANT_READ)
            throw std::runtime_error("the gateway closed the connection of " + m_name);
        break;
    }
    advance();
}

bool TlsClient::take(std::string_view text)
{
    const size_t at = m_input.find(text);
    if (at == std::string::npos)
        return false;
    m_input.erase(0, at + text.size());
    return true;
}

void TlsClient::openStream()
{
    send("<?xml version='1.0'?><stream:stream xmlns='jabber:client' "
         "xmlns:stream='http://etherx.jabber.org/streams' version='1.0' to='" +
         std::string(domain) + "'>");
}

void TlsClient::advance()
{
    if (m_step == Step::Online) {
        countMessages();
    } else if (m_step == Step::Mechanisms && take("</stream:features>")) {
        m_step = Step::Verdict;
        send("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>" +
             base64(std::string(1, '\0') + m_name + std::string(1, '\0') + "bench") + "</auth>");
    } else if (m_step == Step::Verdict && m_input.find("<failure") != std::string::npos) {
        throw std::runtime_error("the login of " + m_name + " was refused: " + m_input);
    } else if (m_step == Step::Verdict && take("<success xmlns=")) {
        m_step = Step::Features;
        openStream();
    } else if (m_step == Step::Features && take("</stream:features>")) {
        m_step = Step::Bound;
        send("<iq type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>"
             "<resource>bench</resource></bind></iq>");
    } else if (m_step == Step::Bound && take("</jid>")) {
        m_step = Step::Online;
        send("<presence/>");
    }
}

void TlsClient::countMessages()
{
    constexpr std::string_view end = "</message>";
    long messages = 0;
    size_t done = 0;
    for (size_t at = m_input.find(end); at != std::string::npos; at = m_input.find(end, done)) {
        done = at + end.size();
        ++messages;
    }
    // What is no message ends in front of the next one at the latest.
    m_input.erase(0, done);
    if (m_input.size() > 65536)
        m_input.clear();
    if (messages > 0 && m_counter)
        m_counter(messages);
}

} // namespace bench
