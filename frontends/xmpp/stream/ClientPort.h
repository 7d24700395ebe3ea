// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// A port at which the clients of one domain are heard, or of several domains of this process.
#pragma once

#include "DomainPeek.h"

#include <spectrum/Result.h>

#include <QHostAddress>
#include <QTcpServer>

#include <functional>
#include <memory>
#include <vector>

namespace spectrum::xmpp
{

// A connection goes to the domain that it asks for, whole; one that asks for none, or for one that is not
// here, goes to the first, which has the words for that. One domain alone is never waited for.
class ClientPort final : public QTcpServer
{
    Q_OBJECT

public:
    struct Place {
        QHostAddress address;
        quint16 port; // 0 = chosen by the kernel, and shared with nobody
        // What clients say first; without it the port is shared with nobody.
        std::optional<DomainSign> sign;
    };
    // Takes the descriptor of a connection.
    using Accept = std::function<void(qintptr descriptor)>;

    // The part that one domain has in a port; it ends with this. Used in the host's thread.
    class Share
    {
    public:
        // The error's userText says why it cannot be listened there.
        [[nodiscard]] static Result<std::unique_ptr<Share>> open(const Place &place, const QString &domain,
                                                                 Clock &clock, Accept accept);
        ~Share();
        Q_DISABLE_COPY_MOVE(Share)

        [[nodiscard]] quint16 port() const { return m_port->serverPort(); }

    private:
        friend class ClientPort;
        Share(std::shared_ptr<ClientPort> port, QByteArray domain, Accept accept);

        std::shared_ptr<ClientPort> m_port;
        QByteArray m_domain;
        Accept m_accept;
    };

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    ClientPort(const Place &place, Clock &clock);

    [[nodiscard]] static std::vector<std::weak_ptr<ClientPort>> &all();
    [[nodiscard]] static std::shared_ptr<ClientPort> find(const Place &place);
    void hand(DomainPeek *peek, const QByteArray &domain);

    Place m_place;
    Clock &m_clock;
    // In the order in which they came.
    std::vector<Share *> m_shares;
    std::vector<DomainPeek *> m_peeks;
};

} // namespace spectrum::xmpp
