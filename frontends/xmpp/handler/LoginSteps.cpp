// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "LoginSteps.h"

#include "../ErrorMap.h"
#include "../Stanzas.h"

#include <QPromise>

#include <algorithm>

namespace spectrum::xmpp
{

namespace
{

DialoguePage endPage(const QString &text, DialoguePage::Tone tone = DialoguePage::Tone::Information)
{
    return {.title = QStringLiteral("Login"), .text = text, .tone = tone};
}

DialoguePage pageOf(const LoginStep &step)
{
    return {.title = step.title.isEmpty() ? QStringLiteral("Login") : step.title,
            .text = step.instructions,
            .fields = step.fields,
            .url = step.url,
            .image = step.image};
}

QString nameOf(const LoginStep &step)
{
    return step.title.isEmpty() ? QStringLiteral("A question") : step.title;
}

} // namespace

struct LoginSteps::Waiting {
    QPromise<DialoguePage> promise = {};
    quint64 timer = 0;
    Shown shown = {};
};

void LoginSteps::handleStep(const UserId &user, const LoginStep &step)
{
    (void)take(user, step.number);
    m_open[user].append(step);
    if (m_open[user].size() > mostOpen)
        giveUpOldest(user);
    if (!showWaiting(user, step))
        tell(user, step);
}

// The network gets its answer when the event loop turns: it may ask again while it takes it.
void LoginSteps::giveUpOldest(const UserId &user)
{
    const LoginStep oldest = m_open[user].takeFirst();
    say(user, QStringLiteral("%1: too many questions are open, so this one goes without an answer.")
                  .arg(nameOf(oldest)));
    QMetaObject::invokeMethod(
        &m_service.context,
        [&host = m_service.host, user, number = oldest.number] {
            host.execute(user, AnswerLoginStep{.number = number});
        },
        Qt::QueuedConnection);
}

void LoginSteps::handleWithdrawn(const UserId &user, const LoginStepWithdrawn &withdrawn)
{
    const QList<LoginStep> open = m_open.value(user);
    const auto step = std::ranges::find(open, withdrawn.number, &LoginStep::number);
    if (step == open.cend())
        return;
    (void)take(user, withdrawn.number);
    say(user, QStringLiteral("%1: the network needs no answer to this any more.").arg(nameOf(*step)));
}

void LoginSteps::handleState(const UserId &user, const StateChanged &change)
{
    if (change.state == SessionState::Connecting || (m_open.isEmpty() && m_waiting.isEmpty()))
        return;
    if (change.state == SessionState::Offline || change.state == SessionState::Failed)
        m_open.remove(user);
    // A session that made room for the next one.
    if (change.state == SessionState::Offline && !change.error)
        return;
    if (change.state == SessionState::Online)
        finishWaiting(user, endPage(QStringLiteral("Connected to %1.").arg(m_service.host.networkName())));
    else
        finishWaiting(user, endPage(toStanzaError(change.error.value_or(Error{ErrorKind::NotConnected})).text,
                                    DialoguePage::Tone::Error));
}

std::optional<DialoguePage> LoginSteps::show(const UserId &user, const Shown &shown)
{
    const auto open = m_open.find(user);
    if (open == m_open.end())
        return {};
    const LoginStep step = open->first();
    if (step.fields.isEmpty())
        open->move(0, open->size() - 1);
    *shown = step.number;
    return pageOf(step);
}

QFuture<DialoguePage> LoginSteps::follow(const UserId &user, const Shown &shown)
{
    finishWaiting(user, endPage(QStringLiteral("It was answered in another place.")));
    const auto waiting = std::make_shared<Waiting>();
    waiting->shown = shown;
    waiting->promise.start();
    QFuture<DialoguePage> future = waiting->promise.future();
    m_waiting.insert(user, waiting);
    const bool isOnline = m_service.host.stateOf(user) == SessionState::Online;
    waiting->timer = m_service.host.clock().schedule(
        isOnline ? onlineTime : answerTime, &m_service.context, [this, user, isOnline] {
            finishWaiting(
                user,
                endPage(isOnline ? QStringLiteral("Done. What the network says to it comes as a message.")
                                 : QStringLiteral("The network takes its time. A message tells "
                                                  "you when it has answered.")));
        });
    return future;
}

QFuture<DialoguePage> LoginSteps::answer(const UserId &user, const Shown &shown,
                                         const Dialogue::Answers &answers)
{
    const std::optional<quint32> number = std::exchange(*shown, std::nullopt);
    QFuture<DialoguePage> future = follow(user, shown);
    if (!number || !take(user, *number)) {
        finishWaiting(user, overtakenPage(user, shown));
        return future;
    }
    m_service.host.execute(user, AnswerLoginStep{.number = *number, .answers = answers});
    // Unless the network had its word at once.
    if (m_waiting.contains(user)) {
        if (const std::optional<DialoguePage> next = show(user, shown))
            finishWaiting(user, *next);
    }
    return future;
}

DialoguePage LoginSteps::overtakenPage(const UserId &user, const Shown &shown)
{
    std::optional<DialoguePage> next = show(user, shown);
    if (!next)
        return endPage(QStringLiteral("The network asks nothing at the moment."),
                       DialoguePage::Tone::Warning);
    next->text.prepend(QStringLiteral("That question is no longer open; your answer was not used.\n"));
    next->tone = DialoguePage::Tone::Warning;
    return *next;
}

bool LoginSteps::take(const UserId &user, quint32 number)
{
    const auto open = m_open.find(user);
    if (open == m_open.end() ||
        open->removeIf([number](const LoginStep &step) { return step.number == number; }) == 0)
        return false;
    if (open->isEmpty())
        m_open.erase(open);
    return true;
}

void LoginSteps::tell(const UserId &user, const LoginStep &step)
{
    QStringList parts{step.title, step.instructions, step.url.toString(QUrl::FullyEncoded)};
    if (!step.fields.isEmpty() || !step.image.isEmpty())
        parts.append(QStringLiteral("Answer with the command \"login-step\", or write: login-step"));
    if (const qsizetype open = m_open.value(user).size(); open > 1)
        parts.append(
            QStringLiteral("The network has %1 open questions; the oldest is shown first.").arg(open));
    parts.removeAll(QString());
    say(user, parts.join(u'\n'));
}

void LoginSteps::say(const UserId &user, const QString &text)
{
    const QString to = user.toString();
    m_service.door->send(to, stanzas::chat(m_service.options.domain, to, text));
}

bool LoginSteps::showWaiting(const UserId &user, const LoginStep &step)
{
    const std::shared_ptr<Waiting> waiting = m_waiting.value(user);
    if (!waiting)
        return false;
    *waiting->shown = step.number;
    return finishWaiting(user, pageOf(step));
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
