// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "WebSocketChannel.h"

#include "../StreamSocket.h"
#include "../StreamXml.h"
#include "../WireLog.h"
#include "HttpRequest.h"
#include "WebSocketCode.h"

#include <QPointer>

#include <array>

namespace spectrum::xmpp
{

namespace
{

constexpr qsizetype requestBytes = 8192;
constexpr QByteArrayView headEnd = "\r\n\r\n";

enum Opcode : quint8 { Text = 1, Close = 8, Pong = 10 };

// An element that takes a namespace from the stream's header, and the declaration that it needs without one.
struct Inherited {
    QByteArrayView start;
    QByteArrayView declaration;
};
const std::array inherited{Inherited{"<message", " xmlns=\"jabber:client\""},
                           Inherited{"<presence", " xmlns=\"jabber:client\""},
                           Inherited{"<iq", " xmlns=\"jabber:client\""},
                           Inherited{"<stream:", " xmlns:stream=\"http://etherx.jabber.org/streams\""}};

QByteArrayView declarationFor(QByteArrayView element)
{
    for (const Inherited &each : inherited) {
        if (element.startsWith(each.start) && !element.sliced(each.start.size()).startsWith(" xmlns="))
            return each.declaration;
    }
    return {};
}

qsizetype nameEnd(QByteArrayView element)
{
    qsizetype end = 0;
    while (end < element.size() && element[end] != ' ' && element[end] != '/' && element[end] != '>')
        ++end;
    return end;
}

} // namespace

WebSocketChannel::WebSocketChannel(StreamSocket *socket, const WebSocketSite &site, QObject *parent)
    : Channel(parent), m_socket(socket), m_site(site), m_peerAddress(socket->peerAddress())
{
    m_socket->setParent(this);
    connect(m_socket, &StreamSocket::received, this, &WebSocketChannel::handleBytes);
    connect(m_socket, &StreamSocket::closed, this, &WebSocketChannel::handleClosed);
    connect(m_socket, &StreamSocket::left, this, &WebSocketChannel::left);
}

void WebSocketChannel::startServerTls(const QSslConfiguration &configuration)
{
    // A browser asks for HTTP, and ends a handshake that is for XMPP (RFC 7301).
    QSslConfiguration web = configuration;
    web.setAllowedNextProtocols({QByteArrayLiteral("http/1.1")});
    m_socket->startServerTls(web);
}

void WebSocketChannel::pauseReading()
{
    m_isReadingPaused = true;
    m_socket->pauseReading();
}

void WebSocketChannel::resumeReading()
{
    const QPointer<WebSocketChannel> self(this);
    receiveRest();
    if (self && !m_isReadingPaused)
        m_socket->resumeReading();
}

void WebSocketChannel::receiveRest()
{
    m_isReadingPaused = false;
    if (m_state == State::Open && !m_waiting.isEmpty())
        readFrames(std::exchange(m_waiting, {}));
}

void WebSocketChannel::handleBytes(const QByteArray &bytes)
{
    if (m_state == State::Request)
        readRequest(bytes);
    else if (m_state == State::Open && m_isReadingPaused)
        m_waiting.append(bytes);
    else if (m_state == State::Open)
        readFrames(bytes);
}

void WebSocketChannel::readRequest(QByteArrayView bytes)
{
    // The end of the head may have been cut.
    const qsizetype from = qMax<qsizetype>(0, m_waiting.size() - headEnd.size());
    m_waiting.append(bytes.first(qMin(bytes.size(), requestBytes + headEnd.size())).toByteArray());
    const qsizetype end = m_waiting.indexOf(headEnd, from);
    if (end < 0 && m_waiting.size() <= requestBytes)
        return;
    const QByteArray whole = std::exchange(m_waiting, {});
    if (end < 0 || end > requestBytes)
        return answer(WebSocketSite::answerTooLarge());
    // Whoever says more before there is an answer means something else by it than we would.
    const auto request = HttpRequest::parse(whole);
    if (request)
        m_peerAddress = m_site.clientOf(*request, m_peerAddress);
    answer(request ? m_site.answer(*request) : WebSocketSite::answerMalformed());
}

void WebSocketChannel::answer(const WebSocketSite::Answer &answer)
{
    m_socket->queue(answer.bytes);
    if (answer.isUpgrade) {
        m_state = State::Open;
        Q_EMIT ready();
        return;
    }
    m_state = State::Closing;
    end({ErrorKind::NotAllowed, QStringLiteral("The client asked for no WebSocket."), answer.trouble});
}

void WebSocketChannel::readFrames(QByteArrayView bytes)
{
    const QPointer<WebSocketChannel> self(this);
    qsizetype overhead = bytes.size();
    while (!bytes.isEmpty() && !m_isReadingPaused) {
        const auto event = m_decoder.next(bytes);
        if (!event)
            break;
        if (event->kind == FrameDecoder::Kind::Text)
            overhead -= event->bytes.size();
        // Whoever hears it may end the connection.
        if (!handle(*event) || !self || m_state != State::Open)
            return;
    }
    overhead -= bytes.size();
    if (!bytes.isEmpty())
        m_waiting = bytes.toByteArray();
    if (overhead > 0)
        Q_EMIT overheadReceived(overhead);
}

// False when there is nothing more to read.
bool WebSocketChannel::handle(const FrameDecoder::Event &event)
{
    const QPointer<WebSocketChannel> self(this);
    switch (event.kind) {
    case FrameDecoder::Kind::Text:
        if (!event.bytes.isEmpty())
            Q_EMIT received(QByteArray::fromRawData(event.bytes.data(), event.bytes.size()));
        if (self && event.isMessageEnd && m_state == State::Open)
            Q_EMIT messageEnded();
        return !self.isNull();
    case FrameDecoder::Kind::Ping:
        sendFrame(Opcode::Pong, {event.bytes});
        return true;
    case FrameDecoder::Kind::Pong:
        return true;
    case FrameDecoder::Kind::Close:
        // A stream that was not closed before has lost its connection (RFC 7395 §3.6).
        sendClose(event.code == websocket::noCode ? websocket::normal : event.code, {});
        end({ErrorKind::ConnectionLost, QStringLiteral("The client closed the WebSocket.")});
        return false;
    case FrameDecoder::Kind::Violation:
        sendClose(event.code, event.reason);
        end({ErrorKind::InvalidInput, QStringLiteral("WebSocket: %1").arg(QLatin1String(event.reason))});
        return false;
    }
    return false;
}

void WebSocketChannel::send(QByteArrayView element)
{
    if (m_state != State::Open)
        return;
    if (isWireLogged())
        logSent(element);
    if (const QByteArrayView declaration = declarationFor(element); !declaration.isEmpty()) {
        const qsizetype place = nameEnd(element);
        sendFrame(Opcode::Text, {element.first(place), declaration, element.sliced(place)});
    } else {
        sendFrame(Opcode::Text, {element});
    }
}

void WebSocketChannel::sendFrame(quint8 opcode, std::initializer_list<QByteArrayView> parts)
{
    quint64 size = 0;
    for (const QByteArrayView part : parts)
        size += quint64(part.size());
    std::array<char, 10> header{char(0x80U | opcode)};
    qsizetype headerSize = 2;
    if (size < 126) {
        header[1] = char(size);
    } else {
        const int lengthBytes = size < 65536 ? 2 : 8;
        header[1] = char(lengthBytes == 2 ? 126 : 127);
        for (int i = lengthBytes - 1; i >= 0; --i)
            header[size_t(headerSize++)] = char(quint8(size >> (8U * unsigned(i))));
    }
    m_socket->queue({header.data(), headerSize});
    for (const QByteArrayView part : parts)
        m_socket->queue(part);
}

void WebSocketChannel::sendClose(quint16 code, QByteArrayView reason)
{
    if (m_state != State::Open)
        return;
    const std::array<char, 2> bytes{char(code >> 8U), char(code & 0xFFU)};
    sendFrame(Opcode::Close, {QByteArrayView(bytes.data(), qsizetype(bytes.size())), reason});
    m_state = State::Closing;
}

bool WebSocketChannel::closeAfterFlush()
{
    if (m_state == State::Request)
        m_socket->queue(WebSocketSite::answerTooSlow().bytes);
    sendClose(websocket::normal, {});
    m_state = State::Closing;
    return m_socket->closeAfterFlush();
}

void WebSocketChannel::abort()
{
    m_state = State::Closing;
    m_socket->abort();
}

void WebSocketChannel::handleClosed(const Error &error)
{
    end(error);
}

void WebSocketChannel::end(const Error &error)
{
    if (!std::exchange(m_isClosedSaid, true))
        Q_EMIT closed(error);
}

} // namespace spectrum::xmpp
