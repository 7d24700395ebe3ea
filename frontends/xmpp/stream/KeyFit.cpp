// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "KeyFit.h"

#include <spectrum/Secret.h>

namespace spectrum::xmpp
{

namespace
{

// X.690 §8.1: what is inside the value that the bytes begin with; `rest` is what follows it. Empty when the
// bytes are not whole.
QByteArrayView contentOf(QByteArrayView der, QByteArrayView &rest)
{
    rest = {};
    if (der.size() < 2)
        return {};
    const auto first = static_cast<unsigned char>(der[1]);
    const qsizetype lengthBytes = first < 0x80 ? 0 : first & 0x7f;
    if (lengthBytes > 4 || der.size() < 2 + lengthBytes)
        return {};
    qsizetype length = lengthBytes == 0 ? first : 0;
    for (qsizetype i = 0; i < lengthBytes; ++i)
        length = length << 8 | static_cast<unsigned char>(der[2 + i]);
    const QByteArrayView content = der.sliced(2 + lengthBytes);
    if (content.size() < length)
        return {};
    rest = content.sliced(length);
    return content.first(length);
}

// RFC 5280 §4.1: a SEQUENCE of the algorithm and a BIT STRING, whose first byte counts its unused bits.
QByteArrayView publicBits(QByteArrayView der)
{
    QByteArrayView rest;
    const QByteArrayView whole = contentOf(der, rest);
    static_cast<void>(contentOf(whole, rest));
    const QByteArrayView bits = contentOf(rest, rest);
    return bits.size() > 1 ? bits.sliced(1) : QByteArrayView();
}

// RFC 8017 §A.1: modulus and exponent stand side by side in both.
bool hasNumbers(QByteArrayView privateDer, QByteArrayView bits)
{
    QByteArrayView rest;
    const QByteArrayView numbers = contentOf(bits, rest);
    return !numbers.isEmpty() && privateDer.contains(numbers);
}

// RFC 5915 §3: the private key has the point at its end, if at all, as the BIT STRING that it is in the
// certificate.
bool hasPoint(QByteArrayView privateDer, QByteArrayView bits)
{
    constexpr qsizetype headerSize = 2;
    constexpr char uncompressed = 4;
    if (bits.isEmpty() || bits[0] != uncompressed || privateDer.size() < bits.size() + headerSize)
        return true;
    const QByteArrayView end = privateDer.last(bits.size() + headerSize);
    // Another end than a length, a count of no unused bits and a point is none.
    const bool endsWithPoint =
        end[0] == static_cast<char>(bits.size() + 1) && end[1] == 0 && end[2] == uncompressed;
    return !endsWithPoint || end.endsWith(bits);
}

} // namespace

bool isKeyOf(const QSslKey &key, const QSslCertificate &certificate)
{
    const QSslKey publicKey = certificate.publicKey();
    if (publicKey.isNull() || key.isNull())
        return true;
    if (publicKey.algorithm() != key.algorithm() || publicKey.length() != key.length())
        return false;
    const QByteArray publicDer = publicKey.toDer();
    const QByteArrayView bits = publicBits(publicDer);
    QByteArray privateDer = key.toDer();
    bool fits = true;
    if (key.algorithm() == QSsl::Rsa)
        fits = hasNumbers(privateDer, bits);
    else if (key.algorithm() == QSsl::Ec)
        fits = hasPoint(privateDer, bits);
    wipeMemory(privateDer.data(), static_cast<size_t>(privateDer.size()));
    return fits;
}

} // namespace spectrum::xmpp
