// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// A small IRC server inside a test: it behaves well by itself and badly on demand.
#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <QObject>
#include <QTcpServer>

#include <functional>

class QTcpSocket;

namespace spectrum::testing
{

// Listens on a loopback port that the kernel gave. One user at a time is enough for tests of one session;
// "peer" is on the network and "person" in every channel but "#banned", which lets nobody in.
class FakeIrcServer : public QObject
{
    Q_OBJECT

public:
    FakeIrcServer();

    [[nodiscard]] quint16 port() const { return m_server.serverPort(); }
    // Empty = none is wanted.
    void setPassword(const QByteArray &password) { m_password = password; }
    // The capabilities that CAP LS names.
    void setCapabilities(const QByteArray &names) { m_capabilities = names; }
    void setISupport(const QByteArray &tokens) { m_isupport = tokens; }
    // Called for each line before the server's own conduct; true = that is all that happens.
    void setHook(std::function<bool(const QByteArray &line)> hook) { m_hook = std::move(hook); }

    // Every line that came in, over all connections.
    [[nodiscard]] const QByteArrayList &lines() const { return m_lines; }
    [[nodiscard]] int connectionCount() const { return m_connectionCount; }
    [[nodiscard]] const QByteArray &nickname() const { return m_nickname; }
    [[nodiscard]] bool hasReceived(const QByteArray &line) const { return m_lines.contains(line); }
    // The texts of the messages to this target, in order.
    [[nodiscard]] QByteArrayList textsTo(const QByteArray &target) const;

    // Whether the user wants to hear nothing from them.
    [[nodiscard]] bool isSilenced(const QByteArray &nickname) const
    {
        return m_silenced.contains(nickname + "!*@*");
    }

    // Lines to the user; the line end is added. {} for bytes as they are.
    void send(const QByteArray &line);
    void sendRaw(const QByteArray &bytes);
    void sendNumeric(int numeric, const QByteArray &rest);
    // Ends all connections.
    void cut();

private:
    void accept();
    void read(QTcpSocket *socket);
    void handle(const QByteArray &line);
    void handleCapabilities(const QByteArray &rest);
    void handleRegistered(const QByteArray &command, const QByteArray &rest);
    void handleAuthentication(const QByteArray &rest);
    void handleJoin(const QByteArray &rest);
    void handleNick(const QByteArray &wanted);
    void handleMessage(const QByteArray &command, const QByteArray &rest);
    void handleSilence(const QByteArray &mask);
    void welcomeIfComplete();
    [[nodiscard]] QByteArray own() const { return m_nickname + "!user@host.example"; }

    QTcpServer m_server;
    QTcpSocket *m_socket = nullptr;
    QByteArray m_buffer;
    QByteArrayList m_lines;
    QByteArrayList m_joined;
    QByteArrayList m_silenced;
    std::function<bool(const QByteArray &)> m_hook;
    QByteArray m_password;
    QByteArray m_givenPassword;
    QByteArray m_capabilities;
    QByteArray m_acknowledged;
    QByteArray m_isupport = "CASEMAPPING=rfc1459 CHANTYPES=#& PREFIX=(ov)@+ NICKLEN=30";
    QByteArray m_nickname;
    int m_connectionCount = 0;
    bool m_hasUser = false;
    bool m_isNegotiating = false;
    bool m_isWelcome = false;
};

} // namespace spectrum::testing
