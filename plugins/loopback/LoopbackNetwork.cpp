// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "LoopbackNetwork.h"

#include "LoopbackSession.h"

#include <algorithm>

namespace spectrum::loopback
{

namespace
{

constexpr qsizetype longestName = 200;

// People may have a first and a last name.
bool isForbidden(QChar c)
{
    return c != u' ' && (c.isSpace() || !c.isPrint());
}

} // namespace

LoopbackNetwork::LoopbackNetwork(const Settings &settings, NetworkHost &host)
    : m_host(host),
      m_password(settings.secret(QStringLiteral("loopback.password"))),
      m_steps(settings.list(QStringLiteral("loopback.steps")))
{
}

QList<Field> LoopbackNetwork::accountFields() const
{
    return {Field{.key = QStringLiteral("username"),
                  .label = QStringLiteral("Name"),
                  .help = QStringLiteral("Any name that you like."),
                  .isRequired = true},
            Field{.key = QStringLiteral("password"),
                  .label = QStringLiteral("Password"),
                  .type = FieldType::Secret,
                  .isRequired = !m_password.isEmpty()}};
}

QList<Field> LoopbackNetwork::searchFields() const
{
    return {Field{.key = QStringLiteral("name"), .label = QStringLiteral("Name")}};
}

// Lower case alone is not stable for every character, so the outcome is made to be: a name that would change
// again is refused.
Result<QString> LoopbackNetwork::normalisedName(const QString &typed) const
{
    const QString name = typed.trimmed().toLower();
    const bool isValid = !name.isEmpty() && name.size() <= longestName &&
                         std::none_of(name.cbegin(), name.cend(), isForbidden) && name.isValidUtf16() &&
                         name.toLower() == name;
    if (!isValid)
        return Error{ErrorKind::InvalidInput, QStringLiteral("That is not a name in this network.")};
    return name;
}

Result<ContactId> LoopbackNetwork::contactId(const QString &typed) const
{
    Result<QString> name = normalisedName(typed);
    if (!name)
        return name.error();
    if (isRoomName(*name))
        return Error{ErrorKind::InvalidInput, QStringLiteral("That is the name of a room.")};
    return ContactId(std::move(name).value());
}

Result<RoomId> LoopbackNetwork::roomId(const QString &typed) const
{
    Result<QString> name = normalisedName(typed);
    if (!name)
        return name.error();
    if (!isRoomName(*name))
        return Error{ErrorKind::InvalidInput, QStringLiteral("The name of a room begins with #.")};
    return RoomId(std::move(name).value());
}

bool LoopbackNetwork::isRoomName(const QString &typed) const
{
    return typed.trimmed().startsWith(QLatin1Char('#'));
}

std::unique_ptr<Session> LoopbackNetwork::createSession(Account account, EventSink &sink)
{
    return std::make_unique<LoopbackSession>(*this, std::move(account), sink);
}

bool LoopbackNetwork::accepts(const Account &account) const
{
    return m_password.isEmpty() || m_password == account.secret;
}

} // namespace spectrum::loopback
