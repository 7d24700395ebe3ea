// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "ClientStream.h"

#include "ElementWriter.h"
#include "StreamLog.h"
#include "StreamXml.h"
#include "WireLog.h"

#include <QPointer>

namespace spectrum::xmpp
{

namespace
{

constexpr QLatin1String tlsNs("urn:ietf:params:xml:ns:xmpp-tls");
constexpr QLatin1String saslNs("urn:ietf:params:xml:ns:xmpp-sasl");
constexpr QLatin1String bindNs("urn:ietf:params:xml:ns:xmpp-bind");
constexpr QLatin1String sessionNs("urn:ietf:params:xml:ns:xmpp-session");
// RFC 6120 §13.12 wants at least 10,000 bytes of a stanza; before the login there is no stanza.
constexpr qsizetype loginElementBytes = 10000;

bool isStanza(const Element &element)
{
    return element.ns() == QLatin1String(streamxml::clientNs) &&
           (element.name() == QLatin1String("message") || element.name() == QLatin1String("presence") ||
            element.name() == QLatin1String("iq"));
}

} // namespace

ClientStream::ClientStream(StreamSocket *socket, Begin begin, const ClientPolicy &policy,
                           ClientStreamOwner &owner, Clock &clock)
    : m_socket(socket), m_peerAddress(socket->peerAddress()), m_policy(policy), m_owner(owner), m_clock(clock)
{
    m_socket->setParent(this);
    connect(m_socket, &StreamSocket::received, this, &ClientStream::readBytes);
    connect(m_socket, &StreamSocket::closed, this, &ClientStream::handleClosed);
    connect(m_socket, &StreamSocket::encrypted, this, [this] {
        m_state = State::PreAuth;
        restart();
    });
    m_deadline = m_clock.schedule(policy.loginDeadline, this, [this] { refuse({"connection-timeout", {}}); });
    if (policy.encryption == Encryption::None)
        m_state = State::PreAuth;
    restart();
    if (begin == Begin::DirectTls) {
        m_state = State::Handshake;
        m_socket->startServerTls(policy.tls);
    }
}

ClientStream::~ClientStream()
{
    m_clock.cancel(m_deadline);
    m_clock.cancel(m_elementDeadline);
}

void ClientStream::send(QByteArrayView stanza)
{
    if (m_socket)
        m_socket->send(stanza);
}

// A new stream on the same connection (RFC 6120 §4.3.3): nothing of the old one is read on.
void ClientStream::restart()
{
    ReaderLimits limits = m_policy.limits;
    if (m_state != State::Authenticated &&
        (limits.stanzaBytes == 0 || limits.stanzaBytes > loginElementBytes))
        limits.stanzaBytes = loginElementBytes;
    m_reader = std::make_unique<ElementReader>(limits);
    m_isHeaderSent = false;
}

void ClientStream::readBytes(const QByteArray &bytes)
{
    if (!m_reader || m_state == State::Handshake || m_state == State::Over)
        return;
    const QPointer<ClientStream> self(this);
    ElementReader *reader = m_reader.get();
    reader->feed(bytes);
    // A handler that began a new stream or ended this one has left the rest behind.
    while (self && m_reader.get() == reader) {
        auto item = reader->take();
        if (!item)
            break;
        handleItem(std::move(*item));
    }
    if (self && m_reader)
        watchUnfinishedElement();
}

void ClientStream::watchUnfinishedElement()
{
    const bool isUnfinished = m_state == State::Bound && m_reader->isInsideElement();
    if (isUnfinished == (m_elementDeadline != 0))
        return;
    if (isUnfinished) {
        m_elementDeadline = m_clock.schedule(m_policy.elementDeadline, this, [this] {
            m_elementDeadline = 0;
            refuse({"connection-timeout", QStringLiteral("an element was never finished")});
        });
    } else {
        m_clock.cancel(std::exchange(m_elementDeadline, 0));
    }
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
        send(streamxml::end);
        close();
    }
}

void ClientStream::handleHeader(const ElementReader::Header &header)
{
    if (const auto error = checkHeader(header)) {
        refuse(*error);
        return;
    }
    send(streamxml::serverHeader(m_policy.domain, streamxml::randomId()));
    m_isHeaderSent = true;
    sendFeatures();
}

std::optional<StreamError> ClientStream::checkHeader(const ElementReader::Header &header) const
{
    const Element &stream = header.stream;
    if (stream.name() != QLatin1String("stream"))
        return StreamError{"invalid-xml", {}};
    if (stream.ns() != QLatin1String(streamxml::streamsNs) ||
        header.defaultNs != QLatin1String(streamxml::clientNs))
        return StreamError{"invalid-namespace", {}};
    if (stream.attribute("version").section(QLatin1Char('.'), 0, 0).toInt() < 1)
        return StreamError{"unsupported-version", {}};
    if (stream.attribute("xml:lang").size() > 35)
        return StreamError{"invalid-xml", {}};
    const QString to = stream.attribute("to");
    if (to.isEmpty())
        return StreamError{"improper-addressing", {}};
    const auto address = Jid::parse(to);
    if (!address || address->bare() != m_policy.domain || !address->isBare())
        return StreamError{"host-unknown", {}};
    return std::nullopt;
}

void ClientStream::sendFeatures()
{
    const streamxml::Offer offer = m_state == State::PreTls    ? streamxml::Offer::Tls
                                   : m_state == State::PreAuth ? streamxml::Offer::Login
                                                               : streamxml::Offer::Resource;
    send(streamxml::features(offer, m_policy.limits.stanzaBytes));
}

void ClientStream::handleElement(Element &&element)
{
    switch (m_state) {
    case State::PreTls:
        return handleBeforeTls(element);
    case State::PreAuth:
        return handleBeforeLogin(element);
    case State::Authenticating:
        // RFC 6120 §6.4.4; the verdict that is still to come is nobody's then.
        if (element.is(u"abort", saslNs))
            return rejectLogin("aborted");
        return refuse({"not-authorized", {}});
    case State::Authenticated:
        return handleBeforeBind(element);
    case State::Bound:
        return handleStanza(std::move(element));
    case State::Handshake:
    case State::Over:
        return;
    }
}

void ClientStream::handleBeforeTls(const Element &element)
{
    if (element.is(u"starttls", tlsNs)) {
        // Whatever was sent behind it in the clear is dropped with the reader (CVE-2011-0411).
        m_state = State::Handshake;
        m_reader.reset();
        send("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
        if (m_socket)
            m_socket->startServerTls(m_policy.tls);
        return;
    }
    if (element.is(u"auth", saslNs))
        return rejectLogin("encryption-required");
    refuse({isStanza(element) ? "not-authorized" : "unsupported-stanza-type", {}});
}

void ClientStream::handleBeforeLogin(const Element &element)
{
    if (element.is(u"auth", saslNs))
        return authenticate(element);
    if (element.is(u"abort", saslNs))
        return rejectLogin("aborted");
    if (element.is(u"response", saslNs))
        return rejectLogin("malformed-request");
    refuse({isStanza(element) || element.ns() == tlsNs ? "not-authorized" : "unsupported-stanza-type", {}});
}

void ClientStream::authenticate(const Element &element)
{
    auto read = readPlain(element, m_policy.domain);
    if (const auto *failure = std::get_if<SaslFailure>(&read))
        return rejectLogin(failure->condition);
    auto &credentials = std::get<PlainCredentials>(read);
    const auto user = Jid::parse(credentials.name + QLatin1Char('@') + m_policy.domain);
    if (!user || !user->isBare() || user->domain() != m_policy.domain)
        return rejectLogin("not-authorized");
    m_user = *user;
    m_state = State::Authenticating;
    const QPointer<ClientStream> self(this);
    const quint32 attempt = ++m_attempt;
    m_owner.authenticate(*this, *user, std::move(credentials.password),
                         [self, attempt](const Result<void> &verdict) {
                             if (self)
                                 self->handleVerdict(attempt, verdict);
                         });
}

void ClientStream::handleVerdict(quint32 attempt, const Result<void> &verdict)
{
    // An answer to an attempt that was aborted or outlived its stream says nothing about this one.
    if (m_state != State::Authenticating || attempt != m_attempt)
        return;
    if (verdict) {
        m_state = State::Authenticated;
        send("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>");
        restart();
        return;
    }
    const Error &error = verdict.error();
    // One form for all of them, which fail2ban's filter knows; who is refused unheard was logged before.
    if (error.kind != ErrorKind::RateLimited)
        qCWarning(logAuth, "authentication failed for %s from %s", qUtf8Printable(logSafe(m_user->bare())),
                  qUtf8Printable(peerAddress()));
    const bool isRefused = error.kind == ErrorKind::WrongCredentials || error.kind == ErrorKind::NotAllowed ||
                           error.kind == ErrorKind::InvalidInput || error.kind == ErrorKind::Banned ||
                           error.kind == ErrorKind::NameInUse;
    refuseLogin(isRefused ? "not-authorized" : "temporary-auth-failure", error.userText);
}

void ClientStream::rejectLogin(const char *condition)
{
    m_owner.noteTrouble(*this, "login refused", QLatin1String(condition));
    refuseLogin(condition);
}

void ClientStream::refuseLogin(const char *condition, const QString &text)
{
    if (m_state == State::Authenticating)
        m_state = State::PreAuth;
    ElementWriter xml;
    xml.open("failure", saslNs.data());
    xml.empty(condition);
    if (!text.isEmpty())
        xml.leaf("text", text);
    xml.close();
    send(xml.take());
    if (++m_failures >= m_policy.loginFailures)
        refuse({"policy-violation", QStringLiteral("too many failed logins")});
}

void ClientStream::handleBeforeBind(const Element &element)
{
    if (element.is(u"auth", saslNs))
        return refuse({"policy-violation", QStringLiteral("logged in already")});
    const Element *request = element.child(u"bind", bindNs);
    if (!isStanza(element) || element.name() != QLatin1String("iq") || !request ||
        element.attribute("type") != QLatin1String("set"))
        return refuse({"not-authorized", QStringLiteral("a resource must be bound first")});
    bind(element);
}

void ClientStream::bind(const Element &request)
{
    const QString wanted = request.child(u"bind", bindNs)->childText(u"resource");
    ElementWriter xml;
    xml.open("iq");
    xml.attribute("id", request.attribute("id"));
    if (!wanted.isEmpty() && !Jid::parse(m_user->bare() + QLatin1Char('/') + wanted)) {
        xml.attribute("type", "error");
        xml.open("error");
        xml.attribute("type", "modify");
        xml.empty("bad-request", "urn:ietf:params:xml:ns:xmpp-stanzas");
        xml.close();
        xml.close();
        send(xml.take());
        return;
    }
    m_clock.cancel(std::exchange(m_deadline, 0));
    m_state = State::Bound;
    m_address = m_owner.chooseAddress(*m_user, wanted);
    xml.attribute("type", "result");
    xml.open("bind", bindNs.data());
    xml.leaf("jid", m_address->full());
    xml.close();
    xml.close();
    send(xml.take());
    // The owner speaks to the client only after the client knows its address.
    if (m_state == State::Bound)
        m_owner.handleBound(*this);
}

void ClientStream::handleStanza(Element &&stanza)
{
    if (!isStanza(stanza))
        return refuse(
            StreamError{stanza.is(u"auth", saslNs) ? "policy-violation" : "unsupported-stanza-type"});
    const QString from = stanza.attribute("from");
    if (!from.isEmpty()) {
        const auto sender = Jid::parse(from);
        if (!sender || (*sender != *m_address && *sender != *m_user))
            return refuse({"invalid-from", {}});
    }
    // RFC 3921 §3: clients of old ask for a session, which is nothing any more.
    if (stanza.name() == QLatin1String("iq") && stanza.attribute("type") == QLatin1String("set") &&
        stanza.children().size() == 1 && stanza.child(u"session", sessionNs)) {
        ElementWriter xml;
        xml.open("iq");
        xml.attribute("type", "result");
        xml.attribute("id", stanza.attribute("id"));
        xml.close();
        send(xml.take());
        return;
    }
    stanza.setSender(m_address->full());
    m_owner.handleStanza(*this, std::move(stanza));
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
    if (!m_isHeaderSent && m_state != State::Handshake)
        send(streamxml::serverHeader(m_policy.domain, streamxml::randomId()));
    if (m_state != State::Handshake)
        send(streamxml::error(error) + streamxml::end);
    close();
}

void ClientStream::handleClosed(const Error &error)
{
    if (m_state == State::Handshake)
        m_owner.noteTrouble(*this, "no TLS", error.detail);
    else if (error.kind == ErrorKind::Overloaded)
        m_owner.noteTrouble(*this, "stream error", error.userText);
    close();
}

void ClientStream::close()
{
    if (m_state == State::Over)
        return;
    m_state = State::Over;
    m_reader.reset();
    m_clock.cancel(std::exchange(m_deadline, 0));
    m_clock.cancel(std::exchange(m_elementDeadline, 0));
    m_owner.handleEnd(*this, std::exchange(m_socket, nullptr));
}

} // namespace spectrum::xmpp
