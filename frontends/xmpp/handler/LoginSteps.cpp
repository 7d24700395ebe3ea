// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "LoginSteps.h"

#include "../ErrorMap.h"
#include "../Stanzas.h"

#include <QPromise>

namespace spectrum::xmpp
{

namespace
{

DialoguePage endPage(const QString &text, DialoguePage::Tone tone = DialoguePage::Tone::Information)
{
    return {.title = QStringLiteral("Login"), .text = text, .tone = tone};
}

} // namespace

struct LoginSteps::Waiting {
    QPromise<DialoguePage> promise = {};
    quint64 timer = 0;
};

void LoginSteps::handleStep(const UserId &user, const LoginStep &step)
{
    m_steps.insert(user, step);
    if (!finishWaiting(user, pageOf(step)))
        tell(user, step);
}

void LoginSteps::handleState(const UserId &user, const StateChanged &change)
{
    if (change.state == SessionState::Connecting || (m_steps.isEmpty() && m_waiting.isEmpty()))
        return;
    m_steps.remove(user);
    // A session that made room for the next one.
    if (change.state == SessionState::Offline && !change.error)
        return;
    if (change.state == SessionState::Online)
        finishWaiting(user, endPage(QStringLiteral("Connected to %1.").arg(m_service.host.networkName())));
    else
        finishWaiting(user, endPage(toStanzaError(change.error.value_or(Error{ErrorKind::NotConnected})).text,
                                    DialoguePage::Tone::Error));
}

const LoginStep *LoginSteps::find(const UserId &user) const
{
    const auto found = m_steps.constFind(user);
    return found == m_steps.cend() ? nullptr : &*found;
}

DialoguePage LoginSteps::pageOf(const LoginStep &step)
{
    return {.title = step.title.isEmpty() ? QStringLiteral("Login") : step.title,
            .text = step.instructions,
            .fields = step.fields,
            .url = step.url,
            .image = step.image};
}

QFuture<DialoguePage> LoginSteps::follow(const UserId &user)
{
    finishWaiting(user, endPage(QStringLiteral("It was answered in another place.")));
    const auto waiting = std::make_shared<Waiting>();
    waiting->promise.start();
    QFuture<DialoguePage> future = waiting->promise.future();
    m_waiting.insert(user, waiting);
    waiting->timer = m_service.host.clock().schedule(answerTime, &m_service.context, [this, user] {
        finishWaiting(user, endPage(QStringLiteral("The network takes its time. A message tells you when it "
                                                   "has answered.")));
    });
    return future;
}

QFuture<DialoguePage> LoginSteps::answer(const UserId &user, const Dialogue::Answers &answers)
{
    QFuture<DialoguePage> future = follow(user);
    const auto step = m_steps.constFind(user);
    if (step == m_steps.cend()) {
        finishWaiting(user, endPage(QStringLiteral("The network asks nothing at the moment."),
                                    DialoguePage::Tone::Warning));
        return future;
    }
    const quint32 number = step->number;
    m_steps.erase(step);
    m_service.host.execute(user, AnswerLoginStep{.number = number, .answers = answers});
    return future;
}

void LoginSteps::tell(const UserId &user, const LoginStep &step)
{
    QStringList parts{step.title, step.instructions, step.url.toString(QUrl::FullyEncoded)};
    if (!step.fields.isEmpty() || !step.image.isEmpty())
        parts.append(QStringLiteral("Answer with the command \"login-step\", or write: login-step"));
    parts.removeAll(QString());
    const QString to = user.toString();
    m_service.door->send(to, stanzas::chat(m_service.options.domain, to, parts.join(u'\n')));
}

bool LoginSteps::finishWaiting(const UserId &user, const DialoguePage &page)
{
    const std::shared_ptr<Waiting> waiting = m_waiting.take(user);
    if (!waiting)
        return false;
    m_service.host.clock().cancel(waiting->timer);
    waiting->promise.addResult(page);
    waiting->promise.finish();
    return true;
}

} // namespace spectrum::xmpp
