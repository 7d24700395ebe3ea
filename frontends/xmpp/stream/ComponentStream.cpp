// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "ComponentStream.h"

#include "ElementWriter.h"
#include "StreamFault.h"
#include "StreamLog.h"
#include "StreamXml.h"
#include "WireLog.h"

#include <QCryptographicHash>

namespace spectrum::xmpp
{

using namespace std::chrono_literals;

namespace
{

// A server that accepts a connection says something within this time.
constexpr auto openingPatience = 15s;
// After so much silence we ask ourselves something through the server; after twice of it the line is dead.
constexpr auto silence = 45s;
// A stream that stood so long was a good one: the next attempt begins the back-off anew.
constexpr auto goodStream = 5s;
constexpr auto firstReconnect = 200ms;
// How long stop() waits for the server to take the last bytes.
constexpr std::chrono::milliseconds farewell = 500ms;

} // namespace

ComponentStream::ComponentStream(ComponentOptions options, Clock &clock, QObject *parent)
    : QObject(parent),
      m_options(std::move(options)),
      m_clock(clock),
      m_leaving(clock),
      m_domainUtf8(m_options.domain.toUtf8())
{
}

ComponentStream::~ComponentStream()
{
    m_clock.cancel(m_timer);
    delete m_socket;
}

void ComponentStream::start()
{
    connectNow();
}

void ComponentStream::stop()
{
    m_clock.cancel(m_timer);
    const bool wasOpen = m_state == State::Open;
    m_state = State::Stopping;
    if (!m_socket || !wasOpen) {
        if (m_socket)
            m_socket->abort();
        m_timer = m_clock.schedule(0ms, this, [this] { finishStop(); });
        return;
    }
    m_reader.reset();
    m_socket->disconnect(this);
    m_socket->send(streamxml::end);
    connect(m_socket, &StreamSocket::left, this, &ComponentStream::finishStop);
    const bool isLeaving = m_socket->closeAfterFlush();
    m_timer = m_clock.schedule(isLeaving ? farewell : 0ms, this, [this] { finishStop(); });
}

void ComponentStream::finishStop()
{
    if (m_state != State::Stopping)
        return;
    m_clock.cancel(m_timer);
    m_state = State::Idle;
    Q_EMIT stopped();
}

bool ComponentStream::send(QByteArrayView stanza)
{
    if (!isSendable(stanza)) {
        qCCritical(logStream, "a stanza with a foreign or missing address was not sent");
        return false;
    }
    if (m_state == State::Open) {
        m_socket->send(stanza);
        return true;
    }
    return enqueue(stanza);
}

bool ComponentStream::enqueue(QByteArrayView stanza)
{
    if (m_options.maximumQueue > 0 && m_waiting.size() + stanza.size() > m_options.maximumQueue) {
        if (const auto heldBack = m_drops.permit(m_clock.now()))
            qCWarning(logStream,
                      "the queue for the XMPP server is full; a stanza was dropped (and %llu more before)",
                      *heldBack);
        return false;
    }
    m_waiting.append(stanza.data(), stanza.size());
    return true;
}

// Looks at the first tag only; the writer quotes with double quotes and escapes them in values.
bool ComponentStream::isSendable(QByteArrayView stanza) const
{
    const QByteArrayView tag = stanza.first(qMax<qsizetype>(0, stanza.indexOf('>')));
    const qsizetype from = tag.indexOf(" from=\"");
    if (from < 0 || tag.indexOf(" to=\"") < 0)
        return false;
    const QByteArrayView rest = tag.sliced(from + 7);
    qsizetype end = 0;
    while (end < rest.size() && rest[end] != '"' && rest[end] != '/')
        ++end;
    const QByteArrayView bare = rest.first(end);
    return bare.endsWith(m_domainUtf8) &&
           (bare.size() == m_domainUtf8.size() || bare[bare.size() - m_domainUtf8.size() - 1] == '@');
}

void ComponentStream::connectNow()
{
    m_state = State::Connecting;
    m_isEncrypted = false;
    const bool needsTls = m_options.tls != ServerTls::None;
    m_socket = new StreamSocket(needsTls ? Encryption::Tls : Encryption::None, m_options.maximumQueue, this);
    connect(m_socket, &StreamSocket::opened, this, [this] {
        if (m_options.tls == ServerTls::Direct)
            m_socket->startClientTls(QSslConfiguration::defaultConfiguration(), m_options.host);
        else
            beginStream();
    });
    connect(m_socket, &StreamSocket::ready, this, [this] {
        m_isEncrypted = true;
        beginStream();
    });
    connect(m_socket, &StreamSocket::received, this, &ComponentStream::readBytes);
    connect(m_socket, &StreamSocket::closed, this, [this](const Error &error) {
        lose(explainConnection(error, m_state == State::Connecting, m_options));
    });
    m_timer = m_clock.schedule(openingPatience, this, [this] { lose(explainSilence(m_options)); });
    m_socket->connectTo(m_options.host, m_options.port);
}

void ComponentStream::beginStream()
{
    m_state = State::Header;
    m_reader = std::make_unique<ElementReader>(m_options.limits);
    m_socket->send(streamxml::componentHeader(m_options.domain));
}

void ComponentStream::readBytes(const QByteArray &bytes)
{
    m_lastHeard = m_clock.now();
    if (!m_reader)
        return;
    m_reader->feed(bytes);
    while (m_reader) {
        auto item = m_reader->take();
        if (!item)
            return;
        handleItem(std::move(*item));
    }
}

void ComponentStream::handleItem(ElementReader::Item &&item)
{
    if (const auto *header = std::get_if<ElementReader::Header>(&item))
        handleHeader(header->stream);
    else if (const auto *stanza = std::get_if<ElementReader::Stanza>(&item)) {
        if (isWireLogged())
            logReceived(stanza->element);
        handleElement(stanza->element);
    } else if (const auto *error = std::get_if<StreamError>(&item))
        refuse(*error);
    else
        lose({ErrorKind::ConnectionLost, QStringLiteral("The XMPP server closed the stream.")});
}

void ComponentStream::handleHeader(const Element &header)
{
    if (m_state != State::Header || !header.is(u"stream", QLatin1String(streamxml::streamsNs))) {
        refuse({"invalid-xml", {}});
        return;
    }
    if (m_options.tls == ServerTls::StartTls && !m_isEncrypted) {
        m_state = State::TlsOffer;
        return;
    }
    m_state = State::Handshake;
    // XEP-0114 §3: the hash of the stream's id and the secret, as one text.
    QCryptographicHash hash(QCryptographicHash::Sha1);
    hash.addData(header.attribute("id").toUtf8());
    hash.addData(m_options.secret.expose());
    m_socket->send("<handshake>" + hash.result().toHex() + "</handshake>");
}

void ComponentStream::handleElement(const Element &element)
{
    if (element.ns() == QLatin1String(streamxml::streamsNs) && element.name() == QLatin1String("error")) {
        handleServerError(element);
        return;
    }
    switch (m_state) {
    case State::Open:
        if (!isOwnKeepAlive(element))
            Q_EMIT stanzaReceived(element);
        return;
    case State::Handshake:
        if (element.name() == QLatin1String("handshake")) {
            becomeOpen();
            return;
        }
        break;
    case State::TlsOffer:
        handleTlsOffer(element);
        return;
    case State::Idle:
    case State::Connecting:
    case State::Header:
    case State::Stopping:
        break;
    }
    // Stream features of a server that knows more than XEP-0114 are no reason to leave.
    if (element.ns() != QLatin1String(streamxml::streamsNs))
        refuse({"not-authorized", QStringLiteral("the handshake comes first")});
}

void ComponentStream::handleTlsOffer(const Element &element)
{
    constexpr QLatin1String tlsNs("urn:ietf:params:xml:ns:xmpp-tls");
    if (element.name() == QLatin1String("features") && element.child(u"starttls", tlsNs)) {
        m_socket->send("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
    } else if (element.name() == QLatin1String("proceed") && element.ns() == tlsNs) {
        // What came behind it in the clear is not part of the encrypted stream.
        m_reader.reset();
        m_socket->startClientTls(QSslConfiguration::defaultConfiguration(), m_options.host);
    } else {
        lose(
            {ErrorKind::Unsupported,
             QStringLiteral("The XMPP server offers no STARTTLS to components: change service.server_tls.")});
    }
}

void ComponentStream::handleServerError(const Element &error)
{
    lose(explainServerError(error, m_options));
}

void ComponentStream::becomeOpen()
{
    m_clock.cancel(m_timer);
    m_state = State::Open;
    m_openSince = m_clock.now();
    qCInfo(logStream, "connected to %s as %s", qUtf8Printable(m_options.host),
           qUtf8Printable(m_options.domain));
    if (!m_waiting.isEmpty())
        m_socket->send(std::exchange(m_waiting, {}));
    if (m_state != State::Open)
        return;
    armSilenceTimer();
    Q_EMIT opened();
}

// The other side broke a rule: says so, and begins anew.
void ComponentStream::refuse(const StreamError &error)
{
    m_reader.reset();
    lose({ErrorKind::InvalidInput,
          QStringLiteral("The XMPP server sent what no stream may hold (%1).")
              .arg(QLatin1String(error.condition)),
          error.text},
         streamxml::error(error) + streamxml::end);
}

// What was gathered and not handed to the operating system is whole, and goes out with the next stream.
void ComponentStream::keepUnsent()
{
    m_waiting = m_socket->takeUnsent();
    if (m_options.maximumQueue <= 0 || m_waiting.size() <= m_options.maximumQueue)
        return;
    // Only the stanza that made the queue overflow can be in excess, and it may be any size.
    qCWarning(logStream, "the XMPP server does not read; %lld bytes wait for the next stream",
              static_cast<long long>(m_waiting.size()));
}

void ComponentStream::lose(const Error &error, QByteArrayView lastWords)
{
    if (m_state == State::Stopping || m_state == State::Idle)
        return;
    m_clock.cancel(m_timer);
    const bool wasGood = m_state == State::Open && m_clock.now() - m_openSince >= goodStream;
    const bool wasOpen = m_state == State::Open;
    m_state = State::Idle;
    m_reader.reset();
    m_socket->disconnect(this);
    if (wasOpen)
        keepUnsent();
    if (!lastWords.isEmpty())
        m_socket->send(lastWords);
    m_leaving.add(std::exchange(m_socket, nullptr));
    m_attempt = wasGood ? 0 : m_attempt + 1;
    // The first time after a stream that stood, the server is probably there again at once.
    const bool isFirst = m_attempt == 0 || (wasOpen && m_attempt == 1);
    const auto delay = isFirst ? std::chrono::milliseconds(firstReconnect) : m_options.delay(m_attempt);
    qCWarning(logStream, "%s (%s) Trying again in %.1f s.", qUtf8Printable(error.userText),
              qUtf8Printable(logSafe(error.detail)), std::chrono::duration<double>(delay).count());
    m_timer = m_clock.schedule(delay, this, [this] { connectNow(); });
    Q_EMIT interrupted(error);
}

void ComponentStream::armSilenceTimer()
{
    m_timer = m_clock.schedule(silence, this, [this] { checkSilence(); });
}

void ComponentStream::checkSilence()
{
    const auto quiet = m_clock.now() - m_lastHeard;
    if (quiet >= 2 * silence) {
        lose({ErrorKind::TimedOut, QStringLiteral("The XMPP server does not answer any more.")});
        return;
    }
    if (quiet >= silence)
        sendKeepAlive();
    armSilenceTimer();
}

// A ping to ourselves goes through the server, so its return shows that the server routes (XEP-0199 §4).
void ComponentStream::sendKeepAlive()
{
    m_keepAliveId = streamxml::randomId();
    ElementWriter xml;
    xml.open("iq");
    xml.attribute("type", "get");
    xml.attribute("from", m_options.domain);
    xml.attribute("to", m_options.domain);
    xml.attribute("id", m_keepAliveId);
    xml.empty("ping", "urn:xmpp:ping");
    xml.close();
    m_socket->send(xml.take());
}

bool ComponentStream::isOwnKeepAlive(const Element &element) const
{
    return !m_keepAliveId.isEmpty() && element.attribute("id") == m_keepAliveId &&
           element.attribute("from") == m_options.domain;
}

} // namespace spectrum::xmpp
