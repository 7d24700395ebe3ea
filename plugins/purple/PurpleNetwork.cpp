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

namespace
{

QList<Field> plainFields()
{
    return {
        {.key = QStringLiteral("username"), .label = QStringLiteral("Name"), .isRequired = true},
        {.key = QStringLiteral("password"), .label = QStringLiteral("Password"), .type = FieldType::Secret}};
}

// What the administrator gave and the protocol does not understand has no effect; who registers is told.
Result<void> applyOptions(const ProtocolOptions &options, PurpleAccount *account, const Account &from,
                          const Settings &settings)
{
    QStringList wrong = options.apply(account, from.options, settings);
    const QStringList configured = wrong.filter(QStringLiteral("purple."));
    if (!configured.isEmpty())
        qCWarning(lcPurple).noquote() << "the protocol has no such value for" << configured.join(u", ");
    wrong.removeIf([&configured](const QString &label) { return configured.contains(label); });
    if (wrong.isEmpty())
        return {};
    return Error{ErrorKind::InvalidInput,
                 QStringLiteral("These settings do not fit: %1.").arg(wrong.join(QStringLiteral(", ")))};
}

// Keys of the section that neither this module nor the protocol has.
void tellUnknownKeys(const ProtocolOptions &options, const Settings &settings)
{
    const QString section = QStringLiteral("purple.");
    const QStringList own{QStringLiteral("purple.plugins_dir"), QStringLiteral("purple.cacerts_dir"),
                          QStringLiteral("purple.libpurple_dll_path")};
    QStringList names;
    for (const QString &key : settings.keys()) {
        if (key.startsWith(section) && settings.isGiven(key) && !own.contains(key))
            names.append(key.mid(section.size()));
    }
    const QStringList unknown = options.unknownAmong(names);
    if (!unknown.isEmpty())
        qCWarning(lcPurple).noquote() << "the protocol has no option" << logSafe(unknown.join(u", "));
}

} // namespace

PurpleNetwork::PurpleNetwork(const Settings &settings, NetworkHost &host)
    : m_settings(settings),
      m_host(host),
      m_protocol(settings.text(QStringLiteral("service.protocol"))),
      m_names(m_protocol)
{
}

QList<Field> PurpleNetwork::accountFields() const
{
    if (m_fields)
        return *m_fields;
    m_fields = plainFields();
    if (isAnyProtocol(m_protocol))
        return *m_fields;
    const Result<void> started = Library::start(m_settings);
    const Result<PurplePlugin *> plugin =
        started ? Library::protocol(m_protocol) : Result<PurplePlugin *>(started.error());
    if (plugin)
        m_fields = ProtocolOptions(*plugin).fields(m_settings);
    return *m_fields;
}

Result<QString> PurpleNetwork::normalisedName(const QString &typed) const
{
    if (!isAnyProtocol(m_protocol))
        return m_names.account(typed);
    const Result<ProtocolChoice> choice = chooseProtocol(m_protocol, typed);
    if (!choice)
        return choice.error();
    const Result<QString> name = NameRules(choice->protocol).account(choice->name);
    return name ? Result<QString>(choice->protocol + u'.' + *name) : name;
}

const NameRules &PurpleNetwork::namesOf(const QString &protocol)
{
    return protocol == m_protocol ? m_names : m_otherNames.try_emplace(protocol, protocol).first->second;
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

Result<PurpleAccount *> PurpleNetwork::makeAccount(const Account &account, const ProtocolChoice &choice) const
{
    if (const Result<void> started = Library::start(m_settings); !started)
        return started.error();
    const Result<PurplePlugin *> plugin = Library::protocol(choice.protocol);
    if (!plugin)
        return plugin.error();
    const ProtocolOptions options(*plugin);
    const QByteArray name = options.fullName(choice.name, account.options).toUtf8();
    // Not among libpurple's accounts: each that is added there is compared with all others.
    PurpleAccount *made = purple_account_new(name.constData(), choice.protocol.toUtf8().constData());
    purple_account_set_remember_password(made, FALSE);
    tellUnknownKeys(options, m_settings);
    if (const Result<void> applied = applyOptions(options, made, account, m_settings); !applied) {
        purple_accounts_delete(made);
        return applied.error();
    }
    ProxySettings(m_settings).apply(made);
    return made;
}

std::unique_ptr<Session> PurpleNetwork::createSession(Account account, EventSink &sink)
{
    const Result<ProtocolChoice> choice = chooseProtocol(m_protocol, account.name);
    const Result<PurpleAccount *> made =
        choice ? makeAccount(account, *choice) : Result<PurpleAccount *>(choice.error());
    if (!made) {
        qCWarning(lcPurple).noquote() << made.error().userText << made.error().detail;
        return std::make_unique<FailedSession>(made.error(), sink);
    }
    auto session = std::make_unique<PurpleSession>(*made, std::move(account.secret),
                                                   namesOf(choice->protocol), m_host, sink);
    // Only where somebody says so: settings that say nothing verify.
    if (m_settings.text(QStringLiteral("service.verify_certs")) == QLatin1String("0"))
        session->desk().setTrust(Desk::Trust::Everybody);
    return session;
}

} // namespace spectrum::purple
