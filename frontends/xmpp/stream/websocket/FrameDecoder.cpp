// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "FrameDecoder.h"

#include "WebSocketCode.h"

#include <QStringDecoder>

#include <algorithm>

namespace spectrum::xmpp
{

namespace
{

enum Opcode : quint8 { Continuation = 0, Text = 1, Binary = 2, Close = 8, Ping = 9, Pong = 10 };

// One for all decoders: what was unmasked is used up before the next piece.
std::array<char, 65536> scratch;

bool isUtf8(QByteArrayView bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    static_cast<void>(static_cast<QString>(decoder(bytes)));
    return !decoder.hasError();
}

// RFC 6455 §7.4: what may stand in a frame.
bool mayBeSent(quint16 code)
{
    return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014) || (code >= 3000 && code < 5000);
}

} // namespace

std::optional<FrameDecoder::Event> FrameDecoder::next(QByteArrayView &bytes)
{
    while (m_state != State::Over) {
        if (m_state == State::Header) {
            if (!gatherHeader(bytes))
                return std::nullopt;
            if (const auto event = beginFrame())
                return event;
            continue;
        }
        if (isControl())
            return takeControl(bytes);
        if (bytes.isEmpty())
            return std::nullopt;
        return takeText(bytes);
    }
    bytes = {};
    return std::nullopt;
}

// A header tells its own length, once its first two bytes are there.
bool FrameDecoder::gatherHeader(QByteArrayView &bytes)
{
    const auto wanted = [this]() -> quint8 {
        if (m_headerSize < 2)
            return 2;
        const quint8 length = m_header[1] & 0x7FU;
        const bool isMasked = (m_header[1] & 0x80U) != 0;
        return quint8(2 + (length == 126 ? 2 : length == 127 ? 8 : 0) + (isMasked ? 4 : 0));
    };
    while (m_headerSize < wanted()) {
        if (bytes.isEmpty())
            return false;
        m_header[m_headerSize++] = quint8(bytes.front());
        bytes = bytes.sliced(1);
    }
    return true;
}

const char *FrameDecoder::violationOfHeader() const
{
    const quint8 length = m_header[1] & 0x7FU;
    if ((m_header[0] & 0x70U) != 0)
        return "reserved bits without an extension";
    if ((m_header[1] & 0x80U) == 0)
        return "a client's frame is masked";
    if (isControl() && (!isFinal() || length > 125))
        return "a control frame is short and whole";
    if (isControl() ? opcode() > Pong : opcode() > Binary)
        return "an unknown kind of frame";
    if (!isControl() && (opcode() == Continuation) != m_isInMessage)
        return "a fragment that is out of place";
    return nullptr;
}

// An event when it is a violation, or the empty end of a message.
std::optional<FrameDecoder::Event> FrameDecoder::beginFrame()
{
    if (const char *violation = violationOfHeader())
        return fail(websocket::protocolError, violation);
    if (opcode() == Binary)
        return fail(websocket::unsupported, "a message is text");
    const quint8 length = m_header[1] & 0x7FU;
    const size_t lengthBytes = length == 126 ? 2 : length == 127 ? 8 : 0;
    m_left = lengthBytes == 0 ? length : 0;
    for (size_t i = 0; i < lengthBytes; ++i)
        m_left = (m_left << 8U) | m_header[2 + i];
    if ((lengthBytes == 2 && m_left < 126) || (lengthBytes == 8 && m_left < 65536) || m_left >> 63U)
        return fail(websocket::protocolError, "a length that is not written as it must be");
    std::copy_n(m_header.begin() + 2 + std::ptrdiff_t(lengthBytes), m_mask.size(), m_mask.begin());
    m_headerSize = 0;
    m_maskPlace = 0;
    m_controlSize = 0;
    m_state = State::Payload;
    if (isControl())
        return std::nullopt;
    m_isInMessage = !isFinal();
    if (m_left > 0)
        return std::nullopt;
    m_state = State::Header;
    return isFinal() ? std::optional(Event{.isMessageEnd = true}) : std::nullopt;
}

FrameDecoder::Event FrameDecoder::takeText(QByteArrayView &bytes)
{
    const auto size = qsizetype(std::min<quint64>({m_left, quint64(bytes.size()), scratch.size()}));
    unmask(bytes.first(size), scratch.data());
    bytes = bytes.sliced(size);
    m_left -= quint64(size);
    if (m_left == 0)
        m_state = State::Header;
    return {.bytes = QByteArrayView(scratch.data(), size), .isMessageEnd = m_left == 0 && isFinal()};
}

std::optional<FrameDecoder::Event> FrameDecoder::takeControl(QByteArrayView &bytes)
{
    const auto size = qsizetype(std::min<quint64>(m_left, quint64(bytes.size())));
    unmask(bytes.first(size), m_control.data() + m_controlSize);
    bytes = bytes.sliced(size);
    m_controlSize = quint8(m_controlSize + size);
    m_left -= quint64(size);
    if (m_left > 0)
        return std::nullopt;
    m_state = State::Header;
    const QByteArrayView payload(m_control.data(), qsizetype(m_controlSize));
    if (opcode() == Opcode::Close) {
        const Event event = readClose();
        return event.kind == Kind::Violation ? fail(event.code, event.reason) : event;
    }
    return Event{.kind = opcode() == Opcode::Ping ? Kind::Ping : Kind::Pong, .bytes = payload};
}

FrameDecoder::Event FrameDecoder::readClose() const
{
    const QByteArrayView payload(m_control.data(), qsizetype(m_controlSize));
    if (payload.isEmpty())
        return {.kind = Kind::Close, .code = websocket::noCode};
    const auto code = quint16(payload.size() < 2 ? 0 : (quint8(payload[0]) << 8U) | quint8(payload[1]));
    if (!mayBeSent(code))
        return {.kind = Kind::Violation, .code = websocket::protocolError, .reason = "no such code"};
    const QByteArrayView reason = payload.sliced(2);
    if (!isUtf8(reason))
        return {.kind = Kind::Violation, .code = websocket::notUtf8, .reason = "not UTF-8"};
    return {.kind = Kind::Close, .bytes = reason, .code = code};
}

FrameDecoder::Event FrameDecoder::fail(quint16 code, const char *reason)
{
    m_state = State::Over;
    return {.kind = Kind::Violation, .code = code, .reason = reason};
}

void FrameDecoder::unmask(QByteArrayView masked, char *plain)
{
    // Of its own, so that the compiler sees that nothing else changes it.
    std::array<quint8, 4> mask;
    for (size_t i = 0; i < mask.size(); ++i)
        mask[i] = m_mask[(i + m_maskPlace) & 3U];
    for (qsizetype i = 0; i < masked.size(); ++i)
        plain[i] = char(quint8(masked[i]) ^ mask[size_t(i) & 3U]);
    m_maskPlace = quint8((m_maskPlace + masked.size()) & 3);
}

} // namespace spectrum::xmpp
