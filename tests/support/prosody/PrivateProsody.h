// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// A Prosody of a test's own on a port of the loopback interface, and a way to it that can be cut.
#pragma once

#include <QDir>
#include <QFile>
#include <QPointer>
#include <QProcess>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

namespace spectrum::testing
{

class PrivateProsody
{
public:
    // Accounts have the password "right".
    explicit PrivateProsody(const QStringList &accounts)
    {
        QTcpServer probe;
        probe.listen(QHostAddress::LocalHost);
        m_port = probe.serverPort();
        probe.close();
        QDir(m_folder.path()).mkpath(QStringLiteral("data/localhost/accounts"));
        for (const QString &account : accounts)
            write(QStringLiteral("data/localhost/accounts/%1.dat").arg(account),
                  "return { [\"password\"] = \"right\" };\n");
        write(QStringLiteral("prosody.cfg.lua"), configuration());
        m_process.setProcessChannelMode(QProcess::ForwardedChannels);
        m_process.start(QStringLiteral("prosody"), {QStringLiteral("-F"), QStringLiteral("--config"),
                                                    m_folder.filePath(QStringLiteral("prosody.cfg.lua"))});
    }
    ~PrivateProsody()
    {
        m_process.kill();
        m_process.waitForFinished();
    }

    [[nodiscard]] quint16 port() const { return m_port; }
    // Whether it accepts connections; waits for it.
    [[nodiscard]] bool isReady() const
    {
        return QTest::qWaitFor(
            [this] {
                QTcpSocket socket;
                socket.connectToHost(QHostAddress::LocalHost, m_port);
                return socket.waitForConnected(200);
            },
            20000);
    }

private:
    void write(const QString &name, const QByteArray &text) const
    {
        QFile file(m_folder.filePath(name));
        if (file.open(QIODevice::WriteOnly))
            file.write(text);
    }
    [[nodiscard]] QByteArray configuration() const
    {
        return "data_path = \"" + m_folder.path().toUtf8() +
               "/data\"\n"
               "pidfile = \"" +
               m_folder.path().toUtf8() +
               "/prosody.pid\"\n"
               "log = { error = \"*console\" }\n"
               "run_as_root = true\n"
               "interfaces = { \"127.0.0.1\" }\n"
               "c2s_direct_tls_ports = {}\n"
               "c2s_require_encryption = false\n"
               "modules_enabled = { \"roster\", \"saslauth\", \"disco\", \"ping\", \"posix\", \"pep\", \"vcard_legacy\" }\n"
               "modules_disabled = { \"s2s\", \"tls\" }\n"
               "authentication = \"internal_plain\"\n"
               "c2s_ports = { " +
               QByteArray::number(m_port) +
               " }\n"
               "VirtualHost \"localhost\"\n"
               "Component \"conference.localhost\" \"muc\"\n"
               "  modules_disabled = { \"muc_mam\" }\n"
               "  muc_room_locking = false\n"
               "Component \"closed.localhost\" \"muc\"\n"
               "  modules_disabled = { \"muc_mam\" }\n"
               "  muc_room_locking = false\n"
               "  muc_room_default_members_only = true\n";
    }

    QTemporaryDir m_folder;
    QProcess m_process;
    quint16 m_port = 0;
};

// Passes bytes on in both directions until it is cut; then new connections are passed on again.
class CuttableWay
{
public:
    explicit CuttableWay(quint16 target) : m_target(target)
    {
        QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this] { join(); });
        m_server.listen(QHostAddress::LocalHost);
    }
    [[nodiscard]] quint16 port() const { return m_server.serverPort(); }
    void cut()
    {
        for (const QPointer<QTcpSocket> &socket : std::exchange(m_sockets, {})) {
            if (socket)
                socket->abort();
        }
    }

private:
    void join()
    {
        while (QTcpSocket *near = m_server.nextPendingConnection()) {
            auto *far = new QTcpSocket(near);
            far->connectToHost(QHostAddress::LocalHost, m_target);
            const auto pass = [](QTcpSocket *from, QTcpSocket *to) {
                QObject::connect(from, &QTcpSocket::readyRead, to,
                                 [from, to] { to->write(from->readAll()); });
                QObject::connect(from, &QTcpSocket::disconnected, to, &QTcpSocket::disconnectFromHost);
            };
            pass(near, far);
            pass(far, near);
            QObject::connect(near, &QTcpSocket::disconnected, near, &QObject::deleteLater);
            m_sockets << near << far;
        }
    }

    QTcpServer m_server;
    quint16 m_target;
    QList<QPointer<QTcpSocket>> m_sockets;
};

} // namespace spectrum::testing
