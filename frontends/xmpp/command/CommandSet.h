// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// All that the service offers in steps: who may have which conversation, and the ways to have it.
#pragma once

#include "ChatWords.h"
#include "CommandEngine.h"
#include "CommandList.h"
#include "SettingRegistry.h"

namespace spectrum::xmpp
{

class AccountState;
class LoginSteps;
class OfferedActions;
class RegistrationDesk;

class CommandSet
{
public:
    struct Parts {
        AccountState &accounts;
        LoginSteps &steps;
        const OfferedActions &actions;
        RegistrationDesk &desk;
    };

    CommandSet(Service &service, IqDispatcher &dispatcher, const Parts &parts);

    // Where other parts add theirs, before the first user comes.
    [[nodiscard]] DialogueRegistry &dialogues() { return m_dialogues; }
    [[nodiscard]] SettingRegistry &settings() { return m_settings; }

    [[nodiscard]] const CommandList &list() const { return m_list; }
    [[nodiscard]] ChatWords &words() { return m_words; }

private:
    void addSettings(AccountState &accounts);

    Service &m_service;
    SettingRegistry m_settings;
    DialogueRegistry m_dialogues;
    Audience m_audience;
    CommandList m_list;
    CommandEngine m_engine;
    ChatWords m_words;
};

} // namespace spectrum::xmpp
