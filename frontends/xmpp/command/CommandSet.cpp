// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "CommandSet.h"

#include "../handler/AccountState.h"
#include "../handler/RegistrationDialogue.h"
#include "ActionDialogues.h"
#include "AdminDialogues.h"
#include "ContactDialogues.h"
#include "SessionDialogues.h"
#include "SettingsDialogue.h"

namespace spectrum::xmpp
{

CommandSet::CommandSet(Service &service, IqDispatcher &dispatcher, const Parts &parts)
    : m_service(service),
      m_audience(service),
      m_list(service, m_dialogues, m_audience),
      m_engine(service, dispatcher, m_dialogues, m_audience),
      m_words(service, m_dialogues, m_audience)
{
    const bool keepsAccounts = !service.isServer() && service.host.canKeepAccounts();
    if (keepsAccounts)
        m_dialogues.add(registrationDialogues(service, parts.desk, parts.steps));
    m_dialogues.add(loginStepDialogues(parts.steps));
    m_dialogues.add(actionDialogues(service, parts.actions, parts.steps));
    if (keepsAccounts)
        m_dialogues.add(sessionDialogues(service, parts.accounts, parts.steps));
    // Whoever stays connected in server mode must be able to end it, too.
    if (service.isServer() || service.host.canKeepAccounts()) {
        addSettings(parts.accounts);
        m_dialogues.add(settingsDialogue(service, m_settings));
    }
    m_dialogues.add(contactDialogues(service));
    m_dialogues.add(adminDialogues(service));
    m_dialogues.add(adminUserDialogues(service, parts.accounts, parts.desk));
}

void CommandSet::addSettings(AccountState &accounts)
{
    const auto standard = [](bool isOn) { return isOn ? QStringLiteral("1") : QStringLiteral("0"); };
    const auto add = [&](const QString &key, const QString &label, std::function<QString()> value) {
        m_settings.add({.field = {.key = key, .label = label, .type = FieldType::Boolean},
                        .standard = std::move(value),
                        .changed = [&accounts, key](const UserId &user, const QString &chosen) {
                            accounts.settingChanged(user, key, chosen);
                        }});
    };
    // In server mode a client that logs in is what connects, and one that logs out ends it.
    const bool isGateway = !m_service.isServer();
    if (isGateway)
        add(AccountState::enabledKey(), QStringLiteral("Connect me to the network"),
            [standard] { return standard(true); });
    add(AccountState::stayConnectedKey(), QStringLiteral("Stay connected when I am offline"),
        [this, standard] { return standard(m_service.options.staysConnected); });
    if (isGateway)
        add(AccountState::headlinesKey(), QStringLiteral("Get automatic messages as headlines"),
            [this, standard] { return standard(m_service.options.sendsHeadlines); });
}

} // namespace spectrum::xmpp
