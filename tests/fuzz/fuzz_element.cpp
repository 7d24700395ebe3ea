// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "stream/ElementReader.h"
#include "stream/ElementWriter.h"

#include <cstdint>
#include <cstdlib>

using namespace spectrum::xmpp;

namespace
{

QByteArray written(const Element &element)
{
    ElementWriter writer;
    writer.element(element);
    return writer.take();
}

// The stanzas that come out of a stream that arrives in pieces of one size.
std::vector<QByteArray> stanzasOf(QByteArrayView bytes, qsizetype chunk, const ReaderLimits &limits = {})
{
    ElementReader reader(limits);
    std::vector<QByteArray> stanzas;
    while (!bytes.isEmpty()) {
        const qsizetype size = qMin(chunk, bytes.size());
        reader.feed(bytes.first(size));
        while (const std::optional<ElementReader::Item> item = reader.take()) {
            if (const auto *stanza = std::get_if<ElementReader::Stanza>(&*item))
                stanzas.push_back(written(stanza->element));
            else if (std::holds_alternative<StreamError>(*item))
                return stanzas;
        }
        bytes = bytes.sliced(size);
    }
    return stanzas;
}

} // namespace

// The first byte says how large the pieces are in which the rest arrives. However a stream is cut, the same
// stanzas come out of it; what is written of one is read again as the same.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    const QByteArrayView bytes(data + 1, static_cast<qsizetype>(size) - 1);
    const std::vector<QByteArray> stanzas = stanzasOf(bytes, bytes.size() + 1);
    if (stanzas != stanzasOf(bytes, data[0] + 1))
        std::abort();

    constexpr ReaderLimits wide{.headerBytes = 0, .stanzaBytes = 0};
    for (const QByteArray &stanza : stanzas) {
        const QByteArray stream = "<stream:stream xmlns='jabber:client' "
                                  "xmlns:stream='http://etherx.jabber.org/streams'>" +
                                  stanza;
        const std::vector<QByteArray> again = stanzasOf(stream, stream.size(), wide);
        if (again.size() != 1 || again.front() != stanza)
            std::abort();
    }
    return 0;
}
