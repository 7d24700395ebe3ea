// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "FakeIrcNetwork.h"

#include <sys/socket.h>
#include <unistd.h>

namespace bench
{

FakeIrcNetwork::FakeIrcNetwork(EventLoop &loop) : m_loop(loop), m_listener(listenOnLoopback())
{
    m_loop.watch(m_listener.fd, [this] { accept(); });
}

FakeIrcNetwork::~FakeIrcNetwork()
{
    m_loop.forget(m_listener.fd);
    close(m_listener.fd);
    for (const auto &[fd, client] : m_connections) {
        m_loop.forget(fd);
        close(fd);
    }
}

void FakeIrcNetwork::say(const std::string &nickname, std::string_view text)
{
    std::string line = ":peer!peer@bench.example PRIVMSG " + nickname + " :";
    line += text;
    line += "\r\n";
    writeAll(m_clients.at(nickname), line);
}

void FakeIrcNetwork::accept()
{
    for (;;) {
        const int fd = accept4(m_listener.fd, nullptr, nullptr, SOCK_CLOEXEC);
        if (fd < 0)
            return;
        m_connections[fd].fd = fd;
        m_loop.watch(fd, [this, fd] { read(fd); });
    }
}

void FakeIrcNetwork::read(int fd)
{
    Client &client = m_connections.at(fd);
    const bool isOpen = readAvailable(fd, client.input);
    size_t start = 0;
    for (size_t end; (end = client.input.find('\n', start)) != std::string::npos; start = end + 1) {
        std::string_view line = std::string_view(client.input).substr(start, end - start);
        while (line.ends_with('\r'))
            line.remove_suffix(1);
        handle(client, line);
    }
    client.input.erase(0, start);
    if (!isOpen)
        drop(fd);
}

void FakeIrcNetwork::handle(Client &client, std::string_view line)
{
    const size_t space = line.find(' ');
    const std::string_view command = line.substr(0, space);
    const std::string_view rest =
        space == std::string_view::npos ? std::string_view() : line.substr(space + 1);
    if (command == "PRIVMSG") {
        const size_t text = rest.find(" :");
        m_handler(text == std::string_view::npos ? rest : rest.substr(text + 2));
    } else if (command == "PING") {
        writeAll(client.fd, ":irc.bench.example PONG irc.bench.example " + std::string(rest) + "\r\n");
    } else if (command == "CAP" && rest.starts_with("LS")) {
        writeAll(client.fd, ":irc.bench.example CAP * LS :\r\n");
    } else if (command == "NICK") {
        client.nickname = rest.starts_with(':') ? rest.substr(1) : rest;
        welcome(client);
    } else if (command == "USER") {
        client.hasUser = true;
        welcome(client);
    } else if (command == "JOIN") {
        join(client, std::string(rest.substr(0, rest.find(' '))));
    } else if (command == "ISON") {
        writeAll(client.fd, ":irc.bench.example 303 " + client.nickname + " :\r\n");
    }
}

void FakeIrcNetwork::welcome(Client &client)
{
    if (client.isRegistered || !client.hasUser || client.nickname.empty())
        return;
    client.isRegistered = true;
    m_clients[client.nickname] = client.fd;
    const std::string from = ":irc.bench.example ";
    const std::string to = " " + client.nickname + " ";
    writeAll(client.fd, from + "001" + to + ":Welcome to the bench\r\n" + from + "002" + to +
                            ":Your host\r\n" + from + "003" + to + ":Since today\r\n" + from + "004" + to +
                            "irc.bench.example 1 i n\r\n" + from + "005" + to +
                            "CASEMAPPING=ascii NICKLEN=30 CHANTYPES=# PREFIX=(ov)@+ "
                            ":are supported\r\n" +
                            from + "422" + to + ":No message of the day\r\n");
}

void FakeIrcNetwork::join(Client &client, const std::string &channel)
{
    const std::string from = ":irc.bench.example ";
    std::string lines = ":" + client.nickname + "!u@bench.example JOIN " + channel + "\r\n";
    lines += from + "332 " + client.nickname + " " + channel + " :The subject\r\n";
    std::string names;
    const auto endLine = [&] {
        lines += from + "353 " + client.nickname + " = " + channel + " :" + names + "\r\n";
        names.clear();
    };
    for (int i = 1; i < m_channelSize; ++i) {
        names += (i % 50 == 0 ? "@person" : "person") + std::to_string(i) + " ";
        if (names.size() > 380)
            endLine();
    }
    names += client.nickname;
    endLine();
    writeAll(client.fd, lines + from + "366 " + client.nickname + " " + channel + " :End of /NAMES list\r\n");
}

void FakeIrcNetwork::drop(int fd)
{
    const auto connection = m_connections.find(fd);
    const auto registered = m_clients.find(connection->second.nickname);
    if (registered != m_clients.end() && registered->second == fd)
        m_clients.erase(registered);
    m_connections.erase(connection);
    m_loop.forget(fd);
    close(fd);
}

} // namespace bench
