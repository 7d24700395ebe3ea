// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "IrcNetwork.h"

#include "IrcSession.h"

namespace spectrum::irc
{

IrcNetwork::IrcNetwork(Options options, NetworkHost &host)
    : m_options(std::move(options)), m_host(host), m_names(m_options.casemapping)
{
}

QList<Field> IrcNetwork::accountFields() const
{
    return {{.key = QStringLiteral("username"),
             .label = QStringLiteral("Nickname"),
             .help = QStringLiteral("The name that others on IRC see."),
             .isRequired = true},
            {.key = QStringLiteral("password"),
             .label = QStringLiteral("Password"),
             .help = QStringLiteral("Only if the nickname is registered or the server asks for a password."),
             .type = FieldType::Secret}};
}

Result<QString> IrcNetwork::normalisedName(const QString &typed) const
{
    return m_names.nickname(typed);
}

Result<ContactId> IrcNetwork::contactId(const QString &typed) const
{
    return m_names.contactId(typed);
}

Result<RoomId> IrcNetwork::roomId(const QString &typed) const
{
    return m_names.roomId(typed);
}

bool IrcNetwork::isRoomName(const QString &typed) const
{
    return NameRules::isChannel(typed.trimmed());
}

std::unique_ptr<Session> IrcNetwork::createSession(Account account, EventSink &sink)
{
    return std::make_unique<IrcSession>(std::move(account),
                                        IrcSession::Surroundings{m_options, m_host, m_queue, sink});
}

} // namespace spectrum::irc
