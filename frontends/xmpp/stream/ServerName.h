// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Reads from the first bytes of a TLS connection whom its client wants to talk to (RFC 6066 §3).
#pragma once

#include <QByteArray>

#include <optional>

namespace spectrum::xmpp
{

// As the client wrote it. Nothing yet while the ClientHello is not complete; empty when it names nobody, is
// none, or comes in more than one record.
[[nodiscard]] std::optional<QByteArray> serverNameOf(QByteArrayView bytes);

} // namespace spectrum::xmpp
