// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// The session of one user as the host knows it, from the wish to log in to its last word.
#pragma once

#include "instance/AccountPrint.h"
#include "route/Lane.h"

#include <spectrum/Clock.h>
#include <spectrum/Session.h>

#include <memory>

namespace spectrum::core
{

class SessionPool;

// One per user who is here, so it is kept small: the account is with the module's session only.
struct UserSession final : public EventSink {
    enum class Phase : quint8 {
        Preparing, // the account is looked up or waits for its turn; there is no Session yet
        Running,
        Leaving, // logOut() was called
        Ended,   // no longer in the pool; deleted with the next turn of the event loop
    };

    UserSession(SessionPool &owner, UserId user, const Presence &wanted)
        : pool(owner), lane{.user = std::move(user)}, presence(wanted)
    {
    }
    UserSession(const UserSession &) = delete;
    UserSession &operator=(const UserSession &) = delete;

    void handleEvent(Event &&event) override;

    [[nodiscard]] const UserId &user() const noexcept { return lane.user; }

    SessionPool &pool;
    Lane lane;
    // Phase::Preparing only: commands for when there is a Session.
    std::unique_ptr<std::vector<Command>> held;
    std::unique_ptr<Session> session;
    AccountPrint print;
    Presence presence;
    Clock::TimerId leaveTimer = 0;
    Phase phase = Phase::Preparing;
    SessionState state = SessionState::Offline;
    // By the pool's clock, for administrators.
    Clock::Moment since = {};
    // Why it waits; kept only while it does.
    std::unique_ptr<Error> trouble;
    bool wasOnline = false;
    // Came with an account of its own, which only the network can judge.
    bool isUnproven = false;
    // The keeper has messages of this user.
    bool hasWaiting = false;
};

} // namespace spectrum::core
