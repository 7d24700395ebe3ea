// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Where a server listens, as an administrator writes it.
#pragma once

#include <spectrum/Result.h>

#include <QString>

namespace spectrum::irc
{

struct ServerAddress {
    QString host;
    quint16 port = 6667;
    bool isEncrypted = false;

    // "host", "host:port", "host/port", "[v6]:port"; a "+" before the port or port 6697 means TLS. Without a
    // port the other two parameters hold.
    [[nodiscard]] static Result<ServerAddress> parse(const QString &text, quint16 defaultPort,
                                                     bool encrypted);

    friend bool operator==(const ServerAddress &, const ServerAddress &) = default;
};

} // namespace spectrum::irc
