// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "PictureShape.h"

#include <QtEndian>

namespace spectrum::xmpp
{

namespace
{

constexpr quint32 maximumSide = 4096;
constexpr quint64 maximumPixels = 4'194'304;

quint32 byteAt(QByteArrayView bytes, qsizetype place)
{
    return static_cast<quint8>(bytes[place]);
}

quint32 little16(QByteArrayView bytes, qsizetype place)
{
    return byteAt(bytes, place) | byteAt(bytes, place + 1) << 8;
}

quint32 little24(QByteArrayView bytes, qsizetype place)
{
    return little16(bytes, place) | byteAt(bytes, place + 2) << 16;
}

quint32 big16(QByteArrayView bytes, qsizetype place)
{
    return byteAt(bytes, place) << 8 | byteAt(bytes, place + 1);
}

std::optional<PictureShape> readPng(QByteArrayView bytes)
{
    if (bytes.size() < 24 || bytes.sliced(12, 4) != QByteArrayView("IHDR"))
        return {};
    return PictureShape{"image/png", qFromBigEndian<quint32>(bytes.data() + 16),
                        qFromBigEndian<quint32>(bytes.data() + 20)};
}

std::optional<PictureShape> readGif(QByteArrayView bytes)
{
    if (bytes.size() < 10)
        return {};
    return PictureShape{"image/gif", little16(bytes, 6), little16(bytes, 8)};
}

// The three kinds of the format each keep the size elsewhere.
std::optional<PictureShape> readWebp(QByteArrayView bytes)
{
    if (bytes.size() < 30 || bytes.sliced(8, 4) != QByteArrayView("WEBP"))
        return {};
    const QByteArrayView kind = bytes.sliced(12, 4);
    if (kind == QByteArrayView("VP8X"))
        return PictureShape{"image/webp", little24(bytes, 24) + 1, little24(bytes, 27) + 1};
    if (kind == QByteArrayView("VP8 "))
        return PictureShape{"image/webp", little16(bytes, 26) & 0x3fff, little16(bytes, 28) & 0x3fff};
    if (kind == QByteArrayView("VP8L")) {
        const quint32 bits = little16(bytes, 21) | little16(bytes, 23) << 16;
        return PictureShape{"image/webp", (bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1};
    }
    return {};
}

bool isFrameHeader(quint32 marker)
{
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
}

// Segments follow each other until the one that begins the frame.
std::optional<PictureShape> readJpeg(QByteArrayView bytes)
{
    qsizetype place = 2;
    while (place + 9 <= bytes.size()) {
        if (byteAt(bytes, place) != 0xff)
            return {};
        const quint32 marker = byteAt(bytes, place + 1);
        if (marker == 0xff) {
            ++place;
            continue;
        }
        if (isFrameHeader(marker))
            return PictureShape{"image/jpeg", big16(bytes, place + 7), big16(bytes, place + 5)};
        const quint32 length = big16(bytes, place + 2);
        if (length < 2)
            return {};
        place += 2 + static_cast<qsizetype>(length);
    }
    return {};
}

} // namespace

std::optional<PictureShape> PictureShape::of(QByteArrayView bytes)
{
    if (bytes.startsWith(QByteArrayView("\x89PNG\r\n\x1a\n", 8)))
        return readPng(bytes);
    if (bytes.startsWith(QByteArrayView("GIF87a", 6)) || bytes.startsWith(QByteArrayView("GIF89a", 6)))
        return readGif(bytes);
    if (bytes.startsWith(QByteArrayView("\xff\xd8", 2)))
        return readJpeg(bytes);
    if (bytes.startsWith(QByteArrayView("RIFF", 4)))
        return readWebp(bytes);
    return {};
}

std::optional<PictureShape> PictureShape::ofAcceptable(QByteArrayView bytes)
{
    if (bytes.size() > maximumPictureBytes)
        return {};
    const std::optional<PictureShape> shape = of(bytes);
    if (!shape || shape->width == 0 || shape->height == 0 || shape->width > maximumSide ||
        shape->height > maximumSide || quint64(shape->width) * shape->height > maximumPixels)
        return {};
    return shape;
}

} // namespace spectrum::xmpp
