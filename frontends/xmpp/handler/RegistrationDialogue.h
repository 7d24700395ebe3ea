// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Registration, its end, and the questions of a login as conversations, for clients without forms.
#pragma once

#include "../Dialogue.h"
#include "LoginSteps.h"
#include "RegistrationDesk.h"

namespace spectrum::xmpp
{

// "register" and "unregister". What is given must live as long as the conversations.
[[nodiscard]] QList<DialogueKind> registrationDialogues(Service &service, RegistrationDesk &desk,
                                                        LoginSteps &steps);

// "login-step".
[[nodiscard]] QList<DialogueKind> loginStepDialogues(LoginSteps &steps);

class RegistrationDialogue final : public Dialogue
{
public:
    RegistrationDialogue(Service &service, RegistrationDesk &desk, LoginSteps &steps, UserId user)
        : m_service(service), m_desk(desk), m_steps(steps), m_user(std::move(user))
    {
    }

    [[nodiscard]] QFuture<DialoguePage> begin() override;
    [[nodiscard]] QFuture<DialoguePage> answer(const Answers &answers) override;

private:
    struct Course;

    Service &m_service;
    RegistrationDesk &m_desk;
    LoginSteps &m_steps;
    UserId m_user;
    // Shared with answers that are on their way when the conversation is cancelled.
    std::shared_ptr<Course> m_course;
};

} // namespace spectrum::xmpp
