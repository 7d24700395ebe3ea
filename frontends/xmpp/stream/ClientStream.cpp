// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "ClientStream.h"

#include "ClientHeader.h"
#include "StreamLog.h"
#include "StreamXml.h"
#include "WireLog.h"

#include <QPointer>

namespace spectrum::xmpp
{

namespace
{

constexpr QLatin1String tlsNs("urn:ietf:params:xml:ns:xmpp-tls");
constexpr QLatin1String bindNs("urn:ietf:params:xml:ns:xmpp-bind");
constexpr QLatin1String sessionNs("urn:ietf:params:xml:ns:xmpp-session");
// RFC 6120 §13.12 wants at least 10,000 bytes of a stanza; before the login there is no stanza.
constexpr qsizetype loginElementBytes = 10000;

} // namespace

ClientStream::ClientStream(Channel *channel, Begin begin, const ClientPolicy &policy,
                           ClientStreamOwner &owner, Clock &clock)
    : m_channel(channel),
      m_peerAddress(channel->peerAddress()),
      m_framing(channel->framing()),
      m_policy(policy),
      m_owner(owner),
      m_clock(clock),
      m_input(m_framing, policy, static_cast<ClientInputListener &>(*this), clock),
      m_login(std::make_unique<ClientLogin>(static_cast<LoginStream &>(*this), policy.domain,
                                            policy.loginFailures))
{
    m_channel->setParent(this);
    connect(m_channel, &Channel::received, this, [this](const QByteArray &bytes) {
        if (m_state != State::Handshake)
            m_input.read(bytes);
    });
    if (m_framing == Framing::Messages) {
        connect(m_channel, &Channel::messageEnded, this, [this] { m_input.endMessage(); });
        connect(m_channel, &Channel::overheadReceived, this,
                [this](qsizetype bytes) { m_input.charge(bytes); });
    }
    connect(m_channel, &Channel::closed, this, &ClientStream::handleClosed);
    connect(m_channel, &Channel::ready, this, &ClientStream::handleReady);
    m_deadline = m_clock.schedule(policy.loginDeadline, this, [this] { refuse({"connection-timeout", {}}); });
    if (begin == Begin::DirectTls || m_framing == Framing::Messages)
        m_state = State::Handshake;
    else if (policy.encryption == Encryption::None)
        m_state = State::PreAuth;
    if (m_state != State::Handshake)
        restart();
    else if (begin == Begin::DirectTls)
        m_channel->startServerTls(policy.tls);
}

void ClientStream::handleReady()
{
    m_state = State::PreAuth;
    restart();
    if (m_framing == Framing::Stream)
        return;
    m_peerAddress = m_channel->peerAddress();
    m_owner.handlePeerKnown(*this);
}

ClientStream::~ClientStream()
{
    m_clock.cancel(m_deadline);
}

void ClientStream::write(QByteArrayView bytes)
{
    if (m_channel)
        m_channel->send(bytes);
}

// A new stream on the same connection (RFC 6120 §4.3.3).
void ClientStream::restart()
{
    ReaderLimits limits = m_policy.limits;
    if (m_state != State::Authenticated &&
        (limits.stanzaBytes == 0 || limits.stanzaBytes > loginElementBytes))
        limits.stanzaBytes = loginElementBytes;
    m_input.begin(limits);
    m_isHeaderSent = false;
}

void ClientStream::handleUnfinished()
{
    refuse({"connection-timeout", QStringLiteral("an element was never finished")});
}

void ClientStream::handleItem(ElementReader::Item &&item)
{
    if (const auto *header = std::get_if<ElementReader::Header>(&item))
        handleHeader(*header);
    else if (auto *stanza = std::get_if<ElementReader::Stanza>(&item)) {
        if (isWireLogged())
            logReceived(stanza->element);
        handleElement(std::move(stanza->element));
    } else if (const auto *error = std::get_if<StreamError>(&item))
        refuse(*error);
    else if (m_state != State::Over) {
        writeEnd();
        close();
    }
}

void ClientStream::writeHeader()
{
    const QString id = streamxml::randomId();
    write(m_framing == Framing::Messages ? streamxml::framedHeader(m_policy.domain, id)
                                         : streamxml::serverHeader(m_policy.domain, id));
    m_isHeaderSent = true;
}

void ClientStream::writeEnd()
{
    write(m_framing == Framing::Messages ? streamxml::framedEnd : streamxml::end);
}

void ClientStream::handleHeader(const ElementReader::Header &header)
{
    if (const auto error = errorOfHeader(header, m_policy.domain)) {
        refuse(*error);
        return;
    }
    writeHeader();
    sendFeatures();
}

void ClientStream::sendFeatures()
{
    const streamxml::Offer offer = m_state == State::PreTls    ? streamxml::Offer::Tls
                                   : m_state == State::PreAuth ? streamxml::Offer::Login
                                   : m_state != State::Bound   ? streamxml::Offer::Resource
                                   : m_session->isManaged()    ? streamxml::Offer::ManagedSession
                                                               : streamxml::Offer::Session;
    write(streamxml::features(offer, m_policy.limits.stanzaBytes));
}

void ClientStream::handleElement(Element &&element)
{
    switch (m_state) {
    case State::PreTls:
        return handleBeforeTls(element);
    case State::PreAuth:
        return m_login->handle(element);
    case State::Authenticated:
        return handleBeforeBind(element);
    case State::Bound:
        return handleStanza(std::move(element));
    case State::Handshake:
    case State::Suspended:
    case State::Over:
        return;
    }
}

void ClientStream::handleBeforeTls(const Element &element)
{
    if (element.is(u"starttls", tlsNs)) {
        // Whatever was sent behind it in the clear is dropped with the reader (CVE-2011-0411).
        m_state = State::Handshake;
        m_input.end();
        write("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
        if (m_channel)
            m_channel->startServerTls(m_policy.tls);
        return;
    }
    if (ClientLogin::isRequest(element))
        return m_login->reject(element, "encryption-required");
    const bool isKnown = element.isStanza() || element.ns() == StreamManagement::ns;
    refuse({isKnown ? "not-authorized" : "unsupported-stanza-type", {}});
}

void ClientStream::check(const Jid &user, Secret password, quint32 attempt)
{
    const QPointer<ClientStream> self(this);
    m_owner.authenticate(*this, user, std::move(password), [self, attempt](const Result<void> &verdict) {
        if (self && self->m_state == State::PreAuth)
            self->m_login->handleVerdict(attempt, verdict);
    });
}

void ClientStream::handleLogin(const Jid &user)
{
    m_user = user;
    m_state = State::Authenticated;
    m_login.reset();
    restart();
}

void ClientStream::handleLoginWith(const Jid &user, const Sasl2Request &request)
{
    m_user = user;
    m_state = State::Authenticated;
    m_login.reset();
    m_input.setStanzaBytes(m_policy.limits.stanzaBytes);
    QByteArray inlined = request.resume ? takeSession(*request.resume) : QByteArray();
    if (m_state == State::Over)
        return;
    const bool isResumed = m_state == State::Bound;
    if (!isResumed && request.bind)
        inlined += bindWith(request);
    write(sasl2Success(m_state == State::Bound ? address().full() : user.bare(), inlined));
    sendFeatures();
    if (isResumed)
        m_session->sendMissed();
    else if (m_state == State::Bound)
        m_owner.handleBound(*this, request.wantsCopies() ? CopyWish::Copies : CopyWish::None);
}

QByteArray ClientStream::bindWith(const Sasl2Request &request)
{
    openSession(request.resource(*m_user));
    if (request.isInactive())
        m_session->setInactive();
    const Element *enable = request.enableManagement();
    return sasl2Bound(enable ? m_session->enableManagement(*enable) : QByteArray());
}

void ClientStream::noteRefusal(const char *condition)
{
    m_owner.noteTrouble(*this, "login refused", QLatin1String(condition));
}

// One form for all of them, which fail2ban's filter knows.
void ClientStream::noteFailure(const Jid &user)
{
    qCWarning(logAuth, "authentication failed for %s from %s", qUtf8Printable(logSafe(user.bare())),
              qUtf8Printable(peerAddress()));
}

void ClientStream::handleBeforeBind(const Element &element)
{
    if (ClientLogin::isRequest(element))
        return refuse({"policy-violation", QStringLiteral("logged in already")});
    if (element.is(u"resume", StreamManagement::ns))
        return resume(element);
    if (element.ns() == StreamManagement::ns)
        return write(StreamManagement::failed("unexpected-request"));
    const Element *request = element.child(u"bind", bindNs);
    if (!element.isStanza() || element.name() != QLatin1String("iq") || !request ||
        element.attribute("type") != QLatin1String("set"))
        return refuse({"not-authorized", QStringLiteral("a resource must be bound first")});
    bind(element);
}

void ClientStream::bind(const Element &request)
{
    const QString wanted = request.child(u"bind", bindNs)->childText(u"resource");
    const QString id = request.attribute("id");
    if (!wanted.isEmpty() && !Jid::parse(m_user->bare() + QLatin1Char('/') + wanted))
        return write(streamxml::badRequest(id));
    openSession(wanted);
    write(streamxml::bound(id, address().full()));
    // The owner speaks to the client only after the client knows its address.
    if (m_state == State::Bound)
        m_owner.handleBound(*this, CopyWish::None);
}

void ClientStream::handleStanza(Element &&stanza)
{
    if (!stanza.isStanza())
        return m_session->handle(stanza);
    m_session->countReceived();
    const QString from = stanza.attribute("from");
    if (!from.isEmpty()) {
        const auto sender = Jid::parse(from);
        if (!sender || (*sender != address() && *sender != *m_user))
            return refuse({"invalid-from", {}});
    }
    // RFC 3921 §3: clients of old ask for a session, which is nothing any more.
    if (stanza.name() == QLatin1String("iq") && stanza.attribute("type") == QLatin1String("set") &&
        stanza.children().size() == 1 && stanza.child(u"session", sessionNs)) {
        send(streamxml::emptyResult(stanza.attribute("id")));
        return;
    }
    stanza.setSender(address().full());
    m_owner.handleStanza(*this, std::move(stanza));
}

void ClientStream::openSession(const QString &resource)
{
    m_clock.cancel(std::exchange(m_deadline, 0));
    m_state = State::Bound;
    m_input.watch(*m_channel);
    m_session = std::make_unique<ClientSession>(m_owner.chooseAddress(*m_user, resource), m_policy.management,
                                                static_cast<ManagedStream &>(*this), m_clock);
}

// Returns what the client is told; the session goes on here when the stream is bound then.
QByteArray ClientStream::takeSession(const Element &resume)
{
    ClientStream *former = m_owner.findSession(*m_user, resume.attribute("previd"));
    const auto handled = StreamManagement::countOf(resume);
    if (!former || !handled)
        return StreamManagement::failed("item-not-found");
    if (const auto error = former->session()->errorOf(*handled)) {
        refuse(*error);
        return {};
    }
    m_clock.cancel(std::exchange(m_deadline, 0));
    m_state = State::Bound;
    m_input.watch(*m_channel);
    m_session = std::move(former->m_session);
    m_owner.handleResumed(*this, *former);
    return m_session->resume(*this, *handled);
}

void ClientStream::resume(const Element &request)
{
    write(takeSession(request));
    if (m_state == State::Bound)
        m_session->sendMissed();
}

void ClientStream::suspend()
{
    m_state = State::Suspended;
    m_input.end();
    m_session->suspend();
    m_deadline = m_clock.schedule(m_session->keptFor(), this, [this] {
        m_deadline = 0;
        close();
    });
    m_owner.handleSuspended(*this, std::exchange(m_channel, nullptr));
}

void ClientStream::loseConnection()
{
    handleClosed({ErrorKind::ConnectionLost, QStringLiteral("The client does not answer.")});
}

void ClientStream::refuse(const StreamError &error)
{
    const QString condition = QLatin1String(error.condition);
    if (m_state != State::Over)
        m_owner.noteTrouble(*this, "stream error",
                            error.text.isEmpty() ? condition : condition + QStringLiteral(", ") + error.text);
    end(error);
}

void ClientStream::end(const StreamError &error)
{
    if (m_state == State::Over)
        return;
    // RFC 6120 §4.9.1.2: an error is always inside a stream of our own.
    if (m_state != State::Handshake) {
        if (!m_isHeaderSent)
            writeHeader();
        write(streamxml::error(error));
        writeEnd();
    }
    close();
}

void ClientStream::handleClosed(const Error &error)
{
    const QPointer<ClientStream> self(this);
    m_input.finish();
    if (!self || m_state == State::Over)
        return;
    // By what the client did or did not do, and not by its network.
    const bool isFault = error.kind == ErrorKind::Overloaded || error.kind == ErrorKind::InvalidInput;
    if (isFault)
        m_owner.noteTrouble(*this, "stream error", error.userText);
    else if (m_state == State::Handshake && !error.detail.isEmpty())
        m_owner.noteTrouble(*this, m_framing == Framing::Messages ? "no WebSocket" : "no TLS", error.detail);
    if (m_state == State::Bound && !m_session->id().isEmpty() && !isFault)
        suspend();
    else
        close();
}

void ClientStream::close()
{
    if (m_state == State::Over)
        return;
    m_state = State::Over;
    m_input.end();
    m_clock.cancel(std::exchange(m_deadline, 0));
    m_owner.handleEnd(*this, std::exchange(m_channel, nullptr));
}

} // namespace spectrum::xmpp
