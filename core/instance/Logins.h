// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Decides who gets a session: looks accounts up, paces logins and answers those who wait for one.
#pragma once

#include "instance/Answer.h"
#include "instance/Pacer.h"
#include "instance/SessionPool.h"

#include <deque>
#include <unordered_map>

namespace spectrum::core
{

class AccountBook;

class Logins : public QObject
{
    Q_OBJECT

public:
    // A network that neither accepts nor refuses for so long refuses.
    static constexpr std::chrono::seconds answerTime{60};
    // Somebody waits for the end of a registration: a network that is slower is asked without him.
    static constexpr std::chrono::seconds proofTime{15};
    // Logins of one user that wait for the end of another.
    static constexpr size_t waitingLogins = 8;

    Logins(SessionPool &pool, AccountBook &book, Clock &clock);

    // As FrontendHost says. The account's name is the network's spelling.
    QFuture<Result<void>> logIn(const UserId &user, const Presence &presence);
    QFuture<Result<void>> logInWith(Account account, const Presence &presence);
    void logOut(const UserId &user, const QString &text);

    // Logs in with an account that is to be kept if the network takes it; a session with another one makes
    // room for it. An error with a session that goes on (isHere()) decides nothing: the network was not
    // reached, was slow, or has a question.
    QFuture<Result<void>> prove(Account account);
    [[nodiscard]] bool isHere(const UserId &user) const
    {
        const UserSession *session = m_pool.find(user);
        return session != nullptr && session->phase != UserSession::Phase::Leaving;
    }
    // What the user's session shows of him; none = no session.
    [[nodiscard]] std::optional<Presence> presenceOf(const UserId &user) const
    {
        const UserSession *session = m_pool.find(user);
        return session ? std::optional(session->presence) : std::nullopt;
    }

    // The kept account changed: whoever runs with another one logs in again.
    void renew(const Account &account);
    // Logs the user out and lets nobody in until open() is called. Finishes when there is no session.
    QFuture<Result<void>> close(const UserId &user);
    void open(const UserId &user);
    // Nothing may be kept of the account any more.
    [[nodiscard]] bool isClosed(const UserId &user) const { return m_closed.contains(user); }

    void setRate(int loginsPerSecond) { m_pacer.setRate(loginsPerSecond); }
    void setDelay(std::chrono::seconds delay) { m_pacer.setGap(delay); }

    // What the pool tells its watcher.
    void sessionChanged(UserSession &session, const StateChanged &change);
    void sessionEnded(UserSession &session, const std::optional<Error> &error);
    void stepRequired(UserSession &session);

private:
    struct Login {
        UserId user;
        Presence presence;
        std::optional<Account> account = {}; // none: the one that is kept
        Answer<void> answer = {};
        bool isProof = false;
    };
    // What is undecided about a user who has a session in the pool.
    struct Attempt {
        UserSession *session = nullptr;
        std::optional<Account> account = {};
        std::vector<Answer<void>> answers = {}; // wait for the lookup, or for the network if isGiven
        std::deque<Login> waiting = {};         // wait for the end of this attempt
        std::vector<Answer<void>> closers = {}; // wait for the end of the session
        Clock::TimerId timer = 0;
        quint64 lookup = 0;
        bool isGiven = false; // came with its account
        bool isProof = false; // the account will be kept
    };

    void start(Login login);
    void startFirst(Login login);
    void join(UserSession &session, Login login);
    void wait(Login login);
    void lookUp(const UserId &user);
    void takeFound(const UserId &user, quint64 lookup, const Result<std::optional<Account>> &found);
    void startNow(const UserId &user);
    void refuseLate(const UserId &user);
    void startWaiting(const UserId &user);
    void refuseWaiting(const UserId &user, const Error &error);
    void finishAnswers(const UserId &user, const Result<void> &result);
    void forgetIfDecided(const UserId &user);
    void armTimer(Attempt &attempt);
    void armTimer(Attempt &attempt, std::chrono::seconds limit);
    void leaveUndecided(const UserId &user, const Error &error);
    [[nodiscard]] Attempt *find(const UserId &user);
    [[nodiscard]] Attempt &attemptOf(UserSession &session);

    SessionPool &m_pool;
    AccountBook &m_book;
    Clock &m_clock;
    Pacer m_pacer;
    std::unordered_map<UserId, Attempt> m_attempts;
    QSet<UserId> m_closed;
    quint64 m_lookups = 0;
};

} // namespace spectrum::core
