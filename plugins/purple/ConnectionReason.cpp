// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "ConnectionReason.h"

#include "Wording.h"

namespace spectrum::purple
{

namespace
{

struct Meaning {
    ErrorKind kind;
    bool isFinal;
    const char *words;
};

Meaning meaningOf(PurpleConnectionError reason)
{
    switch (reason) {
    case PURPLE_CONNECTION_ERROR_NETWORK_ERROR:
        return {ErrorKind::Unreachable, false, "The network cannot be reached."};
    case PURPLE_CONNECTION_ERROR_INVALID_USERNAME:
        return {ErrorKind::WrongCredentials, true, "The network does not know this name."};
    case PURPLE_CONNECTION_ERROR_AUTHENTICATION_FAILED:
        return {ErrorKind::WrongCredentials, true, "The network refused the name or the password."};
    case PURPLE_CONNECTION_ERROR_AUTHENTICATION_IMPOSSIBLE:
        return {ErrorKind::Unsupported, true, "The network wants another way to log in."};
    case PURPLE_CONNECTION_ERROR_NO_SSL_SUPPORT:
        return {ErrorKind::Unsupported, true, "The network wants encryption, which is not there."};
    case PURPLE_CONNECTION_ERROR_ENCRYPTION_ERROR:
        return {ErrorKind::Untrusted, false, "The encryption of the connection failed."};
    case PURPLE_CONNECTION_ERROR_NAME_IN_USE:
        return {ErrorKind::Conflict, true, "The account was logged in from somewhere else."};
    case PURPLE_CONNECTION_ERROR_INVALID_SETTINGS:
        return {ErrorKind::InvalidInput, true, "The settings of the account do not fit the network."};
    case PURPLE_CONNECTION_ERROR_OTHER_ERROR:
        return {ErrorKind::ConnectionLost, false, "The connection to the network ended."};
    default: // every other one is about a certificate
        return {ErrorKind::Untrusted, false, "The network's certificate cannot be trusted."};
    }
}

} // namespace

ConnectionReason reasonOf(PurpleConnectionError reason, const char *text)
{
    const Meaning meaning = meaningOf(reason);
    QString words = QLatin1String(meaning.words);
    const QString said = plainText(text, 300).simplified();
    if (!said.isEmpty())
        words += QStringLiteral(" It says: %1").arg(said);
    return {{meaning.kind, words, QStringLiteral("libpurple's reason %1").arg(int(reason))}, meaning.isFinal};
}

} // namespace spectrum::purple
