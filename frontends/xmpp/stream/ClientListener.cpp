// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "ClientListener.h"

#include "StreamLog.h"
#include "StreamXml.h"
#include "websocket/WebSocketChannel.h"

#include <QPointer>

#include <algorithm>

namespace spectrum::xmpp
{

namespace
{

// Of one user; the one that waits longest makes room.
constexpr int maximumSuspended = 4;

} // namespace

ClientListener::ClientListener(ListenerOptions options, ClientPolicy policy, ClientObserver &observer,
                               Clock &clock, QObject *parent)
    : QObject(parent),
      m_options(std::move(options)),
      m_policy(std::move(policy)),
      m_observer(observer),
      m_clock(clock),
      m_site(m_options.webSocket, m_policy.encryption),
      m_leaving(clock),
      m_failures(m_options.loginFailures)
{
}

ClientListener::~ClientListener()
{
    for (const auto &[stream, peer] : m_peers)
        delete stream;
}

Result<void> ClientListener::listen()
{
    const QHostAddress address = m_options.address.isEmpty() ? QHostAddress(QHostAddress::Any)
                                 : m_options.address == QLatin1String("localhost")
                                     ? QHostAddress(QHostAddress::LocalHost)
                                     : QHostAddress(m_options.address);
    if (address.isNull())
        return Error{
            ErrorKind::InvalidInput,
            QStringLiteral("service.server: %1 is no IP address to listen at.").arg(m_options.address)};
    auto ear = listenAt(address, m_options.port, Entrance::StartTls);
    if (!ear)
        return ear.error();
    m_ear = std::move(ear).value();
    if (m_options.webSocketPort) {
        auto webEar = listenAt(address, *m_options.webSocketPort, Entrance::WebSocket);
        if (!webEar)
            return webEar.error();
        m_webEar = std::move(webEar).value();
    }
    if (m_options.directTlsPort && m_policy.encryption == Encryption::Tls) {
        auto directEar = listenAt(address, *m_options.directTlsPort, Entrance::DirectTls);
        if (!directEar && m_options.isDirectTlsRequired)
            return directEar.error();
        if (directEar)
            m_directEar = std::move(directEar).value();
        else
            qCWarning(logStream, "%s Clients of %s can use STARTTLS only.",
                      qUtf8Printable(directEar.error().userText), qUtf8Printable(m_policy.domain));
    }
    qCInfo(logStream, "listening for clients of %s at port %d", qUtf8Printable(m_policy.domain), int(port()));
    if (m_webEar)
        qCInfo(logStream, "listening for web clients of %s at port %d", qUtf8Printable(m_policy.domain),
               int(webSocketPort()));
    return {};
}

Result<ClientListener::Ear> ClientListener::listenAt(const QHostAddress &address, quint16 port,
                                                     Entrance entrance)
{
    const bool isTlsFirst = m_policy.encryption == Encryption::Tls && entrance != Entrance::StartTls;
    std::optional<DomainSign> sign;
    if (entrance == Entrance::StartTls)
        sign = DomainSign::Header;
    else if (isTlsFirst)
        sign = DomainSign::ServerName;
    Result<Ear> ear = ClientPort::Share::open({address, port, sign}, m_policy.domain, m_clock,
                                              [this, entrance](qintptr fd) { accept(fd, entrance); });
    if (ear)
        return ear;
    const char *option = entrance == Entrance::StartTls    ? "service.port"
                         : entrance == Entrance::DirectTls ? "service.direct_tls_port"
                                                           : "service.websocket_port";
    return Error{ErrorKind::Unreachable, QStringLiteral("%1: cannot listen at port %2: %3.")
                                             .arg(QLatin1String(option))
                                             .arg(port)
                                             .arg(ear.error().userText)};
}

quint16 ClientListener::port() const
{
    return m_ear ? m_ear->port() : 0;
}

quint16 ClientListener::directTlsPort() const
{
    return m_directEar ? m_directEar->port() : 0;
}

quint16 ClientListener::webSocketPort() const
{
    return m_webEar ? m_webEar->port() : 0;
}

void ClientListener::close(const StreamError &error)
{
    m_ear.reset();
    m_directEar.reset();
    m_webEar.reset();
    std::vector<ClientStream *> streams;
    for (const auto &[stream, peer] : m_peers)
        streams.push_back(stream);
    for (ClientStream *stream : streams)
        stream->end(error);
}

void ClientListener::accept(qintptr descriptor, Entrance entrance)
{
    auto *socket = new StreamSocket(m_policy.encryption, m_policy.maximumQueue, this);
    if (!socket->adopt(descriptor)) {
        delete socket;
        return;
    }
    const QString peer = socket->peerAddress();
    // Whom a proxy brings is known only when it has said so.
    const bool isProxy = entrance == Entrance::WebSocket && m_site.isProxy(peer);
    if ((!isProxy && !mayConnect(peer)) || !makeRoom(peer)) {
        delete socket;
        return;
    }
    openStream(socket, entrance);
}

void ClientListener::openStream(StreamSocket *socket, Entrance entrance)
{
    const bool isWeb = entrance == Entrance::WebSocket;
    Channel *channel = isWeb ? static_cast<Channel *>(new WebSocketChannel(socket, m_site)) : socket;
    const bool isTlsFirst = m_policy.encryption == Encryption::Tls && entrance != Entrance::StartTls;
    auto *stream =
        new ClientStream(channel, isTlsFirst ? ClientStream::Begin::DirectTls : ClientStream::Begin::Plain,
                         m_policy, *this, m_clock);
    m_peers.emplace(stream, stream->peerAddress());
    ++m_connectionsOf[stream->peerAddress()];
    m_unauthenticated.push_back(stream);
}

bool ClientListener::mayConnect(const QString &peer)
{
    if (m_options.connectionsPerAddress <= 0 || m_connectionsOf.value(peer) < m_options.connectionsPerAddress)
        return true;
    logRefusal("too many connections", peer);
    return false;
}

void ClientListener::handlePeerKnown(ClientStream &stream)
{
    QString &peer = m_peers[&stream];
    const QString address = stream.peerAddress();
    if (peer == address && !m_site.isProxy(peer))
        return;
    forgetPeer(std::exchange(peer, {}));
    if (!mayConnect(address))
        return stream.end({"resource-constraint", QStringLiteral("too many connections")});
    peer = address;
    ++m_connectionsOf[address];
}

// When the house is full, whoever has been standing in the door longest goes.
bool ClientListener::makeRoom(const QString &peer)
{
    if (m_options.connections <= 0 || static_cast<int>(m_peers.size()) < m_options.connections)
        return true;
    logRefusal("all connections are taken", peer);
    if (!m_unauthenticated.empty()) {
        m_unauthenticated.front()->end({"resource-constraint", {}});
        return true;
    }
    // Who is here goes before who may come back.
    const auto away = std::find_if(m_peers.begin(), m_peers.end(),
                                   [](const auto &each) { return each.first->isSuspended(); });
    if (away == m_peers.end())
        return false;
    away->first->end({});
    return true;
}

void ClientListener::logRefusal(const char *reason, const QString &peer)
{
    if (const auto heldBack = m_refusals.permit(m_clock.now()))
        qCWarning(logAuth, "connection refused for %s: %s (and %llu more before)", qUtf8Printable(peer),
                  reason, *heldBack);
}

bool ClientListener::send(const QString &to, const QByteArray &stanza)
{
    const qsizetype slash = to.indexOf(QLatin1Char('/'));
    const auto found = m_bound.constFind(slash < 0 ? to : to.left(slash));
    if (found == m_bound.cend())
        return false;
    bool isSent = false;
    const QStringView resource = slash < 0 ? QStringView() : QStringView(to).sliced(slash + 1);
    const std::vector<ClientStream *> streams = *found; // a full queue ends a stream in the middle
    for (ClientStream *stream : streams) {
        if (slash < 0 || stream->address().resource() == resource) {
            stream->send(stanza);
            isSent = true;
        }
    }
    return isSent;
}

void ClientListener::dismiss(const QString &bareAddress, const StreamError &error)
{
    const std::vector<ClientStream *> streams = m_bound.value(bareAddress);
    for (ClientStream *stream : streams)
        stream->end(error);
}

void ClientListener::authenticate(ClientStream &stream, const Jid &user, Secret password, Verdict answer)
{
    const QString peer = stream.peerAddress();
    if (m_failures.isRefused(peer, m_clock.now())) {
        answer(Error{ErrorKind::RateLimited, QStringLiteral("Too many failed logins; try again later.")});
        return;
    }
    const QPointer<ClientListener> self(this);
    m_observer.authenticate(
        user, std::move(password), [self, peer, answer = std::move(answer)](const Result<void> &verdict) {
            if (self && !verdict && verdict.error().kind == ErrorKind::WrongCredentials &&
                self->m_failures.add(peer, self->m_clock.now()))
                qCWarning(logAuth, "too many failed logins from %s", qUtf8Printable(peer));
            answer(verdict);
        });
}

Jid ClientListener::chooseAddress(const Jid &user, const QString &wanted)
{
    const QString resource = wanted.isEmpty() ? streamxml::randomId() : wanted;
    const Jid address = *Jid::parse(user.bare() + QLatin1Char('/') + resource);
    const std::vector<ClientStream *> others = m_bound.value(user.bare());
    for (ClientStream *other : others) {
        // RFC 6120 §7.7.2.2: the newer one wins, or one that lost its network could never come back.
        if (m_options.resources == SeveralResources::Replaced || other->address() == address)
            other->end({"conflict", QStringLiteral("You have signed on from another place.")});
    }
    return address;
}

void ClientListener::handleBound(ClientStream &stream, CopyWish wish)
{
    m_bound[stream.address().bare()].push_back(&stream);
    std::erase(m_unauthenticated, &stream);
    m_observer.clientBound(stream.address(), wish);
}

ClientStream *ClientListener::findSession(const Jid &user, const QString &id)
{
    const auto bound = m_bound.constFind(user.bare());
    if (bound == m_bound.cend())
        return nullptr;
    const auto found = std::find_if(bound->begin(), bound->end(), [&id](const ClientStream *stream) {
        return !id.isEmpty() && stream->session()->id() == id;
    });
    return found == bound->end() ? nullptr : *found;
}

void ClientListener::handleResumed(ClientStream &stream, ClientStream &former)
{
    std::vector<ClientStream *> &streams = m_bound[stream.address().bare()];
    std::replace(streams.begin(), streams.end(), &former, &stream);
    std::erase(m_unauthenticated, &stream);
    former.end({"conflict", QStringLiteral("The session goes on with another connection.")});
    m_observer.clientResumed(stream.address());
}

void ClientListener::handleSuspended(ClientStream &stream, Channel *channel)
{
    m_leaving.add(channel);
    // The connection is no more; the session counts in all until it ends.
    forgetPeer(std::exchange(m_peers[&stream], {}));
    m_observer.clientSuspended(stream.address(), stream.session()->undelivered());
    const std::vector<ClientStream *> &streams = m_bound[stream.address().bare()];
    const auto isSuspended = [](const ClientStream *each) { return each->isSuspended(); };
    if (std::count_if(streams.begin(), streams.end(), isSuspended) > maximumSuspended)
        (*std::find_if(streams.begin(), streams.end(), isSuspended))->end({});
}

void ClientListener::handleStanza(ClientStream &, Element &&stanza)
{
    m_observer.stanzaReceived(stanza);
}

void ClientListener::noteTrouble(const ClientStream &stream, const char *what, const QString &reason)
{
    const auto heldBack = m_troubles.permit(m_clock.now());
    if (!heldBack)
        return;
    const QString who =
        stream.hasAddress() ? QStringLiteral(" (%1)").arg(logSafe(stream.address().full())) : QString();
    const QString before =
        *heldBack == 0 ? QString() : QStringLiteral(" (and %1 more before)").arg(*heldBack);
    qCWarning(logStream, "%s from %s%s: %s%s", what, qUtf8Printable(stream.peerAddress()),
              qUtf8Printable(who), qUtf8Printable(logSafe(reason)), qUtf8Printable(before));
}

void ClientListener::handleEnd(ClientStream &stream, Channel *channel)
{
    if (channel)
        m_leaving.add(channel);
    const auto peer = m_peers.find(&stream);
    if (peer == m_peers.end())
        return;
    forgetPeer(peer->second);
    m_peers.erase(peer);
    std::erase(m_unauthenticated, &stream);
    stream.deleteLater();
    if (!stream.hasAddress())
        return;
    const auto bound = m_bound.find(stream.address().bare());
    if (bound == m_bound.end() || std::erase(*bound, &stream) == 0)
        return;
    if (bound->empty())
        m_bound.erase(bound);
    m_observer.clientGone(stream.address());
    if (const QList<Undelivered> stanzas = stream.session()->takeUndelivered(); !stanzas.isEmpty())
        m_observer.stanzasUndelivered(stream.address(), stanzas);
}

void ClientListener::forgetPeer(const QString &peer)
{
    const auto count = m_connectionsOf.find(peer);
    if (count != m_connectionsOf.end() && --*count <= 0)
        m_connectionsOf.erase(count);
}

} // namespace spectrum::xmpp
