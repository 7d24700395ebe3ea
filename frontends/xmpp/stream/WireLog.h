// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Writes what goes over a stream to the log, with its secrets masked.
#pragma once

#include "StreamLog.h"

#include <QByteArray>

namespace spectrum::xmpp
{

class Element;

// Off unless logging.rules names spectrum.xmpp.wire. In comes by whole elements, so that no secret is cut in
// two and overlooked; what is no XML does not get here.
[[nodiscard]] inline bool isWireLogged()
{
    return logWire().isDebugEnabled();
}
void logReceived(const Element &element);
void logSent(QByteArrayView xml);

// The XML with the content of what may be secret replaced: the component's handshake, SASL messages,
// passwords, and all fields of a registration or a command.
[[nodiscard]] QByteArray maskSecrets(QByteArrayView xml);

} // namespace spectrum::xmpp
