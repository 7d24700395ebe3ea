// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "instance/Logins.h"

#include "instance/AccountBook.h"

#include <algorithm>

namespace spectrum::core
{

using Phase = UserSession::Phase;

namespace
{

Error notRegistered()
{
    return {ErrorKind::NotRegistered, QStringLiteral("You are not registered here.")};
}

Error loggedOut()
{
    return {ErrorKind::NotConnected, QStringLiteral("The login was ended before it was finished.")};
}

Error noAnswer()
{
    return {ErrorKind::TimedOut, QStringLiteral("The network did not answer the login in time.")};
}

} // namespace

Logins::Logins(SessionPool &pool, AccountBook &book, Clock &clock)
    : m_pool(pool),
      m_book(book),
      m_clock(clock),
      m_pacer(clock, [this](const UserId &user) { startNow(user); })
{
}

QFuture<Result<void>> Logins::logIn(const UserId &user, const Presence &presence)
{
    Login login{.user = user, .presence = presence};
    const QFuture<Result<void>> future = login.answer.future();
    start(std::move(login));
    return future;
}

QFuture<Result<void>> Logins::logInWith(Account account, const Presence &presence)
{
    const UserId user = account.user;
    Login login{.user = user, .presence = presence, .account = std::move(account)};
    const QFuture<Result<void>> future = login.answer.future();
    start(std::move(login));
    return future;
}

QFuture<Result<void>> Logins::prove(Account account)
{
    const UserId user = account.user;
    UserSession *session = m_pool.find(user);
    Login login{.user = user,
                .presence = presenceOf(user).value_or(Presence{Availability::Online}),
                .account = std::move(account),
                .isProof = true};
    const QFuture<Result<void>> future = login.answer.future();
    if (session == nullptr) {
        start(std::move(login));
    } else if (session->phase == Phase::Running && session->state == SessionState::Online &&
               session->print == AccountPrint(*login.account)) {
        login.answer.finish({});
    } else {
        wait(std::move(login));
        m_pool.leave(*session, QStringLiteral("The account is being changed."));
    }
    return future;
}

void Logins::logOut(const UserId &user, const QString &text)
{
    UserSession *session = m_pool.find(user);
    if (session == nullptr)
        return;
    if (Attempt *attempt = find(user)) {
        // Somebody else who brought a secret of their own is still to be judged by it.
        std::deque<Login> kept;
        std::deque<Login> dropped;
        for (Login &login : std::exchange(attempt->waiting, {}))
            (login.account ? kept : dropped).push_back(std::move(login));
        attempt->waiting = std::move(kept);
        for (Login &login : dropped)
            login.answer.finish(loggedOut());
    }
    if (m_pool.find(user) == session)
        m_pool.leave(*session, text);
}

void Logins::renew(const Account &account)
{
    UserSession *session = m_pool.find(account.user);
    if (session == nullptr)
        return;
    Attempt *attempt = find(account.user);
    if (session->phase == Phase::Preparing && attempt != nullptr && !attempt->isGiven) {
        if (attempt->account)
            attempt->account = account;
        else
            lookUp(account.user);
    } else if (session->phase == Phase::Running && !(session->print == AccountPrint(account))) {
        wait({.user = account.user, .presence = session->presence});
        m_pool.leave(*session, QStringLiteral("The account was changed."));
    }
}

QFuture<Result<void>> Logins::close(const UserId &user)
{
    m_closed.insert(user);
    UserSession *session = m_pool.find(user);
    if (session == nullptr)
        return answered(Result<void>());
    Answer<void> closer;
    const QFuture<Result<void>> future = closer.future();
    attemptOf(*session).closers.push_back(std::move(closer));
    m_pool.leave(*session, QStringLiteral("The account was removed."));
    return future;
}

void Logins::open(const UserId &user)
{
    m_closed.remove(user);
}

void Logins::start(Login login)
{
    if (m_closed.contains(login.user)) {
        login.answer.finish(notRegistered());
        return;
    }
    UserSession *session = m_pool.find(login.user);
    // An attempt whose session is gone is just being wound up, somewhere above on the stack.
    if (session == nullptr && find(login.user) == nullptr)
        startFirst(std::move(login));
    else if (session == nullptr || session->phase == Phase::Leaving || (login.account && !session->wasOnline))
        wait(std::move(login));
    else
        join(*session, std::move(login));
}

void Logins::startFirst(Login login)
{
    const UserId user = login.user;
    UserSession &session = m_pool.prepare(user, login.presence);
    Attempt &attempt = attemptOf(session);
    attempt.answers.push_back(std::move(login.answer));
    attempt.isGiven = login.account.has_value();
    attempt.isProof = login.isProof;
    session.isUnproven = attempt.isGiven;
    if (!attempt.isGiven) {
        lookUp(user);
        return;
    }
    attempt.account = std::move(login.account);
    armTimer(attempt);
    m_pacer.admit(user);
}

// Somebody is here already: a kept account needs no proof, a given one is compared with the one in use.
void Logins::join(UserSession &session, Login login)
{
    Attempt *attempt = find(login.user);
    if (attempt != nullptr && attempt->isGiven && !login.account) {
        wait(std::move(login));
        return;
    }
    const bool isProven =
        !login.account || (!login.account->secret.isEmpty() && session.print == AccountPrint(*login.account));
    if (!isProven) {
        login.answer.finish(Error{ErrorKind::WrongCredentials, QStringLiteral("The password is wrong.")});
        return;
    }
    m_pool.setPresence(session, login.presence);
    attempt = find(login.user);
    if (session.phase == Phase::Preparing && attempt != nullptr && !attempt->account)
        attempt->answers.push_back(std::move(login.answer));
    else
        login.answer.finish({});
}

void Logins::wait(Login login)
{
    Attempt *attempt = find(login.user);
    if (attempt == nullptr)
        attempt = &attemptOf(*m_pool.find(login.user));
    if (attempt->waiting.size() >= waitingLogins) {
        login.answer.finish(Error{ErrorKind::Overloaded, QStringLiteral("Too many logins at once.")});
        return;
    }
    attempt->waiting.push_back(std::move(login));
    armTimer(*attempt);
}

void Logins::lookUp(const UserId &user)
{
    const quint64 lookup = ++m_lookups;
    find(user)->lookup = lookup;
    whenAnswered(m_book.findAccount(user), this,
                 [this, user, lookup](const Result<std::optional<Account>> &found) {
                     takeFound(user, lookup, found);
                 });
}

void Logins::takeFound(const UserId &user, quint64 lookup, const Result<std::optional<Account>> &found)
{
    Attempt *attempt = find(user);
    if (attempt == nullptr || attempt->lookup != lookup)
        return;
    if (!found || !*found) {
        const Error error = found ? notRegistered() : found.error();
        finishAnswers(user, error);
        if (UserSession *session = m_pool.find(user))
            m_pool.end(*session, SessionState::Offline, error);
        return;
    }
    attempt->account = **found;
    m_pacer.admit(user);
    // Those who asked have their answer now; what happens next arrives as state.
    finishAnswers(user, {});
    forgetIfDecided(user);
}

void Logins::startNow(const UserId &user)
{
    UserSession *session = m_pool.find(user);
    Attempt *attempt = find(user);
    if (session == nullptr || attempt == nullptr || !attempt->account)
        return;
    Account account = *std::exchange(attempt->account, {});
    if (!attempt->isGiven)
        finishAnswers(user, {});
    if (session->phase != Phase::Preparing)
        return;
    // Its turn may have come late: the network has its time from here on.
    if (attempt->isGiven && attempt->isProof)
        armTimer(*attempt, proofTime);
    m_pool.run(*session, std::move(account));
    forgetIfDecided(user);
}

void Logins::sessionChanged(UserSession &session, const StateChanged &change)
{
    const UserId user = session.user();
    Attempt *attempt = find(user);
    if (attempt == nullptr || attempt->session != &session)
        return;
    if (change.state == SessionState::Online) {
        attempt->isGiven = false;
        finishAnswers(user, {});
        startWaiting(user);
    } else if (change.state == SessionState::Waiting && !session.wasOnline) {
        const Error error = change.error.value_or(
            Error{ErrorKind::Unreachable, QStringLiteral("The network cannot be reached at the moment.")});
        if (attempt->isGiven && attempt->isProof) {
            leaveUndecided(user, error);
        } else if (attempt->isGiven) {
            // Nobody would hold a session that was never proven.
            finishAnswers(user, error);
            m_pool.leave(session, {});
        } else {
            refuseWaiting(user, error);
        }
    }
    forgetIfDecided(user);
}

void Logins::sessionEnded(UserSession &session, const std::optional<Error> &error)
{
    const auto found = m_attempts.find(session.user());
    if (found == m_attempts.end() || found->second.session != &session)
        return;
    Attempt attempt = std::move(found->second);
    m_attempts.erase(found);
    m_clock.cancel(attempt.timer);
    m_pacer.forget(session.user());
    for (Answer<void> &answer : attempt.answers)
        answer.finish(error.value_or(loggedOut()));
    for (Answer<void> &closer : attempt.closers)
        closer.finish({});
    for (Login &login : attempt.waiting)
        start(std::move(login));
}

void Logins::refuseLate(const UserId &user)
{
    Attempt *attempt = find(user);
    if (attempt == nullptr)
        return;
    attempt->timer = 0;
    if (attempt->isGiven && attempt->isProof) {
        leaveUndecided(user, noAnswer());
        refuseWaiting(user, noAnswer());
        forgetIfDecided(user);
        return;
    }
    const bool isUnproven = attempt->isGiven;
    refuseWaiting(user, noAnswer());
    if (isUnproven) {
        finishAnswers(user, noAnswer());
        if (UserSession *session = m_pool.find(user))
            m_pool.leave(*session, {});
    }
    forgetIfDecided(user);
}

void Logins::stepRequired(UserSession &session)
{
    const UserId user = session.user();
    const Attempt *attempt = find(user);
    if (attempt == nullptr || attempt->session != &session || !attempt->isGiven || !attempt->isProof)
        return;
    leaveUndecided(user, {ErrorKind::TimedOut, QStringLiteral("The network has a question first.")});
    forgetIfDecided(user);
}

// From here on it is a login like any other with a kept account.
void Logins::leaveUndecided(const UserId &user, const Error &error)
{
    Attempt *attempt = find(user);
    attempt->isGiven = false;
    attempt->session->isUnproven = false;
    finishAnswers(user, error);
    startWaiting(user);
}

void Logins::startWaiting(const UserId &user)
{
    if (Attempt *attempt = find(user)) {
        for (Login &login : std::exchange(attempt->waiting, {}))
            start(std::move(login));
    }
}

void Logins::refuseWaiting(const UserId &user, const Error &error)
{
    if (Attempt *attempt = find(user)) {
        for (Login &login : std::exchange(attempt->waiting, {}))
            login.answer.finish(error);
    }
}

void Logins::finishAnswers(const UserId &user, const Result<void> &result)
{
    if (Attempt *attempt = find(user)) {
        for (Answer<void> &answer : std::exchange(attempt->answers, {}))
            answer.finish(result);
    }
}

void Logins::forgetIfDecided(const UserId &user)
{
    const auto found = m_attempts.find(user);
    if (found == m_attempts.end())
        return;
    const Attempt &attempt = found->second;
    const bool isOpen = !attempt.answers.empty() || !attempt.waiting.empty() || !attempt.closers.empty() ||
                        attempt.account || attempt.session->phase == Phase::Preparing;
    if (isOpen)
        return;
    m_clock.cancel(attempt.timer);
    m_attempts.erase(found);
}

void Logins::armTimer(Attempt &attempt)
{
    if (attempt.timer == 0)
        armTimer(attempt, answerTime);
}

void Logins::armTimer(Attempt &attempt, std::chrono::seconds limit)
{
    m_clock.cancel(attempt.timer);
    attempt.timer =
        m_clock.schedule(limit, this, [this, user = attempt.session->user()] { refuseLate(user); });
}

Logins::Attempt *Logins::find(const UserId &user)
{
    const auto found = m_attempts.find(user);
    return found == m_attempts.end() ? nullptr : &found->second;
}

Logins::Attempt &Logins::attemptOf(UserSession &session)
{
    Attempt &attempt = m_attempts[session.user()];
    attempt.session = &session;
    return attempt;
}

} // namespace spectrum::core
