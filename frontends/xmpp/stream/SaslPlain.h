// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Reads the one SASL mechanism that hands a password on: PLAIN (RFC 4616).
#pragma once

#include <spectrum/Secret.h>

#include <QString>

#include <variant>

namespace spectrum::xmpp
{

class Element;

struct PlainCredentials {
    // As the client wrote it, not prepared; never empty.
    QString name;
    Secret password;
};

// Why it could not be read: a condition of RFC 6120 §6.5.
struct SaslFailure {
    const char *condition;
};

// Element is the <auth/>, or the <authenticate/> of SASL2. An authorization identity is accepted if it is empty or the user's own address at domain.
[[nodiscard]] std::variant<PlainCredentials, SaslFailure> readPlain(const Element &auth, const QString &domain);

} // namespace spectrum::xmpp
