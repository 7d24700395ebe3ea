// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "PurpleNetwork.h"

#include "FailedSession.h"
#include "Library.h"
#include "LogCategories.h"
#include "ProtocolChoice.h"
#include "ProtocolOptions.h"
#include "ProxySettings.h"
#include "PurpleSession.h"

namespace spectrum::purple
{

PurpleNetwork::PurpleNetwork(const Settings &settings, NetworkHost &host)
    : m_settings(settings), m_host(host), m_names(settings.text(QStringLiteral("service.protocol")))
{
}

QList<Field> PurpleNetwork::accountFields() const
{
    if (!isAnyProtocol(m_names.protocol()) && Library::start()) {
        if (const Result<PurplePlugin *> plugin = Library::protocol(m_names.protocol()))
            return ProtocolOptions(*plugin).fields(m_settings);
    }
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

Result<PurpleAccount *> PurpleNetwork::makeAccount(const Account &account) const
{
    const Result<ProtocolChoice> choice = chooseProtocol(m_names.protocol(), account.name);
    if (!choice)
        return choice.error();
    if (const Result<void> started = Library::start(); !started)
        return started.error();
    const Result<PurplePlugin *> plugin = Library::protocol(choice->protocol);
    if (!plugin)
        return plugin.error();
    const ProtocolOptions options(*plugin);
    const QByteArray name = options.fullName(choice->name, account.options).toUtf8();
    // Not among libpurple's accounts: each that is added there is compared with all others.
    PurpleAccount *made = purple_account_new(name.constData(), choice->protocol.toUtf8().constData());
    purple_account_set_remember_password(made, FALSE);
    const QStringList unfit = options.apply(made, account.options, m_settings);
    if (!unfit.isEmpty())
        qCWarning(lcPurple).noquote() << "options with values that do not fit:" << unfit.join(u',');
    ProxySettings(m_settings).apply(made);
    return made;
}

std::unique_ptr<Session> PurpleNetwork::createSession(Account account, EventSink &sink)
{
    const Result<PurpleAccount *> made = makeAccount(account);
    if (!made) {
        qCWarning(lcPurple).noquote() << made.error().userText << made.error().detail;
        return std::make_unique<FailedSession>(made.error(), sink);
    }
    auto session = std::make_unique<PurpleSession>(*made, std::move(account.secret), m_names, m_host, sink);
    if (!m_settings.isTrue(QStringLiteral("purple.verify_certificates")))
        session->desk().setTrust(Desk::Trust::Everybody);
    return session;
}

} // namespace spectrum::purple
