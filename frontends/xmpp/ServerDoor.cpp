// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "ServerDoor.h"

#include "LogCategories.h"
#include "Stanzas.h"
#include "handler/MessageArchive.h"
#include "handler/OwnPresence.h"
#include "stream/Certificate.h"

#include <algorithm>

namespace spectrum::xmpp
{

namespace
{

bool isForAll(const QByteArray &stanza, const QString &user)
{
    return stanza.contains(" to=\"" + user.toUtf8() + '"');
}

// Of a stanza that was written here; addresses need no escaping but that of "&" and "'".
QString valueOf(const char *name, const QByteArray &stanza)
{
    const QByteArrayView tag = QByteArrayView(stanza).first(std::max<qsizetype>(0, stanza.indexOf('>')));
    const QByteArray start = QByteArray(" ") + name + "=\"";
    const qsizetype found = tag.indexOf(start);
    if (found < 0)
        return {};
    const QByteArrayView rest = tag.sliced(found + start.size());
    return QString::fromUtf8(rest.first(std::max<qsizetype>(0, rest.indexOf('"'))));
}

// A network takes little at once.
constexpr size_t mostTold = 4;

// The contacts who wrote them by hand, the latest ones.
std::vector<ContactId> sendersOf(const QList<MissedMessage> &messages, const Service &service)
{
    std::vector<ContactId> senders;
    for (auto message = messages.crbegin(); message != messages.crend() && senders.size() < mostTold;
         ++message) {
        const auto from = Jid::parse(valueOf("from", message->stanza));
        if (message->isAutomatic || !from || !from->isBare() || !from->hasNode() ||
            valueOf("type", message->stanza) != QLatin1String("chat"))
            continue;
        const Result<ContactId> id = service.host.network().contactId(service.addresses.nameOf(*from));
        if (id && std::find(senders.begin(), senders.end(), *id) == senders.end())
            senders.push_back(*id);
    }
    return senders;
}

} // namespace

ServerDoor::ServerDoor(ServerDoorOptions options, Service &service, StanzaSink &sink, OwnPresence &presence,
                       QObject *parent)
    : Door(parent),
      m_service(service),
      m_sink(sink),
      m_presence(presence),
      m_listener(std::move(options.listener), std::move(options.policy), *this, service.host.clock()),
      m_store(service),
      m_missed(service.options.domain, {}, &m_store),
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
    if (!m_service.host.canKeepAccounts())
        tellSenders();
    m_listener.close({.condition = "system-shutdown"});
    // What was written leaves at the end of this turn.
    m_service.host.clock().schedule(std::chrono::milliseconds(50), this, [this] { Q_EMIT closed(); });
}

void ServerDoor::send(const QString &to, QByteArray stanza)
{
    const qsizetype slash = to.indexOf(u'/');
    const Reach reach = slash >= 0 ? reachOf(to, stanza) : sendToAvailable(to, stanza);
    if (reach != Reach::Nobody) {
        m_carbons.copyReceived(to, stanza);
        if (reach == Reach::Suspended)
            hold(to, stanza, m_service.host.clock().utc());
        return;
    }
    // A message is not lost because its reader has not sent a presence yet.
    if (slash < 0 && stanza.startsWith("<message") && m_listener.send(to, stanza))
        return;
    keep(to.left(slash), stanza, m_service.host.clock().utc());
}

void ServerDoor::sendAutomatic(const QString &to, QByteArray stanza)
{
    m_missed.setOrigin(MissedMessages::Origin::Program);
    send(to, std::move(stanza));
    m_missed.setOrigin(MissedMessages::Origin::Person);
}

void ServerDoor::tellSenders()
{
    const QHash<QString, QList<MissedMessage>> waiting = m_missed.all();
    qsizetype count = 0;
    for (auto user = waiting.cbegin(); user != waiting.cend(); ++user) {
        count += user->size();
        const std::vector<ContactId> senders = sendersOf(*user, m_service);
        for (const ContactId &sender : senders)
            m_service.host.execute(
                UserId(user.key()),
                SendMessage{
                    .message = {.peer = Peer::contact(sender),
                                .kind = MessageKind::Notice,
                                .body = QStringLiteral("What you wrote while nobody was here to read it is "
                                                       "lost: this service stops and keeps nothing.")}});
    }
    if (count > 0)
        qCWarning(
            logMessages,
            "%lld messages wait for clients of their users and end with this process: database.type is none",
            static_cast<long long>(count));
}

ServerDoor::Reach ServerDoor::reachOf(const QString &address, const QByteArray &stanza)
{
    if (!m_listener.send(address, stanza))
        return Reach::Nobody;
    return !m_suspended.isEmpty() && m_suspended.contains(address) ? Reach::Suspended : Reach::Client;
}

ServerDoor::Reach ServerDoor::sendToAvailable(const QString &to, const QByteArray &stanza)
{
    User *user = m_service.users.find(UserId(to));
    Reach reach = Reach::Nobody;
    for (const Resource &resource : user ? user->resources : std::vector<Resource>{}) {
        if (resource.isReader())
            reach = std::max(reach, reachOf(to + u'/' + resource.name, stanza));
    }
    return reach;
}

bool ServerDoor::hasReader(const QString &to, Readers which) const
{
    const User *user = m_service.users.find(UserId(to));
    return user && std::any_of(user->resources.begin(), user->resources.end(), [&](const Resource &resource) {
               return resource.isReader() &&
                      (which == Readers::All || !m_suspended.contains(to + u'/' + resource.name));
           });
}

// As a carbon, at a client that is here.
bool ServerDoor::hasCopy(const QString &to, const QByteArray &stanza) const
{
    const User *user = m_service.users.find(UserId(to));
    return user && Carbons::isCopied(stanza) &&
           std::any_of(user->resources.begin(), user->resources.end(), [&](const Resource &resource) {
               return resource.wantsCopies && !m_suspended.contains(to + u'/' + resource.name);
           });
}

void ServerDoor::keep(const QString &user, const QByteArray &stanza, const QDateTime &sentAt)
{
    if (MissedMessages::isWorthKeeping(stanza) && !m_missed.add(user, stanza, sentAt))
        noteLoss();
}

void ServerDoor::noteLoss()
{
    if (const auto heldBack = m_losses.permit(m_service.host.clock().now()))
        qCInfo(logMessages,
               "an old message was lost, too many wait for a client of their user (and %llu more)",
               *heldBack);
}

void ServerDoor::hold(const QString &to, const QByteArray &stanza, const QDateTime &sentAt)
{
    if (!MissedMessages::isWorthKeeping(stanza) || Carbons::isCopy(stanza))
        return;
    const QString user = to.section(u'/', 0, 0);
    const bool isForAll = user.size() == to.size();
    if (isForAll ? !hasReader(user, Readers::Connected) : !hasCopy(user, stanza))
        m_missed.hold(user, stanza, sentAt, isForAll ? QString() : to);
}

void ServerDoor::clientSuspended(const Jid &address, const QList<Undelivered> &stanzas)
{
    m_suspended.insert(address.full());
    // The latest of them, as many as are kept.
    QList<Undelivered> latest;
    constexpr MissedMessages::Limits limits;
    for (auto each = stanzas.crbegin(); each != stanzas.crend() && latest.size() < limits.messagesPerUser;
         ++each) {
        if (MissedMessages::isWorthKeeping(each->stanza) && !Carbons::isCopy(each->stanza))
            latest.prepend(*each);
    }
    for (const Undelivered &each : std::as_const(latest))
        hold(isForAll(each.stanza, address.bare()) ? address.bare() : address.full(), each.stanza,
             each.sentAt);
}

void ServerDoor::clientResumed(const Jid &address)
{
    if (m_suspended.remove(address.full()))
        m_missed.letGo(address.bare(), address.full());
}

void ServerDoor::stanzasUndelivered(const Jid &address, const QList<Undelivered> &stanzas)
{
    const QString user = address.bare();
    QList<MissedMessage> kept;
    for (const Undelivered &each : stanzas) {
        if (!MissedMessages::isWorthKeeping(each.stanza) || Carbons::isCopy(each.stanza))
            continue;
        // The user's other clients have had what was for all of them.
        if (isForAll(each.stanza, user) ? !hasReader(user) : !sendToOthers(user, each.stanza))
            kept.append({.stanza = each.stanza, .sentAt = each.sentAt});
    }
    if (!m_missed.settle(user, address.full(), kept))
        noteLoss();
    // What others hold for all of the user's clients they have, too.
    const QString start = user + u'/';
    if (std::none_of(m_suspended.cbegin(), m_suspended.cend(),
                     [&start](const QString &each) { return each.startsWith(start); }))
        m_missed.letGo(user, {});
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

void ServerDoor::deliverMissed(const QString &address, const QString &name)
{
    User *user = m_service.users.find(UserId(address));
    const Resource *resource = user ? user->findResource(name) : nullptr;
    const QString to = address + u'/' + name;
    if (!resource || !resource->isReader() || m_suspended.contains(to))
        return;
    const MissedMessages::Missed missed = m_missed.take(address);
    if (missed.lost > 0)
        send(to, stanzas::chat(m_service.options.domain, to,
                               QStringLiteral("%1 older messages came while you were away and were "
                                              "lost; there was no room for more.")
                                   .arg(missed.lost)));
    for (const QByteArray &message : missed.messages)
        send(to, message);
}

void ServerDoor::recall(const QString &address, const QMap<QString, QString> &values)
{
    User *user = m_service.users.find(UserId(address));
    if (!user || std::exchange(user->isMissedRead, true))
        return;
    m_missed.restore(address, MissedStore::read(values));
    if (m_missed.isEmpty())
        return;
    for (const Resource &resource : std::vector<Resource>(user->resources))
        deliverMissed(address, resource.name);
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
    m_carbons.expectSent(stanza);
    m_sink.handleStanza(stanza);
    m_carbons.copySent(stanza, m_service.archive ? m_service.archive->takeSentNumber() : 0);
    if (!m_missed.isEmpty() && stanza.name() == QLatin1String("presence") &&
        stanza.attribute("type").isEmpty() && stanza.attribute("to").isEmpty()) {
        const QString from = stanza.attribute("from");
        const qsizetype slash = from.indexOf(u'/');
        deliverMissed(from.left(slash), from.mid(slash + 1));
    }
}

void ServerDoor::clientGone(const Jid &address)
{
    m_suspended.remove(address.full());
    m_presence.handleVanished(UserId(address.bare()), address.resource());
}

} // namespace spectrum::xmpp
