// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "RegistrationDialogue.h"

#include <QPromise>

namespace spectrum::xmpp
{

namespace
{

QFuture<DialoguePage> shown(const DialoguePage &page)
{
    QPromise<DialoguePage> promise;
    promise.start();
    promise.addResult(page);
    promise.finish();
    return promise.future();
}

bool isYes(const QString &answer)
{
    return answer == QLatin1String("1") || answer == QLatin1String("true");
}

class RemovalDialogue final : public Dialogue
{
public:
    RemovalDialogue(RegistrationDesk &desk, UserId user) : m_desk(desk), m_user(std::move(user)) {}

    QFuture<DialoguePage> begin() override
    {
        return shown({.title = title(),
                      .text = QStringLiteral("Your account, its contacts and its settings are forgotten."),
                      .fields = {{.key = QStringLiteral("confirm"),
                                  .label = QStringLiteral("Remove the registration"),
                                  .type = FieldType::Boolean,
                                  .isRequired = true,
                                  .defaultValue = QStringLiteral("0")}}});
    }

    QFuture<DialoguePage> answer(const Answers &answers) override
    {
        if (!isYes(answers.value(QStringLiteral("confirm"))))
            return shown({.title = title(), .text = QStringLiteral("Nothing was removed.")});
        return m_desk.remove(m_user).then([](const RegistrationDesk::Refusal &refusal) {
            if (refusal)
                return DialoguePage{
                    .title = title(), .text = refusal->text, .tone = DialoguePage::Tone::Error};
            return DialoguePage{.title = title(), .text = QStringLiteral("You are no longer registered.")};
        });
    }

private:
    static QString title() { return QStringLiteral("Unregister"); }

    RegistrationDesk &m_desk;
    UserId m_user;
};

class LoginStepDialogue final : public Dialogue
{
public:
    LoginStepDialogue(LoginSteps &steps, UserId user) : m_steps(steps), m_user(std::move(user)) {}

    QFuture<DialoguePage> begin() override
    {
        if (const std::optional<DialoguePage> page = m_steps.show(m_user, m_shown))
            return shown(*page);
        return shown({.title = QStringLiteral("Login"),
                      .text = QStringLiteral("The network asks nothing at the moment.")});
    }
    QFuture<DialoguePage> answer(const Answers &answers) override
    {
        return m_steps.answer(m_user, m_shown, answers);
    }

private:
    LoginSteps &m_steps;
    UserId m_user;
    LoginSteps::Shown m_shown = LoginSteps::makeShown();
};

} // namespace

struct RegistrationDialogue::Course {
    QList<Field> fields = {};
    bool isRegistered = false;
    LoginSteps::Shown step = LoginSteps::makeShown();
};

QFuture<DialoguePage> RegistrationDialogue::begin()
{
    m_course = std::make_shared<Course>();
    return m_service.host.findAccount(m_user).then(
        &m_service.context, [course = m_course, form = m_desk.form(), text = m_service.options.instructions](
                                const Result<std::optional<AccountSummary>> &found) {
            if (!found)
                return DialoguePage{.title = QStringLiteral("Register"),
                                    .text = toStanzaError(found.error()).text,
                                    .tone = DialoguePage::Tone::Error};
            course->fields = form.fields(*found);
            return DialoguePage{.title = QStringLiteral("Register"), .text = text, .fields = course->fields};
        });
}

QFuture<DialoguePage> RegistrationDialogue::answer(const Answers &answers)
{
    if (m_course->isRegistered)
        return m_steps.answer(m_user, m_course->step, answers);
    return m_desk.enrol(m_user, answers)
        .then(&m_service.context, [course = m_course, user = m_user, &steps = m_steps,
                                   &service = m_service](const RegistrationDesk::Refusal &refusal) {
            if (refusal)
                return DialoguePage{.title = QStringLiteral("Register"),
                                    .text = refusal->text,
                                    .fields = course->fields,
                                    .tone = DialoguePage::Tone::Error};
            course->isRegistered = true;
            if (const std::optional<DialoguePage> page = steps.show(user, course->step))
                return *page;
            return DialoguePage{
                .title = QStringLiteral("Register"),
                .text = QStringLiteral("You are registered with %1.").arg(service.host.networkName())};
        });
}

QList<DialogueKind> registrationDialogues(Service &service, RegistrationDesk &desk, LoginSteps &steps)
{
    using Audience = DialogueKind::Audience;
    return {{.name = QStringLiteral("register"),
             .title = QStringLiteral("Register or change the registration"),
             .audience = Audience::Everybody,
             .create = [&service, &desk, &steps](const UserId &user) -> std::unique_ptr<Dialogue> {
                 return std::make_unique<RegistrationDialogue>(service, desk, steps, user);
             }},
            {.name = QStringLiteral("unregister"),
             .title = QStringLiteral("Remove the registration"),
             .audience = Audience::Registered,
             .create = [&desk](const UserId &user) -> std::unique_ptr<Dialogue> {
                 return std::make_unique<RemovalDialogue>(desk, user);
             }}};
}

QList<DialogueKind> loginStepDialogues(LoginSteps &steps)
{
    return {{.name = QStringLiteral("login-step"),
             .title = QStringLiteral("Answer what the network asks"),
             .audience = DialogueKind::Audience::Registered,
             .create = [&steps](const UserId &user) -> std::unique_ptr<Dialogue> {
                 return std::make_unique<LoginStepDialogue>(steps, user);
             }}};
}

} // namespace spectrum::xmpp
