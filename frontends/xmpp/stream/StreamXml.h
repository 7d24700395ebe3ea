// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// The bytes by which a stream is set up and ended: headers, features, answers to binding, errors (RFC 6120).
#pragma once

#include "StreamError.h"

#include <QByteArray>

namespace spectrum::xmpp::streamxml
{

inline constexpr const char *streamsNs = "http://etherx.jabber.org/streams";
inline constexpr const char *componentNs = "jabber:component:accept";
inline constexpr const char *clientNs = "jabber:client";

// XEP-0114 §3, from the component's side.
[[nodiscard]] QByteArray componentHeader(const QString &domain);
// RFC 6120 §4.7, from the server's side.
[[nodiscard]] QByteArray serverHeader(const QString &domain, const QString &id);
// The same for a stream of messages (RFC 7395 §3.4).
[[nodiscard]] QByteArray framedHeader(const QString &domain, const QString &id);
inline constexpr const char *framedEnd = "<close xmlns='urn:ietf:params:xml:ns:xmpp-framing'/>";
// What a client may do next; a managed session has its stream management. Bytes is the largest stanza, 0 = no
// limit.
enum class Offer : quint8 { Tls, Login, Resource, Session, ManagedSession };
[[nodiscard]] QByteArray features(Offer offer, qsizetype bytes);
// Answers to the requests by which a session begins.
[[nodiscard]] QByteArray bound(const QString &id, const QString &address);
[[nodiscard]] QByteArray emptyResult(const QString &id);
[[nodiscard]] QByteArray badRequest(const QString &id);
[[nodiscard]] QByteArray error(const StreamError &error);
inline constexpr const char *end = "</stream:stream>";

// A value that nobody can guess, for ids of streams and of our own requests.
[[nodiscard]] QString randomId();

} // namespace spectrum::xmpp::streamxml
