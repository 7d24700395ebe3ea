// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "FakeIrcServer.h"

#include <QTcpSocket>

namespace spectrum::testing
{

namespace
{

QByteArray firstWord(const QByteArray &text)
{
    const qsizetype space = text.indexOf(' ');
    return space < 0 ? text : text.left(space);
}

QByteArray afterFirstWord(const QByteArray &text)
{
    const qsizetype space = text.indexOf(' ');
    return space < 0 ? QByteArray() : text.mid(space + 1);
}

QByteArray withoutColon(const QByteArray &text)
{
    return text.startsWith(':') ? text.mid(1) : text;
}

} // namespace

FakeIrcServer::FakeIrcServer()
{
    connect(&m_server, &QTcpServer::newConnection, this, &FakeIrcServer::accept);
    if (!m_server.listen(QHostAddress::LocalHost, 0))
        qFatal("no loopback port: %s", qPrintable(m_server.errorString()));
}

void FakeIrcServer::accept()
{
    while (QTcpSocket *socket = m_server.nextPendingConnection()) {
        ++m_connectionCount;
        m_socket = socket;
        m_buffer.clear();
        m_joined.clear();
        m_silenced.clear();
        m_givenPassword.clear();
        m_acknowledged.clear();
        m_nickname.clear();
        m_hasUser = m_isNegotiating = m_isWelcome = false;
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
        connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
            if (m_socket == socket)
                m_socket = nullptr;
            socket->deleteLater();
        });
    }
}

void FakeIrcServer::read(QTcpSocket *socket)
{
    const QByteArray bytes = socket->readAll();
    if (socket != m_socket)
        return;
    m_buffer += bytes;
    qsizetype end = 0;
    while ((end = m_buffer.indexOf("\r\n")) >= 0) {
        const QByteArray line = m_buffer.left(end);
        m_buffer.remove(0, end + 2);
        m_lines << line;
        if (!m_hook || !m_hook(line))
            handle(line);
    }
}

void FakeIrcServer::send(const QByteArray &line)
{
    sendRaw(line + "\r\n");
}

void FakeIrcServer::sendRaw(const QByteArray &bytes)
{
    if (m_socket != nullptr)
        m_socket->write(bytes);
}

void FakeIrcServer::sendNumeric(int numeric, const QByteArray &rest)
{
    send(":irc.example " + QByteArray::number(numeric).rightJustified(3, '0') + ' ' +
         (m_nickname.isEmpty() ? QByteArray("*") : m_nickname) + ' ' + rest);
}

void FakeIrcServer::cut()
{
    if (QTcpSocket *socket = std::exchange(m_socket, nullptr))
        socket->abort();
}

QByteArrayList FakeIrcServer::textsTo(const QByteArray &target) const
{
    QByteArrayList texts;
    const QByteArray start = "PRIVMSG " + target + " :";
    for (const QByteArray &line : m_lines) {
        if (line.startsWith(start))
            texts << line.mid(start.size());
    }
    return texts;
}

void FakeIrcServer::handle(const QByteArray &line)
{
    const QByteArray command = firstWord(line);
    const QByteArray rest = afterFirstWord(line);
    if (command == "CAP") {
        handleCapabilities(rest);
    } else if (command == "PASS") {
        m_givenPassword = withoutColon(rest);
    } else if (command == "AUTHENTICATE") {
        handleAuthentication(rest);
    } else if (command == "NICK") {
        handleNick(withoutColon(rest));
    } else if (command == "USER") {
        m_hasUser = true;
        welcomeIfComplete();
    } else if (command == "PING") {
        send(":irc.example PONG irc.example " + rest);
    } else if (command == "QUIT") {
        send("ERROR :Closing link");
        if (m_socket != nullptr)
            m_socket->disconnectFromHost();
    } else if (m_isWelcome) {
        handleRegistered(command, rest);
    }
}

void FakeIrcServer::handleCapabilities(const QByteArray &rest)
{
    if (rest.startsWith("LS")) {
        m_isNegotiating = true;
        send(":irc.example CAP * LS :" + m_capabilities);
    } else if (rest.startsWith("REQ")) {
        m_acknowledged = withoutColon(rest.mid(4));
        send(":irc.example CAP * ACK :" + m_acknowledged);
    } else if (rest == "END") {
        m_isNegotiating = false;
        welcomeIfComplete();
    }
}

void FakeIrcServer::handleAuthentication(const QByteArray &rest)
{
    if (rest == "PLAIN") {
        send("AUTHENTICATE +");
        return;
    }
    const QByteArrayList parts = QByteArray::fromBase64(rest).split('\0');
    const bool isRight = parts.size() == 3 && parts[2] == m_password;
    if (isRight)
        m_givenPassword = parts[2];
    sendNumeric(isRight ? 903 : 904,
                isRight ? ":SASL authentication successful" : ":SASL authentication failed");
}

void FakeIrcServer::handleNick(const QByteArray &wanted)
{
    if (wanted.compare("peer", Qt::CaseInsensitive) == 0 ||
        wanted.compare("person", Qt::CaseInsensitive) == 0) {
        sendNumeric(433, wanted + " :Nickname is already in use");
        return;
    }
    if (m_isWelcome)
        send(':' + own() + " NICK :" + wanted);
    m_nickname = wanted;
    welcomeIfComplete();
}

void FakeIrcServer::welcomeIfComplete()
{
    if (m_isWelcome || !m_hasUser || m_isNegotiating || m_nickname.isEmpty())
        return;
    if (!m_password.isEmpty() && m_givenPassword != m_password) {
        sendNumeric(464, ":Password incorrect");
        send("ERROR :Bad server password");
        m_socket->disconnectFromHost();
        return;
    }
    m_isWelcome = true;
    sendNumeric(1, ":Welcome");
    sendNumeric(5, m_isupport + " :are supported by this server");
    sendNumeric(422, ":No message of the day");
}

void FakeIrcServer::handleRegistered(const QByteArray &command, const QByteArray &rest)
{
    const QByteArray target = firstWord(rest);
    if (command == "PRIVMSG" || command == "NOTICE") {
        handleMessage(command, rest);
    } else if (command == "JOIN") {
        handleJoin(rest);
    } else if (command == "PART") {
        if (m_joined.removeOne(target))
            send(':' + own() + " PART " + rest);
        else
            sendNumeric(442, target + " :You're not on that channel");
    } else if (command == "TOPIC") {
        send(':' + own() + " TOPIC " + rest);
    } else if (command == "LIST") {
        sendNumeric(322, "#room 2 :A topic");
        sendNumeric(323, ":End of list");
    } else if (command == "ISON") {
        sendNumeric(303, rest.contains("peer") ? ":peer" : ":");
    } else if (command == "SILENCE" && m_isupport.contains("SILENCE=")) {
        handleSilence(target);
    } else if (command == "AWAY") {
        sendNumeric(rest.isEmpty() ? 305 : 306, ":Marked");
    }
}

void FakeIrcServer::handleMessage(const QByteArray &command, const QByteArray &rest)
{
    const QByteArray target = firstWord(rest);
    const bool isThere =
        target == "peer" || target == "person" || target == m_nickname || m_joined.contains(target);
    if (!isThere) {
        if (command == "PRIVMSG")
            sendNumeric(target.startsWith('#') ? 404 : 401, target + " :No such nick or channel");
    } else if (m_acknowledged.contains("echo-message")) {
        send(':' + own() + ' ' + command + ' ' + rest);
    }
}

// With room for twenty. What changes nothing is answered by nothing.
void FakeIrcServer::handleSilence(const QByteArray &mask)
{
    const QByteArray who = mask.mid(1);
    const bool isThere = m_silenced.contains(who);
    if (mask.startsWith('+') == isThere)
        return;
    if (isThere) {
        m_silenced.removeOne(who);
    } else if (m_silenced.size() >= 20) {
        sendNumeric(511, who + " :Your silence list is full");
        return;
    } else {
        m_silenced << who;
    }
    send(':' + own() + " SILENCE " + mask);
}

void FakeIrcServer::handleJoin(const QByteArray &rest)
{
    const QByteArray channel = firstWord(rest);
    if (channel == "#banned") {
        sendNumeric(474, channel + " :Cannot join channel (+b)");
        return;
    }
    if (!m_joined.contains(channel))
        m_joined << channel;
    send(':' + own() + " JOIN " + channel);
    sendNumeric(332, channel + " :The topic");
    sendNumeric(353, "= " + channel + " :@person +voiced " + m_nickname);
    sendNumeric(366, channel + " :End of /NAMES list");
}

} // namespace spectrum::testing
