// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Turns the neutral kinds of error into stanza errors (RFC 6120 §8.3) with one table.
#pragma once

#include <spectrum/Error.h>

#include <QString>

namespace spectrum::xmpp
{

// One stanza error as it goes on the wire. Type and condition are literals.
struct StanzaError {
    const char *type = "cancel";
    const char *condition = "undefined-condition";
    QString text = {};
    // A condition of the protocol's own (RFC 6120 §8.3.2), finished XML, or null.
    const char *detail = nullptr;
};

// Always gives a text: the error's own, or a sentence for its kind.
[[nodiscard]] StanzaError toStanzaError(const Error &error);

// The errors that handlers give themselves.
[[nodiscard]] StanzaError badRequest(const QString &text = {});
[[nodiscard]] StanzaError itemNotFound(const QString &text = {});
[[nodiscard]] StanzaError serviceUnavailable(const QString &text = {});
[[nodiscard]] StanzaError featureNotImplemented(const QString &text = {});
[[nodiscard]] StanzaError registrationRequired();
[[nodiscard]] StanzaError notAllowed(const QString &text);
[[nodiscard]] StanzaError notAcceptable(const QString &text);
[[nodiscard]] StanzaError jidMalformed(const QString &text);
[[nodiscard]] StanzaError resourceConstraint(const QString &text);

} // namespace spectrum::xmpp
