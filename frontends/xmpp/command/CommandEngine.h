// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Runs the conversations of the service as ad-hoc commands (XEP-0050).
#pragma once

#include "../IqDispatcher.h"
#include "Audience.h"
#include "DialogueRegistry.h"
#include "RunningDialogue.h"

#include <QPromise>

namespace spectrum::xmpp
{

class CommandEngine
{
public:
    static constexpr qsizetype sessionsOfUser = 10;
    static constexpr size_t maximumSessions = 1'000;

    CommandEngine(Service &service, IqDispatcher &dispatcher, const DialogueRegistry &registry,
                  const Audience &audience);

    [[nodiscard]] size_t sessionCount() const { return m_sessions.size(); }

private:
    using Promise = std::shared_ptr<QPromise<IqOutcome>>;
    struct Session {
        UserId user = {};
        // The full address: nobody else goes on with it.
        QString owner = {};
        QString node = {};
        const DialogueKind *kind = nullptr;
        RunningDialoguePointer dialogue = {};
        // Whoever waits for the next page.
        Promise waiting = {};
    };

    [[nodiscard]] IqAnswer answer(const IqRequest &request);
    [[nodiscard]] IqAnswer begin(const Incoming &incoming, const QString &node);
    [[nodiscard]] IqAnswer goOn(const IqRequest &request, const QString &action, const QString &id);
    [[nodiscard]] std::optional<StanzaError> refuseMore(const UserId &user) const;
    void open(Session session);
    [[nodiscard]] IqAnswer take(const QString &id, Session &session, const Element &command);
    void show(const QString &id, const DialoguePage &page);
    [[nodiscard]] IqAnswer cancel(const QString &id);
    void end(const QString &id);

    Service &m_service;
    const DialogueRegistry &m_registry;
    const Audience &m_audience;
    std::unordered_map<QString, Session> m_sessions;
    // The last ones that ended, so that those who come too late learn it.
    std::deque<QString> m_ended;
};

} // namespace spectrum::xmpp
