// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Remembers the questions that a network has asked a user, in a login or later, and tells the user of each.
#pragma once

#include "../Dialogue.h"
#include "../Service.h"

#include <spectrum/Events.h>

#include <QHash>

namespace spectrum::xmpp
{

class LoginSteps
{
public:
    // After an answer the network is waited for so long; what it says later comes as a message.
    static constexpr std::chrono::seconds answerTime{20};
    // The same of somebody who is connected: mostly there is nothing to wait for.
    static constexpr std::chrono::seconds onlineTime{2};
    // Of one user. For a newer one the oldest goes without an answer.
    static constexpr qsizetype mostOpen = 16;

    // Which question a conversation shows, so that an answer never goes to another one. Shared with pages
    // that are on their way.
    using Shown = std::shared_ptr<std::optional<quint32>>;

    explicit LoginSteps(Service &service) : m_service(service) {}

    [[nodiscard]] static Shown makeShown() { return std::make_shared<std::optional<quint32>>(); }

    void handleStep(const UserId &user, const LoginStep &step);
    void handleWithdrawn(const UserId &user, const LoginStepWithdrawn &withdrawn);
    void handleState(const UserId &user, const StateChanged &change);

    // Something is asked, or the network's word on an answer is waited for.
    [[nodiscard]] bool isUnderWay(const UserId &user) const
    {
        return m_open.contains(user) || m_waiting.contains(user);
    }
    // The oldest question that is open; nothing when none is. One that needs no answer here goes behind the
    // others then, so that it hides none of them.
    [[nodiscard]] std::optional<DialoguePage> show(const UserId &user, const Shown &shown);
    // The next question, or how the login ends that is about to begin.
    [[nodiscard]] QFuture<DialoguePage> follow(const UserId &user, const Shown &shown);
    // Ends what follow() began.
    void finishFollowing(const UserId &user, const DialoguePage &page) { finishWaiting(user, page); }
    // The next question, or how the login ended.
    [[nodiscard]] QFuture<DialoguePage> answer(const UserId &user, const Shown &shown,
                                               const Dialogue::Answers &answers);

private:
    struct Waiting;

    // False when it is not open.
    bool take(const UserId &user, quint32 number);
    void giveUpOldest(const UserId &user);
    void tell(const UserId &user, const LoginStep &step);
    void say(const UserId &user, const QString &text);
    [[nodiscard]] DialoguePage overtakenPage(const UserId &user, const Shown &shown);
    // True when somebody waited.
    bool finishWaiting(const UserId &user, const DialoguePage &page);
    bool showWaiting(const UserId &user, const LoginStep &step);

    Service &m_service;
    // The oldest first. Nobody's list is empty.
    QHash<UserId, QList<LoginStep>> m_open;
    QHash<UserId, std::shared_ptr<Waiting>> m_waiting;
};

} // namespace spectrum::xmpp
