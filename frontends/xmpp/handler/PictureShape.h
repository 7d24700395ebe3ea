// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Reads from a picture's first bytes what it is and how large, without decoding it.
#pragma once

#include <QByteArray>

#include <optional>

namespace spectrum::xmpp
{

struct PictureShape {
    const char *mediaType = nullptr;
    quint32 width = 0;
    quint32 height = 0;

    // PNG, JPEG, GIF and WebP; nothing for anything else.
    [[nodiscard]] static std::optional<PictureShape> of(QByteArrayView bytes);
    // Small enough, in bytes and in pixels, to be given to somebody's client.
    [[nodiscard]] static std::optional<PictureShape> ofAcceptable(QByteArrayView bytes);
};

// A picture may have so many bytes that it still fits into a stanza when it is written as text.
constexpr qsizetype maximumPictureBytes = 128 * 1024;

} // namespace spectrum::xmpp
