// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Remembers the question that a network asks in the middle of a login, and tells the user of it.
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

    explicit LoginSteps(Service &service) : m_service(service) {}

    void handleStep(const UserId &user, const LoginStep &step);
    void handleState(const UserId &user, const StateChanged &change);

    // Null when nothing is asked. Valid until the next event.
    [[nodiscard]] const LoginStep *find(const UserId &user) const;
    // Something is asked, or the network's word on an answer is waited for.
    [[nodiscard]] bool isUnderWay(const UserId &user) const
    {
        return m_steps.contains(user) || m_waiting.contains(user);
    }
    [[nodiscard]] static DialoguePage pageOf(const LoginStep &step);
    // The next question, or how the login ends that is about to begin.
    [[nodiscard]] QFuture<DialoguePage> follow(const UserId &user);
    // The next question, or how the login ended.
    [[nodiscard]] QFuture<DialoguePage> answer(const UserId &user, const Dialogue::Answers &answers);

private:
    struct Waiting;

    void tell(const UserId &user, const LoginStep &step);
    // True when somebody waited.
    bool finishWaiting(const UserId &user, const DialoguePage &page);

    Service &m_service;
    QHash<UserId, LoginStep> m_steps;
    QHash<UserId, std::shared_ptr<Waiting>> m_waiting;
};

} // namespace spectrum::xmpp
