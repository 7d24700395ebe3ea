// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Ctcp.h"
#include "Formatting.h"
#include "Line.h"
#include "LineBuffer.h"
#include "TextCodec.h"

#include <cstdint>
#include <cstdlib>
#include <vector>

using namespace spectrum::irc;

namespace
{

void require(bool isTrue)
{
    if (!isTrue)
        std::abort();
}

std::vector<QByteArray> cut(QByteArrayView bytes, qsizetype chunk)
{
    LineBuffer buffer;
    std::vector<QByteArray> lines;
    while (!bytes.isEmpty()) {
        const qsizetype size = qMin(chunk, bytes.size());
        buffer.feed(bytes.first(size), [&lines](QByteArrayView line) {
            lines.push_back(line.toByteArray());
            return true;
        });
        require(buffer.keptSize() <= LineBuffer::maximumLine);
        bytes = bytes.sliced(size);
    }
    return lines;
}

// Whatever was received, sending it on makes one line and no more.
void checkSending(QByteArrayView text)
{
    const QByteArray sent = Line::format("PRIVMSG", {text}, text);
    require(sent.size() <= Line::maximumBody + 2);
    require(sent.isEmpty() || (sent.endsWith("\r\n") && sent.count('\n') == 1 && sent.count('\r') == 1));
    require(!sent.contains('\0'));
}

void checkLine(QByteArrayView bytes)
{
    static const TextCodec codec = TextCodec::named(QStringLiteral("UTF-8")).value();
    const std::optional<Line> line = Line::parse(bytes);
    if (!line)
        return;
    require(!line->command().isEmpty() && line->count() <= Line::maximumParameters);
    static_cast<void>(line->nickname());
    static_cast<void>(line->userAndHost());
    static_cast<void>(line->tag("time"));
    const QByteArrayView text = line->last();
    checkSending(text);
    require(codec.decode(text).isValidUtf16());
    require(!hasFormatting(withoutFormatting(text)));
    if (const std::optional<Ctcp> ctcp = Ctcp::parse(text))
        checkSending(ctcp->answer(QDateTime()));
}

} // namespace

// The first byte says how large the pieces are in which the rest arrives.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    const QByteArrayView bytes(data + 1, static_cast<qsizetype>(size) - 1);
    const std::vector<QByteArray> lines = cut(bytes, bytes.size() + 1);
    require(lines == cut(bytes, data[0] + 1));
    for (const QByteArray &line : lines)
        checkLine(line);
    return 0;
}
