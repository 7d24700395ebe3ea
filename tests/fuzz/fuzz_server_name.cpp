// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Feeds the first bytes of TLS connections to what finds out whom they are for, at once and in pieces.
#include "stream/ServerName.h"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArrayView bytes(data, qsizetype(size));
    const auto whole = spectrum::xmpp::serverNameOf(bytes);
    if (whole && whole->size() > bytes.size())
        std::abort();
    // What was found, more bytes do not change.
    for (qsizetype part = 0; part < bytes.size(); ++part) {
        const auto early = spectrum::xmpp::serverNameOf(bytes.first(part));
        if (early && early != whole)
            std::abort();
    }
    return 0;
}
