// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "PurpleNetwork.h"

#include "FailedSession.h"
#include "Library.h"
#include "LogCategories.h"
#include "PurpleSession.h"

namespace spectrum::purple
{

PurpleNetwork::PurpleNetwork(const Settings &settings, NetworkHost &host)
    : m_settings(settings), m_host(host), m_names(settings.text(QStringLiteral("service.protocol")))
{
}

QList<Field> PurpleNetwork::accountFields() const
{
    return {
        {.key = QStringLiteral("username"), .label = QStringLiteral("Name"), .isRequired = true},
        {.key = QStringLiteral("password"), .label = QStringLiteral("Password"), .type = FieldType::Secret}};
}

Result<QString> PurpleNetwork::normalisedName(const QString &typed) const
{
    return m_names.account(typed);
}

Result<ContactId> PurpleNetwork::contactId(const QString &typed) const
{
    return m_names.contact(typed);
}

Result<RoomId> PurpleNetwork::roomId(const QString &typed) const
{
    return m_names.room(typed);
}

bool PurpleNetwork::isRoomName(const QString &typed) const
{
    return m_names.isRoom(typed);
}

std::unique_ptr<Session> PurpleNetwork::createSession(Account account, EventSink &sink)
{
    const Result<void> started = Library::start();
    const Result<PurplePlugin *> plugin =
        started ? Library::protocol(m_names.protocol()) : Result<PurplePlugin *>(started.error());
    if (!plugin) {
        qCWarning(lcPurple).noquote() << plugin.error().userText << plugin.error().detail;
        return std::make_unique<FailedSession>(plugin.error(), sink);
    }
    // Not among libpurple's accounts: each that is added there is compared with all others.
    PurpleAccount *made =
        purple_account_new(account.name.toUtf8().constData(), m_names.protocol().toUtf8().constData());
    purple_account_set_remember_password(made, FALSE);
    return std::make_unique<PurpleSession>(made, std::move(account.secret), m_names, m_host, sink);
}

} // namespace spectrum::purple
