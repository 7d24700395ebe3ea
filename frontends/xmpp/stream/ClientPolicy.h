// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// What all client streams of a listener share.
#pragma once

#include "ElementReader.h"
#include "StreamManagement.h"
#include "StreamSocket.h"

namespace spectrum::xmpp
{

// Lives longer than the streams.
struct ClientPolicy {
    QString domain;
    // TLS is required unless it was turned off in so many words.
    Encryption encryption = Encryption::Tls;
    QSslConfiguration tls = {};
    ReaderLimits limits = {};
    // Before the resource is bound.
    std::chrono::milliseconds loginDeadline{30000};
    // An element that was begun must be whole by then.
    std::chrono::milliseconds elementDeadline{60000};
    int loginFailures = 5;
    // What a client may send once it is logged in; what is more waits. 0 = no limit, as for the next.
    qint64 bytesPerSecond = 0;
    qint64 stanzasPerSecond = 0;
    ManagementLimits management = {};
    qsizetype maximumQueue = 4 * 1024 * 1024;
};

} // namespace spectrum::xmpp
