// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "RegistrationDesk.h"

#include "../Stanzas.h"
#include "AccountState.h"
#include "ContactList.h"
#include "LoginSteps.h"

#include <QPromise>

namespace spectrum::xmpp
{

namespace
{

// Each is a connection to the server of the local accounts.
constexpr int maximumChecks = 16;

} // namespace

struct RegistrationDesk::Enrolment {
    Account account;
    QPromise<Refusal> promise = {};
    bool wasKnown = false;
    Clock::Moment asked = {};

    void finish(Refusal refusal)
    {
        promise.addResult(std::move(refusal));
        promise.finish();
    }
};

RegistrationForm RegistrationDesk::form() const
{
    return {m_service.host.network().accountFields(), m_service.options};
}

QFuture<RegistrationDesk::Refusal> RegistrationDesk::enrol(const UserId &user,
                                                           const QMap<QString, QString> &answers)
{
    const auto enrolment = std::make_shared<Enrolment>();
    enrolment->promise.start();
    enrolment->asked = m_service.host.clock().now();
    QFuture<Refusal> future = enrolment->promise.future();
    if (!m_service.options.policy.isAllowed(user.toString())) {
        enrolment->finish(notAllowed(QStringLiteral("This service is not open to your server.")));
        return future;
    }
    auto read = form().read(answers);
    if (auto *error = std::get_if<StanzaError>(&read)) {
        enrolment->finish(std::move(*error));
        return future;
    }
    enrolment->account = std::get<Account>(std::move(read));
    enrolment->account.user = user;
    if (Refusal refusal = complete(enrolment->account)) {
        enrolment->finish(std::move(refusal));
        return future;
    }
    vouch(enrolment, answers);
    return future;
}

RegistrationDesk::Refusal RegistrationDesk::complete(Account &account) const
{
    const Result<QString> wanted =
        m_service.options.registration.nameOf(account.name, account.user.toString());
    if (!wanted)
        return toStanzaError(wanted.error());
    const Result<QString> name = m_service.host.network().normalisedName(*wanted);
    if (!name)
        return toStanzaError(name.error());
    account.name = *name;
    return {};
}

void RegistrationDesk::vouch(const EnrolmentPointer &enrolment, const QMap<QString, QString> &answers)
{
    const RegistrationRules::LocalAccount &local = m_service.options.registration.localAccount();
    if (!local.isRequired) {
        store(enrolment);
        return;
    }
    if (m_openChecks >= maximumChecks) {
        enrolment->finish(resourceConstraint(
            QStringLiteral("Too many accounts are being checked at the moment. Try again later.")));
        return;
    }
    ++m_openChecks;
    auto *check = new LocalAccountCheck({.server = local.server, .timeout = local.timeout},
                                        {.username = answers.value(localUsernameField()),
                                         .secret = Secret::take(answers.value(localPasswordField()))},
                                        m_service.host.clock(), &m_service.context);
    check->begin([this, check, enrolment](const Result<void> &vouched) {
        --m_openChecks;
        check->deleteLater();
        if (vouched)
            store(enrolment);
        else
            enrolment->finish(toStanzaError(vouched.error()));
    });
}

void RegistrationDesk::store(const EnrolmentPointer &enrolment)
{
    const UserId user = enrolment->account.user;
    m_service.host.findAccount(user).then(
        &m_service.context, [this, user, enrolment](const Result<std::optional<AccountSummary>> &found) {
            enrolment->wasKnown = found && found->has_value();
            m_service.host.registerAccount(std::move(enrolment->account))
                .then(&m_service.context, [this, user, enrolment](const Result<void> &stored) {
                    enrolment->finish(stored ? Refusal() : toStanzaError(stored.error()));
                    if (stored)
                        afterAnswer([this, user, enrolment] { welcome(user, *enrolment); });
                });
        });
}

// A store that answers at once does so before anybody waits for it; clients hear of success first.
void RegistrationDesk::afterAnswer(std::function<void()> action)
{
    m_service.host.clock().schedule(std::chrono::milliseconds::zero(), &m_service.context, std::move(action));
}

void RegistrationDesk::welcome(const UserId &user, const Enrolment &enrolment)
{
    const QString to = user.toString();
    if (!enrolment.wasKnown) {
        m_service.door->send(to, stanzas::signal("subscribe", m_service.options.domain, to));
        notify("registered", user);
    }
    mentionSilence(user, enrolment.asked);
    m_accounts.retryLogIn(user);
    // The session that proved the account has nobody to serve; what it asks may still be answered, and a
    // quick client has begun to.
    if (!m_steps.isUnderWay(user))
        endUnattended(user);
    else
        m_service.host.clock().schedule(answerTime, &m_service.context,
                                        [this, user] { endUnattended(user); });
}

// Somebody who is there already may just be logging in, with an account that is proven or needs no proof.
void RegistrationDesk::mentionSilence(const UserId &user, Clock::Moment asked)
{
    const auto passed = m_service.host.clock().now() - asked;
    const bool isLoggingIn =
        m_service.users.find(user) && m_service.host.stateOf(user) == SessionState::Connecting;
    if (!isLoggingIn || passed >= patience) {
        tellSilence(user);
        return;
    }
    m_service.host.clock().schedule(std::chrono::ceil<std::chrono::milliseconds>(patience - passed),
                                    &m_service.context, [this, user] { tellSilence(user); });
}

void RegistrationDesk::tellSilence(const UserId &user)
{
    const SessionState state = m_service.host.stateOf(user);
    if (state != SessionState::Connecting && state != SessionState::Waiting)
        return;
    const QString to = user.toString();
    m_service.door->send(
        to, stanzas::chat(m_service.options.domain, to,
                          QStringLiteral("You are registered. %1 has not answered yet, so your name and "
                                         "password are still to be checked.")
                              .arg(m_service.host.networkName())));
}

void RegistrationDesk::endUnattended(const UserId &user)
{
    if (!m_service.users.find(user) && m_service.host.stateOf(user) != SessionState::Offline)
        m_service.host.logOut(user, {});
}

QFuture<RegistrationDesk::Refusal> RegistrationDesk::remove(const UserId &user)
{
    const auto promise = std::make_shared<QPromise<Refusal>>();
    promise->start();
    QFuture<Refusal> future = promise->future();
    const auto finish = [promise](Refusal refusal) {
        promise->addResult(std::move(refusal));
        promise->finish();
    };
    m_service.host.findAccount(user).then(
        &m_service.context, [this, user, finish](const Result<std::optional<AccountSummary>> &found) {
            if (!found || !*found) {
                finish(found ? registrationRequired() : toStanzaError(found.error()));
                return;
            }
            m_service.host.unregisterAccount(user).then(
                &m_service.context, [finish](const Result<void> &removed) {
                    finish(removed ? Refusal() : toStanzaError(removed.error()));
                });
        });
    return future;
}

QFuture<void> RegistrationDesk::prepareRemoval(const UserId &user)
{
    return m_contacts.sync().clear(user);
}

void RegistrationDesk::completeRemoval(const UserId &user)
{
    // What the user's list was told is not to be remembered again until then.
    if (User *known = m_service.users.find(user); known && known->sync)
        known->sync = std::make_shared<ContactSyncState>();
    afterAnswer([this, user] { forget(user); });
}

void RegistrationDesk::forget(const UserId &user)
{
    const QString to = user.toString();
    m_service.users.remove(user);
    m_accounts.forget(user);
    for (const char *type : {"unsubscribe", "unsubscribed", "unavailable"})
        m_service.door->send(to, stanzas::signal(type, m_service.options.domain, to));
    notify("unregistered", user);
}

void RegistrationDesk::notify(const char *what, const UserId &user)
{
    for (const QString &to : m_service.options.registration.notified()) {
        m_service.door->send(to, stanzas::chat(m_service.options.domain, to,
                                               QLatin1String(what) + QLatin1String(": ") + user.toString()));
    }
}

} // namespace spectrum::xmpp
