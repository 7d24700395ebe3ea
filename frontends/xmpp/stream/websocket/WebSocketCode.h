// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// The codes with which a WebSocket is closed (RFC 6455 §7.4.1).
#pragma once

#include <QtGlobal>

namespace spectrum::xmpp::websocket
{

inline constexpr quint16 normal = 1000;
inline constexpr quint16 protocolError = 1002;
inline constexpr quint16 unsupported = 1003;
// Said of a closing without a code; never sent.
inline constexpr quint16 noCode = 1005;
inline constexpr quint16 notUtf8 = 1007;

} // namespace spectrum::xmpp::websocket
