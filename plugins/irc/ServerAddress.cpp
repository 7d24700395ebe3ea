// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "ServerAddress.h"

namespace spectrum::irc
{

namespace
{

struct Parts {
    QString host;
    QString port;
};

Parts split(const QString &text)
{
    if (text.startsWith(u'[')) {
        const qsizetype close = text.indexOf(u']');
        return close < 0 ? Parts{} : Parts{text.mid(1, close - 1), text.mid(close + 2)};
    }
    qsizetype mark = text.lastIndexOf(u'/');
    // More than one colon is an IPv6 address without a port.
    if (mark < 0 && text.count(u':') == 1)
        mark = text.indexOf(u':');
    return mark < 0 ? Parts{text, {}} : Parts{text.left(mark), text.mid(mark + 1)};
}

bool isHost(const QString &host)
{
    return !host.isEmpty() && host.size() <= 255 &&
           std::all_of(host.begin(), host.end(), [](QChar c) { return c.isPrint() && !c.isSpace(); });
}

} // namespace

Result<ServerAddress> ServerAddress::parse(const QString &text, quint16 defaultPort, bool encrypted)
{
    const Parts parts = split(text.trimmed());
    const Error wrong{
        ErrorKind::InvalidInput,
        QStringLiteral("irc.server: \"%1\" is not of the form host, host:port or host:+port.").arg(text)};
    if (!isHost(parts.host))
        return wrong;
    ServerAddress address{parts.host, defaultPort, encrypted};
    if (parts.port.isEmpty())
        return address;
    const bool hasPlus = parts.port.startsWith(u'+');
    bool isNumber = false;
    address.port = parts.port.mid(hasPlus ? 1 : 0).toUShort(&isNumber);
    if (!isNumber || address.port == 0)
        return wrong;
    address.isEncrypted = encrypted || hasPlus || address.port == 6697;
    return address;
}

} // namespace spectrum::irc
