// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "ServerName.h"

namespace spectrum::xmpp
{

namespace
{

constexpr qsizetype recordHeader = 5;
constexpr qsizetype longestRecord = 16384;

// Reads numbers and strings one behind the other; at the end of the bytes there are only zeros and nothing.
class Cursor
{
public:
    explicit Cursor(QByteArrayView bytes) : m_rest(bytes) {}

    [[nodiscard]] bool isAtEnd() const { return m_rest.isEmpty(); }

    qsizetype number(qsizetype size)
    {
        qsizetype value = 0;
        for (const char byte : bytes(size))
            value = value << 8 | static_cast<unsigned char>(byte);
        return value;
    }

    QByteArrayView bytes(qsizetype size)
    {
        const QByteArrayView taken = size <= m_rest.size() ? m_rest.first(size) : QByteArrayView();
        m_rest = size <= m_rest.size() ? m_rest.sliced(size) : QByteArrayView();
        return taken;
    }

    // A string behind its length.
    QByteArrayView vector(qsizetype lengthSize) { return bytes(number(lengthSize)); }

private:
    QByteArrayView m_rest;
};

QByteArray nameIn(QByteArrayView extensions)
{
    constexpr qsizetype serverName = 0;
    constexpr qsizetype hostName = 0;
    for (Cursor rest(extensions); !rest.isAtEnd();) {
        const qsizetype type = rest.number(2);
        Cursor extension(rest.vector(2));
        if (type != serverName)
            continue;
        Cursor names(extension.vector(2));
        return names.number(1) == hostName ? names.vector(2).toByteArray() : QByteArray();
    }
    return {};
}

} // namespace

std::optional<QByteArray> serverNameOf(QByteArrayView bytes)
{
    constexpr char handshake = 22;
    constexpr qsizetype clientHello = 1;
    if (bytes.isEmpty())
        return std::nullopt;
    if (bytes.front() != handshake)
        return QByteArray();
    if (bytes.size() < recordHeader)
        return std::nullopt;
    const qsizetype length = Cursor(bytes.sliced(3, 2)).number(2);
    if (length > longestRecord)
        return QByteArray();
    if (bytes.size() < recordHeader + length)
        return std::nullopt;
    Cursor record(bytes.sliced(recordHeader, length));
    if (record.number(1) != clientHello)
        return QByteArray();
    Cursor hello(record.vector(3));
    hello.bytes(2 + 32); // version and random
    hello.vector(1);     // session
    hello.vector(2);     // ciphers
    hello.vector(1);     // compressions
    return nameIn(hello.vector(2));
}

} // namespace spectrum::xmpp
