// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Frames as a WebSocket's client makes them, right or wrong.
#pragma once

#include <QByteArray>

namespace spectrum::xmpp::testing
{

// With that first byte.
inline QByteArray frame(int first, const QByteArray &payload)
{
    const QByteArray mask("\x12\xF4\x00\x9A", 4);
    QByteArray bytes(1, char(first));
    if (payload.size() < 126) {
        bytes += char(0x80 | payload.size());
    } else {
        const int lengthBytes = payload.size() < 65536 ? 2 : 8;
        bytes += char(0x80 | (lengthBytes == 2 ? 126 : 127));
        for (int i = lengthBytes - 1; i >= 0; --i)
            bytes += char(quint64(payload.size()) >> (8 * i));
    }
    bytes += mask;
    for (qsizetype i = 0; i < payload.size(); ++i)
        bytes += char(payload[i] ^ mask[i % 4]);
    return bytes;
}

inline QByteArray text(const QByteArray &element)
{
    return frame(0x81, element);
}

} // namespace spectrum::xmpp::testing
