// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "ActionDialogues.h"

#include "../ErrorMap.h"
#include "../handler/LoginSteps.h"
#include "../handler/OfferedActions.h"
#include "Asking.h"

namespace spectrum::xmpp
{

namespace
{

QString title()
{
    return QStringLiteral("Ask the network to do something");
}

QString actionKey()
{
    return QStringLiteral("action");
}

// First the choice, then whatever the network asks about it.
class ActionDialogue final : public Dialogue
{
public:
    ActionDialogue(Service &service, const OfferedActions &actions, LoginSteps &steps, UserId user)
        : m_service(service), m_actions(actions), m_steps(steps), m_user(std::move(user))
    {
    }

    QFuture<DialoguePage> begin() override
    {
        const QList<NetworkAction> offered = m_actions.find(m_user);
        if (offered.isEmpty())
            return asking::ready(
                asking::done(title(), QStringLiteral("The network offers nothing at the moment.")));
        Field choice{.key = actionKey(),
                     .label = QStringLiteral("Action"),
                     .type = FieldType::Choice,
                     .isRequired = true};
        for (const NetworkAction &action : offered) {
            choice.choiceValues.append(action.id);
            choice.choiceLabels.append(action.title);
        }
        return asking::ready({.title = title(), .fields = {choice}});
    }

    QFuture<DialoguePage> answer(const Answers &answers) override
    {
        if (m_isBegun)
            return m_steps.answer(m_user, m_shown, answers);
        m_isBegun = true;
        const RequestId request = m_service.host.nextRequest();
        QFuture<DialoguePage> page = m_steps.follow(m_user, m_shown);
        m_service.order(
            m_user, request, RunAction{.request = request, .id = answers.value(actionKey())},
            [&steps = m_steps, user = m_user](const std::optional<Error> &error, const QList<Room> &) {
                if (error)
                    steps.finishFollowing(user, asking::failed(title(), toStanzaError(*error).text));
            });
        return page;
    }

private:
    Service &m_service;
    const OfferedActions &m_actions;
    LoginSteps &m_steps;
    UserId m_user;
    LoginSteps::Shown m_shown = LoginSteps::makeShown();
    bool m_isBegun = false;
};

} // namespace

QList<DialogueKind> actionDialogues(Service &service, const OfferedActions &actions, LoginSteps &steps)
{
    return {{.name = QStringLiteral("actions"),
             .title = title(),
             .audience = DialogueKind::Audience::Registered,
             .create = [&service, &actions, &steps](const UserId &user) -> std::unique_ptr<Dialogue> {
                 return std::make_unique<ActionDialogue>(service, actions, steps, user);
             }}};
}

} // namespace spectrum::xmpp
