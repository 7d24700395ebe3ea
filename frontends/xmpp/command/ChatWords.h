// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Runs the conversations of the service as lines of a chat with its address, for clients without commands.
#pragma once

#include "Audience.h"
#include "DialogueRegistry.h"
#include "RunningDialogue.h"

#include <unordered_map>

namespace spectrum::xmpp
{

class ChatWords
{
public:
    static constexpr size_t maximumChats = 1'000;

    ChatWords(Service &service, const DialogueRegistry &registry, const Audience &audience)
        : m_service(service), m_registry(registry), m_audience(audience)
    {
    }

    // From is where the user wrote it, so where the answer goes.
    void handle(const UserId &user, const QString &from, const QString &line);

private:
    struct Chat {
        QString from = {};
        const DialogueKind *kind = nullptr;
        // None while nobody knows yet whether it is for the user.
        RunningDialoguePointer dialogue = {};
        qsizetype question = 0;
        Dialogue::Answers answers = {};
        // Written while nobody could take them.
        std::deque<QString> lines = {};
    };

    void begin(const UserId &user, const QString &from, const QString &word);
    void open(const UserId &user, const Result<Audience::Standing> &standing);
    void take(const UserId &user, Chat &chat, const QString &line);
    void takeWaiting(const UserId &user);
    void show(const UserId &user, const DialoguePage &page);
    void end(const UserId &user, const QString &text);
    void help(const UserId &user, const QString &from);
    [[nodiscard]] QString writeHelp(const Audience::Standing &standing) const;
    void say(const QString &to, const QString &text);

    Service &m_service;
    const DialogueRegistry &m_registry;
    const Audience &m_audience;
    std::unordered_map<UserId, Chat> m_chats;
};

} // namespace spectrum::xmpp
