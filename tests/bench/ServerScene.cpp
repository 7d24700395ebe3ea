// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "ServerScene.h"

#include "Certificate.h"

#include <algorithm>
#include <stdexcept>
#include <unistd.h>

namespace bench
{

namespace
{

constexpr std::chrono::seconds patience{60};
constexpr size_t loginsAtOnce = 64;

int freePort()
{
    const Listener listener = listenOnLoopback();
    close(listener.fd);
    return listener.port;
}

// The limits of one address are for strangers; here all clients have the same.
std::string configuration(const std::filesystem::path &directory, int tlsPort, int ircPort)
{
    const Certificate own = makeCertificate(directory, "irc.bench.example");
    return "[service]\nfrontend=xmpp\nnetwork=irc\nserver_mode=1\njid=irc.bench.example\nserver=127.0.0."
           "1\nport=" +
           std::to_string(freePort()) + "\ndirect_tls_port=" + std::to_string(tlsPort) +
           "\ncert=" + own.certificate.string() + "\ncert_key=" + own.key.string() +
           "\n[database]\ntype=none\n[irc]\nserver=127.0.0.1\nport=" + std::to_string(ircPort) +
           "\ntls=0\nflood_rate=0\n[pacing]\nlogins_per_second=0\n[limits]\nconnections_per_address=20000\n"
           "stanzas_per_second=0\nbytes_per_second=0\n[logging]\nlevel=warning\n[admin]\nsocket=\n";
}

} // namespace

ServerScene::ServerScene(const std::string &program) : m_port(freePort())
{
    irc.onMessage([this](std::string_view) { ++arrivedAtIrc; });
    m_gateway = std::make_unique<GatewayProcess>(program, m_directory.path(),
                                                 configuration(m_directory.path(), m_port, irc.port()));
    const Moment deadline = now() + patience;
    while (!isListening(m_port)) {
        if (now() > deadline)
            throw std::runtime_error("server mode did not start; its log is " +
                                     (m_directory.path() / "gateway.log").string());
        loop.runFor(std::chrono::milliseconds(5));
    }
}

void ServerScene::logIn(size_t count)
{
    std::vector<TlsClient *> coming;
    const auto isComing = [](const TlsClient *client) { return !client->isOnline(); };
    while (m_clients.size() < count || !coming.empty()) {
        while (m_clients.size() < count && coming.size() < loginsAtOnce) {
            m_clients.push_back(std::make_unique<TlsClient>(loop, m_context, m_port,
                                                            "user" + std::to_string(m_clients.size())));
            m_clients.back()->onMessages([this](long messages) { arrivedAtXmpp += messages; });
            coming.push_back(m_clients.back().get());
        }
        const auto before = coming.size();
        const auto someCame = [&] {
            std::erase_if(coming, [&](const TlsClient *client) { return !isComing(client); });
            return coming.size() < before;
        };
        if (!loop.runUntil(someCame, patience))
            throw std::runtime_error(std::to_string(coming.size()) + " clients did not come online");
    }
}

void ServerScene::sendToContact(int client, const std::string &body)
{
    m_clients.at(static_cast<size_t>(client))
        ->send("<message to='peer@irc.bench.example' type='chat' id='bench-id-0123456789'><body>" + body +
               "</body><active xmlns='http://jabber.org/protocol/chatstates'/></message>");
}

void ServerScene::sendToUser(int client, const std::string &body)
{
    irc.say("user" + std::to_string(client), body);
}

} // namespace bench
