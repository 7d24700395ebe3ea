// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "ServerDoor.h"

#include "LogCategories.h"
#include "Stanzas.h"
#include "handler/OwnPresence.h"
#include "stream/Certificate.h"

#include <algorithm>

namespace spectrum::xmpp
{

ServerDoor::ServerDoor(ServerDoorOptions options, Service &service, StanzaSink &sink, OwnPresence &presence,
                       QObject *parent)
    : Door(parent),
      m_service(service),
      m_sink(sink),
      m_presence(presence),
      m_listener(std::move(options.listener), std::move(options.policy), *this, service.host.clock()),
      m_missed(service.options.domain),
      m_carbons(service)
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
    const qsizetype slash = to.indexOf(u'/');
    if (slash >= 0 ? m_listener.send(to, stanza) : sendToAvailable(to, stanza)) {
        m_carbons.copyReceived(to, stanza);
        return;
    }
    // A message is not lost because its reader has not sent a presence yet.
    if (slash < 0 && stanza.startsWith("<message") && m_listener.send(to, stanza))
        return;
    keep(to.left(slash), stanza, m_service.host.clock().utc());
}

bool ServerDoor::sendToAvailable(const QString &to, const QByteArray &stanza)
{
    User *user = m_service.users.find(UserId(to));
    bool isSent = false;
    for (const Resource &resource : user ? user->resources : std::vector<Resource>{}) {
        if (resource.isReader())
            isSent = m_listener.send(to + u'/' + resource.name, stanza) || isSent;
    }
    return isSent;
}

bool ServerDoor::hasReader(const QString &to) const
{
    const User *user = m_service.users.find(UserId(to));
    return user && std::any_of(user->resources.begin(), user->resources.end(),
                               [](const Resource &resource) { return resource.isReader(); });
}

void ServerDoor::keep(const QString &user, const QByteArray &stanza, const QDateTime &sentAt)
{
    if (!MissedMessages::isWorthKeeping(stanza) || m_missed.add(user, stanza, sentAt))
        return;
    if (const auto heldBack = m_losses.permit(m_service.host.clock().now()))
        qCInfo(logMessages,
               "an old message was lost, too many wait for a client of their user (and %llu more)",
               *heldBack);
}

void ServerDoor::stanzasUndelivered(const Jid &address, const QList<Undelivered> &stanzas)
{
    const QString user = address.bare();
    for (const Undelivered &each : stanzas) {
        if (!MissedMessages::isWorthKeeping(each.stanza) || Carbons::isCopy(each.stanza))
            continue;
        // The user's other clients have had what was for all of them.
        const bool wasForAll = each.stanza.contains(" to=\"" + user.toUtf8() + '"');
        if (wasForAll ? !hasReader(user) : !sendToOthers(user, each.stanza))
            keep(user, each.stanza, each.sentAt);
    }
}

// To all who have not had a copy.
bool ServerDoor::sendToOthers(const QString &to, const QByteArray &stanza)
{
    const User *user = m_service.users.find(UserId(to));
    bool isSent = false;
    for (const Resource &resource : user ? user->resources : std::vector<Resource>{}) {
        if (resource.wantsCopies)
            isSent = true;
        else if (resource.isReader())
            isSent = m_listener.send(to + u'/' + resource.name, stanza) || isSent;
    }
    return isSent;
}

void ServerDoor::deliverMissed(const Element &presence)
{
    const auto from = Jid::parse(presence.attribute("from"));
    User *user = from ? m_service.users.find(UserId(from->bare())) : nullptr;
    const Resource *resource = user ? user->findResource(from->resource()) : nullptr;
    if (!resource || !resource->isReader())
        return;
    const MissedMessages::Missed missed = m_missed.take(from->bare());
    if (missed.lost > 0)
        send(from->full(), stanzas::chat(m_service.options.domain, from->full(),
                                         QStringLiteral("%1 older messages came while you were away and were "
                                                        "lost; there was no room for more.")
                                             .arg(missed.lost)));
    for (const QByteArray &message : missed.messages)
        send(from->full(), message);
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

void ServerDoor::clientBound(const Jid &address, CopyWish wish)
{
    const UserId user(address.bare());
    m_presence.handleBound(user, address.resource());
    if (wish == CopyWish::Copies)
        m_carbons.setWish(user, address.resource());
}

void ServerDoor::stanzaReceived(const Element &stanza)
{
    if (m_carbons.handle(stanza))
        return;
    m_sink.handleStanza(stanza);
    m_carbons.copySent(stanza);
    if (!m_missed.isEmpty() && stanza.name() == QLatin1String("presence") &&
        stanza.attribute("type").isEmpty() && stanza.attribute("to").isEmpty())
        deliverMissed(stanza);
}

void ServerDoor::clientGone(const Jid &address)
{
    m_presence.handleVanished(UserId(address.bare()), address.resource());
}

} // namespace spectrum::xmpp
