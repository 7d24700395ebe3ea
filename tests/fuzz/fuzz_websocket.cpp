// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Any bytes as the frames of a web client, as its messages, and as its HTTP request.
#include "stream/FramedReader.h"
#include "stream/StreamSocket.h"
#include "stream/websocket/FrameDecoder.h"
#include "stream/websocket/HttpRequest.h"
#include "stream/websocket/WebSocketSite.h"

#include <cstdint>
#include <cstdlib>

using namespace spectrum::xmpp;

namespace
{

void require(bool isTrue)
{
    if (!isTrue)
        std::abort();
}

struct Heard {
    FrameDecoder::Kind kind;
    quint16 code;
    QByteArray bytes;
    bool operator==(const Heard &) const = default;
};

// Pieces of one message are put together, as are those that are the last of all.
std::vector<Heard> hear(QByteArrayView bytes, qsizetype piece)
{
    FrameDecoder decoder;
    std::vector<Heard> heard;
    QByteArray text;
    while (!bytes.isEmpty()) {
        QByteArrayView part = bytes.first(qMin(piece, bytes.size()));
        bytes = bytes.sliced(part.size());
        while (const auto event = decoder.next(part)) {
            text += event->kind == FrameDecoder::Kind::Text ? event->bytes.toByteArray() : QByteArray();
            if (event->kind != FrameDecoder::Kind::Text)
                heard.push_back({event->kind, event->code, event->bytes.toByteArray()});
            else if (event->isMessageEnd)
                heard.push_back({event->kind, 0, std::exchange(text, {})});
        }
        require(part.isEmpty());
    }
    heard.push_back({FrameDecoder::Kind::Text, 0, text});
    return heard;
}

void checkFrames(QByteArrayView bytes, qsizetype piece)
{
    const std::vector<Heard> heard = hear(bytes, bytes.size() + 1);
    require(heard == hear(bytes, piece));
    for (size_t i = 0; i + 1 < heard.size(); ++i) {
        require(heard[i].kind == FrameDecoder::Kind::Text || heard[i].bytes.size() <= 125);
        // There is nothing behind a violation, an unfinished text apart.
        require(heard[i].kind != FrameDecoder::Kind::Violation || i + 2 == heard.size());
    }
}

// A message is one item or none, an error is the last, and nothing of a message is left for the next.
void checkMessages(QByteArrayView bytes, qsizetype piece)
{
    FramedReader reader;
    bool isOver = false;
    while (!bytes.isEmpty()) {
        const QByteArrayView message = bytes.first(qMin(piece, bytes.size()));
        bytes = bytes.sliced(message.size());
        reader.feed(message);
        reader.endMessage();
        const auto item = reader.take();
        require(item.has_value() != isOver);
        isOver = isOver || std::holds_alternative<StreamError>(*item) ||
                 std::holds_alternative<ElementReader::Closed>(*item);
        require(!reader.take() && !reader.isInsideElement());
    }
}

void checkRequest(QByteArrayView bytes)
{
    static const WebSocketSite site(
        {QStringLiteral("/chat"), {QStringLiteral("https://web.example")}, {QStringLiteral("127.0.0.1")}},
        Encryption::Tls);
    const auto request = HttpRequest::parse(bytes);
    if (!request)
        return;
    static_cast<void>(site.clientOf(*request, QStringLiteral("127.0.0.1")));
    const WebSocketSite::Answer answer = site.answer(*request);
    require(answer.bytes.startsWith("HTTP/1.1 ") && answer.bytes.count("\r\n\r\n") == 1);
    require(answer.isUpgrade == answer.bytes.startsWith("HTTP/1.1 101 "));
}

} // namespace

// The first byte says how large the pieces are in which the rest arrives.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    const QByteArrayView bytes(data + 1, static_cast<qsizetype>(size) - 1);
    const qsizetype piece = data[0] + 1;
    checkFrames(bytes, piece);
    checkMessages(bytes, piece);
    checkRequest(bytes);
    return 0;
}
