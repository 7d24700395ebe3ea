// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "ServerDoor.h"

#include "LogCategories.h"
#include "handler/OwnPresence.h"
#include "stream/Certificate.h"

namespace spectrum::xmpp
{

ServerDoor::ServerDoor(ServerDoorOptions options, Service &service, StanzaSink &sink, OwnPresence &presence,
                       QObject *parent)
    : Door(parent),
      m_service(service),
      m_sink(sink),
      m_presence(presence),
      m_listener(std::move(options.listener), std::move(options.policy), *this, service.host.clock())
{
}

void ServerDoor::open()
{
    if (const Result<void> listening = m_listener.listen(); !listening) {
        m_service.host.reportFailure(listening.error());
        return;
    }
    Q_EMIT opened();
}

void ServerDoor::close(std::chrono::milliseconds)
{
    m_listener.close({.condition = "system-shutdown"});
    // What was written leaves at the end of this turn.
    m_service.host.clock().schedule(std::chrono::milliseconds(50), this, [this] { Q_EMIT closed(); });
}

void ServerDoor::send(const QString &to, QByteArray stanza)
{
    if (to.contains(u'/')) {
        m_listener.send(to, stanza);
        return;
    }
    User *user = m_service.users.find(UserId(to));
    bool isSent = false;
    for (const Resource &resource : user ? user->resources : std::vector<Resource>{}) {
        if (resource.presence.availability != Availability::Offline && resource.priority >= 0)
            isSent = m_listener.send(to + u'/' + resource.name, stanza) || isSent;
    }
    // A message is not lost because its reader has not sent a presence yet.
    if (!isSent && stanza.startsWith("<message") && !m_listener.send(to, stanza))
        qCInfo(logMessages, "a message found no client of its user");
}

void ServerDoor::dismiss(const QString &bareAddress, const QString &text)
{
    m_listener.dismiss(bareAddress, {.condition = "undefined-condition", .text = text});
}

void ServerDoor::reload(const Settings &settings)
{
    const QString file = settings.text(QStringLiteral("service.cert"));
    if (file.isEmpty())
        return;
    const Result<QSslConfiguration> tls =
        loadCertificate(file, settings.text(QStringLiteral("service.cert_key")),
                        settings.secret(QStringLiteral("service.cert_password")));
    if (tls)
        m_listener.setTls(*tls);
    else
        qCWarning(logFrontend, "the old certificate stays in use: %s",
                  qUtf8Printable(logSafe(tls.error().userText)));
}

void ServerDoor::authenticate(const Jid &address, Secret password,
                              std::function<void(const Result<void> &)> answer)
{
    const Result<QString> name = m_service.host.network().normalisedName(accountNameOf(address.nodeView()));
    if (!name) {
        answer(name.error());
        return;
    }
    const UserId user(address.bare());
    // Known from here on, so that what the session says at once is kept.
    m_service.users.get(user);
    Account account{.user = user, .name = *name, .secret = std::move(password)};
    m_service.host.logInWith(std::move(account), {.availability = Availability::Online})
        .then(this, [this, user, answer = std::move(answer)](const Result<void> &verdict) {
            m_presence.handleLogin(user, verdict.isOk());
            answer(verdict);
        });
}

void ServerDoor::clientBound(const Jid &address)
{
    m_presence.handleBound(UserId(address.bare()), address.resource());
}

void ServerDoor::stanzaReceived(const Element &stanza)
{
    m_sink.handleStanza(stanza);
}

void ServerDoor::clientGone(const Jid &address)
{
    m_presence.handleVanished(UserId(address.bare()), address.resource());
}

} // namespace spectrum::xmpp
