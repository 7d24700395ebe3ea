// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// A client that says bytes, as no library would let it, and an observer that writes down what it hears.
#pragma once

#include "stream/ClientListener.h"

#include <QTcpSocket>

namespace spectrum::xmpp::testing
{

inline const QByteArray header =
    "<?xml version='1.0'?><stream:stream xmlns='jabber:client' "
    "xmlns:stream='http://etherx.jabber.org/streams' to='im.example' version='1.0'>";
inline const QByteArray bindRequest = "<iq type='set' id='b1'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>"
                                      "<resource>desk</resource></bind></iq>";

inline QByteArray plain(const QByteArray &name, const QByteArray &password)
{
    return "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>" +
           (QByteArray(1, '\0') + name + QByteArray(1, '\0') + password).toBase64() + "</auth>";
}

class Observer final : public ClientObserver
{
public:
    void authenticate(const Jid &user, Secret password,
                      std::function<void(const Result<void> &)> answer) override
    {
        heard.append(QStringLiteral("auth ") + user.bare());
        const bool isRight = password == Secret("right");
        auto verdict = [answer, isRight] {
            answer(isRight ? Result<void>() : Result<void>(Error{ErrorKind::WrongCredentials, {}}));
        };
        if (isSlow)
            pending.push_back(verdict);
        else
            verdict();
    }
    void clientBound(const Jid &address, CopyWish wish) override
    {
        heard.append(QStringLiteral("bound ") + address.full());
        if (wish == CopyWish::Copies)
            heard.append(QStringLiteral("copies"));
    }
    void stanzaReceived(const Element &stanza) override
    {
        heard.append(stanza.name() + u' ' + stanza.attribute("from"));
    }
    void clientSuspended(const Jid &address, const QList<Undelivered> &stanzas) override
    {
        heard.append(QStringLiteral("away %1 %2").arg(address.full()).arg(stanzas.size()));
    }
    void clientResumed(const Jid &address) override
    {
        heard.append(QStringLiteral("back ") + address.full());
    }
    void clientGone(const Jid &address) override { heard.append(QStringLiteral("gone ") + address.full()); }

    void stanzasUndelivered(const Jid &address, const QList<Undelivered> &stanzas) override
    {
        heard.append(QStringLiteral("lost %1 %2").arg(address.full()).arg(stanzas.size()));
    }

    QStringList heard;
    std::vector<std::function<void()>> pending;
    bool isSlow = false;
};

class Client : public QTcpSocket
{
public:
    explicit Client(quint16 port)
    {
        connect(this, &QTcpSocket::readyRead, this, [this] { received += readAll(); });
        connectToHost(QHostAddress::LocalHost, port);
    }
    void say(const QByteArray &bytes) { write(bytes); }
    [[nodiscard]] bool isClosed() const { return state() == UnconnectedState; }
    [[nodiscard]] bool hasError(const char *condition) const
    {
        return received.contains(QByteArray("<stream:error><") + condition + ' ') &&
               received.indexOf("<stream:stream") >= 0 &&
               received.indexOf("<stream:stream") < received.indexOf("<stream:error>");
    }

    QByteArray received;
};

} // namespace spectrum::xmpp::testing
