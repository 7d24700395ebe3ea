// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Scene.h"

#include <cstdlib>
#include <stdexcept>

namespace bench
{

namespace
{

constexpr std::chrono::seconds patience{60};

std::string userAddress(int user)
{
    return "user" + std::to_string(user) + "@users.example";
}

std::string configuration(const std::filesystem::path &directory, int xmppPort, int ircPort)
{
    return "[service]\nfrontend=xmpp\nnetwork=irc\njid=irc.bench.example\nserver=127.0.0.1\nport=" +
           std::to_string(xmppPort) + "\npassword=bench\n[database]\ntype=sqlcipher\ndatabase=" +
           (directory / "data/spectrum2.db").string() +
           "\nkey_file=" + (directory / "spectrum2.key").string() +
           "\n[irc]\nserver=127.0.0.1\nport=" + std::to_string(ircPort) +
           "\ntls=0\nflood_rate=0\n[pacing]\nlogins_per_second=0\n[logging]\nlevel=warning\n[admin]\n"
           "socket=\n";
}

[[noreturn]] void fail(const std::string &what)
{
    throw std::runtime_error(what);
}

} // namespace

Scene::Scene(const std::string &program)
{
    xmpp.onStanza([this](std::string_view stanza) { handleStanza(stanza); });
    irc.onMessage([this](std::string_view text) {
        ++arrivedAtIrc;
        if (onArrival)
            onArrival(text);
    });
    m_gateway = std::make_unique<GatewayProcess>(program, m_directory.path(),
                                                 configuration(m_directory.path(), xmpp.port(), irc.port()));
    if (!loop.runUntil([this] { return xmpp.isReady(); }, patience))
        fail("the gateway did not connect; its log is " + (m_directory.path() / "gateway.log").string());
}

void Scene::registerUsers(int count)
{
    for (int user = m_registered; user < count;) {
        const int end = std::min(count, user + 200);
        for (; user < end; ++user) {
            const std::string name = "user" + std::to_string(user);
            xmpp.queue("<iq type='set' id='register' from='" + userAddress(user) +
                       "/bench' to='irc.bench.example'><query xmlns='jabber:iq:register'><username>" + name +
                       "</username><password/></query></iq>");
        }
        xmpp.flush();
        if (!loop.runUntil([&] { return m_registered + m_errors >= end; }, patience) || m_errors > 0)
            fail("the gateway registered " + std::to_string(m_registered) + " of " + std::to_string(end));
    }
}

void Scene::logIn(int count)
{
    m_isOnline.resize(static_cast<size_t>(count), false);
    for (int user = m_online; user < count; ++user)
        xmpp.queue("<presence from='" + userAddress(user) + "/bench' to='irc.bench.example'/>");
    xmpp.flush();
    if (!loop.runUntil([&] { return m_online >= count; }, patience))
        fail("only " + std::to_string(m_online) + " of " + std::to_string(count) + " users came online");
}

void Scene::sendToContact(int user, const std::string &body)
{
    xmpp.queue("<message from='" + userAddress(user) +
               "/bench' to='peer@irc.bench.example' type='chat' id='bench-id-0123456789'><body>" + body +
               "</body><active xmlns='http://jabber.org/protocol/chatstates'/></message>");
}

void Scene::sendToUser(int user, const std::string &body)
{
    irc.say("user" + std::to_string(user), body);
}

void Scene::handleStanza(std::string_view stanza)
{
    if (stanza.starts_with("<message")) {
        const size_t start = stanza.find("<body>");
        if (start == std::string_view::npos || attribute(stanza, "type") == "error")
            return onOtherStanza ? onOtherStanza(stanza) : void();
        ++arrivedAtXmpp;
        if (onArrival)
            onArrival(stanza.substr(start + 6, stanza.find("</body>") - start - 6));
    } else if (stanza.starts_with("<iq") && attribute(stanza, "id") == "register") {
        (attribute(stanza, "type") == "result" ? m_registered : m_errors)++;
    } else if (stanza.starts_with("<presence")) {
        handlePresence(stanza);
    }
}

void Scene::handlePresence(std::string_view stanza)
{
    const std::string_view type = attribute(stanza, "type");
    const std::string_view to = attribute(stanza, "to");
    if (attribute(stanza, "from") != "irc.bench.example")
        return onOtherStanza ? onOtherStanza(stanza) : void();
    if (type == "subscribe") {
        xmpp.queue("<presence type='subscribed' to='irc.bench.example' from='" +
                   std::string(to.substr(0, to.find('/'))) + "'/>");
    } else if (type.empty() && to.starts_with("user")) {
        // Only a plain presence says that the account is online; while it connects there is a show.
        const auto user = static_cast<size_t>(std::atoi(to.data() + 4));
        if (user < m_isOnline.size() && !m_isOnline[user] &&
            stanza.find("<show>") == std::string_view::npos) {
            m_isOnline[user] = true;
            ++m_online;
        }
    }
}

} // namespace bench
