// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "ErrorMap.h"

#include <QObject>

#include <array>

namespace spectrum::xmpp
{

namespace
{

struct Row {
    ErrorKind kind;
    const char *type;
    const char *condition;
    const char *text;
};

// In the order of ErrorKind, so that the kind is the index.
constexpr std::array rows{
    Row{ErrorKind::Internal, "wait", "internal-server-error", "Something went wrong in the gateway."},
    Row{ErrorKind::InvalidInput, "modify", "not-acceptable", "That makes no sense to the network."},
    Row{ErrorKind::NotFound, "cancel", "item-not-found", "There is nothing by that name."},
    Row{ErrorKind::NotAllowed, "cancel", "not-allowed", "That is not allowed."},
    Row{ErrorKind::NotRegistered, "auth", "registration-required", "Register with this service first."},
    Row{ErrorKind::NotConnected, "wait", "recipient-unavailable", "You are not connected to the network."},
    Row{ErrorKind::WrongCredentials, "auth", "not-authorized",
        "The network refused the name or the password."},
    Row{ErrorKind::NameInUse, "cancel", "conflict", "Somebody else has that name."},
    Row{ErrorKind::Banned, "auth", "forbidden", "You are banned from there."},
    Row{ErrorKind::PasswordRequired, "auth", "not-authorized", "The right password is needed to enter."},
    Row{ErrorKind::MembersOnly, "auth", "registration-required", "Only invited people may enter."},
    Row{ErrorKind::RoomFull, "wait", "service-unavailable", "The room is full."},
    Row{ErrorKind::NotInRoom, "modify", "not-acceptable", "You are not in that room."},
    Row{ErrorKind::Unsupported, "cancel", "feature-not-implemented", "The network cannot do that."},
    Row{ErrorKind::TooLarge, "modify", "policy-violation", "That is too large."},
    Row{ErrorKind::RateLimited, "wait", "resource-constraint", "That was too much at once; try again later."},
    Row{ErrorKind::Overloaded, "wait", "resource-constraint", "The gateway is too busy; try again later."},
    Row{ErrorKind::Unreachable, "wait", "remote-server-not-found", "The network cannot be reached."},
    Row{ErrorKind::Untrusted, "cancel", "remote-server-not-found",
        "The network's certificate is not trusted."},
    Row{ErrorKind::ConnectionLost, "wait", "remote-server-timeout",
        "The connection to the network was lost."},
    Row{ErrorKind::TimedOut, "wait", "remote-server-timeout", "The network did not answer in time."},
    Row{ErrorKind::Conflict, "cancel", "conflict", "Something else took its place."},
    Row{ErrorKind::StorageFailed, "wait", "internal-server-error", "It could not be saved."},
};

constexpr bool isInOrder()
{
    for (size_t index = 0; index < rows.size(); ++index) {
        if (static_cast<size_t>(rows[index].kind) != index)
            return false;
    }
    return rows.size() == static_cast<size_t>(ErrorKind::StorageFailed) + 1;
}
static_assert(isInOrder(), "one row for each ErrorKind, in its order");

} // namespace

StanzaError toStanzaError(const Error &error)
{
    const size_t index = static_cast<size_t>(error.kind);
    const Row &row = rows[index < rows.size() ? index : 0];
    return {row.type, row.condition,
            error.userText.isEmpty() ? QString::fromLatin1(row.text) : error.userText};
}

StanzaError badRequest(const QString &text)
{
    return {"modify", "bad-request", text};
}

StanzaError itemNotFound(const QString &text)
{
    return {"cancel", "item-not-found", text};
}

StanzaError serviceUnavailable(const QString &text)
{
    return {"cancel", "service-unavailable", text};
}

StanzaError featureNotImplemented(const QString &text)
{
    return {"cancel", "feature-not-implemented", text};
}

StanzaError registrationRequired()
{
    return toStanzaError({.kind = ErrorKind::NotRegistered});
}

StanzaError notAllowed(const QString &text)
{
    return {"cancel", "not-allowed", text};
}

StanzaError notAcceptable(const QString &text)
{
    return {"modify", "not-acceptable", text};
}

StanzaError jidMalformed(const QString &text)
{
    return {"modify", "jid-malformed", text};
}

StanzaError resourceConstraint(const QString &text)
{
    return {"wait", "resource-constraint", text};
}

} // namespace spectrum::xmpp
