// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Feeds arbitrary bytes in arbitrary pieces to the line buffer and its lines to everything that reads them.
#include "Ctcp.h"
#include "Formatting.h"
#include "ISupport.h"
#include "LineBuffer.h"
#include "MessageSplitter.h"

#include <cstdlib>

using namespace spectrum::irc;

namespace
{

void require(bool isTrue)
{
    if (!isTrue)
        std::abort();
}

// Whatever the texts are, a line that is made of them is one line with as many parameters as were given.
void checkFormat(QByteArrayView middle, QByteArrayView trailing)
{
    const QByteArray made = Line::format("PRIVMSG", {middle}, trailing);
    if (made.isEmpty())
        return;
    require(made.size() <= 512 && made.endsWith("\r\n"));
    require(made.count('\n') == 1 && made.count('\r') == 1 && made.count('\0') == 0);
    const std::optional<Line> again = Line::parse(QByteArrayView(made).chopped(2));
    require(again && again->command() == "PRIVMSG" && again->count() <= 2);
}

void checkText(QByteArrayView bytes)
{
    static const TextCodec codec = TextCodec::named({}).value();
    require(!hasFormatting(withoutFormatting(bytes)));
    const QString text = codec.decode(bytes);
    const auto lines = MessageSplitter(codec, 60).split(text);
    if (!lines)
        return;
    for (const QByteArray &line : *lines) {
        require(!line.isEmpty() && line.size() <= 60);
        require(!line.contains('\n') && !line.contains('\r') && !line.contains('\0'));
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const quint8 *bytes, size_t size)
{
    if (size == 0)
        return 0;
    const qsizetype piece = bytes[0] % 64 + 1;
    const QByteArrayView all(reinterpret_cast<const char *>(bytes) + 1, qsizetype(size) - 1);
    LineBuffer buffer;
    ISupport server;
    for (qsizetype at = 0; at < all.size(); at += piece) {
        buffer.feed(all.sliced(at, qMin(piece, all.size() - at)), [&](QByteArrayView view) {
            const std::optional<Line> line = Line::parse(view);
            if (!line)
                return true;
            server.apply(*line);
            (void)line->tag("time");
            (void)line->userAndHost();
            (void)server.casemapping().folded(line->nickname());
            if (const std::optional<Ctcp> ctcp = Ctcp::parse(line->last()))
                require(ctcp->answer(QDateTime()).size() < 200);
            checkFormat(line->parameter(0), line->last());
            checkText(line->last());
            return true;
        });
        require(buffer.keptSize() <= LineBuffer::maximumLine);
    }
    return 0;
}
