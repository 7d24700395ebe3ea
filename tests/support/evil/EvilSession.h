// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// An account of the evil network: echoes messages, until its name tells it to do something else.
#pragma once

#include "Peek.h"

#include <spectrum/Account.h>
#include <spectrum/Session.h>

#include <QTimer>

namespace spectrum::evil
{

// The name is "DEED-MOMENT" and anything: "abort-login7" aborts at its login, "abort-order" when it is told
// "do it", "abort-timer" soon after the login, outside any call. Every other name does nothing wrong.
class EvilSession final : public Session
{
    Q_OBJECT

public:
    // Ways of being evil in calls that come later.
    struct Manners {
        bool isThrowing = false;
        bool isQuiet = false; // says nothing when it is told to leave
        bool isLate = false;  // talks on after its end
        bool isGrave = false; // aborts while it is deleted
    };

    EvilSession(Account account, EventSink &sink, const Prey &prey);
    ~EvilSession() override;

    void logIn(const Presence &presence) override;
    void logOut(const QString &text) override;
    void sendMessage(const SendMessage &order) override;
    void setPresence(const Presence &presence) override;
    void answerLoginStep(const AnswerLoginStep &answer) override;

    // For the deeds.
    [[nodiscard]] EventSink &sink() const noexcept { return m_sink; }
    [[nodiscard]] const Prey &prey() const noexcept { return m_prey; }
    [[nodiscard]] Manners &manners() noexcept { return m_manners; }
    // As if the contact had written it.
    void say(const QString &text);
    void beginStorm();

private:
    enum class Moment { Never, Login, Order, Timer };
    void actAt(Moment moment);
    void refuseByThrowing() const;
    void blow();

    Account m_account;
    EventSink &m_sink;
    const Prey &m_prey;
    Manners m_manners;
    void (*m_deed)(EvilSession &) = nullptr;
    Moment m_moment = Moment::Never;
    QTimer m_storm;
    int m_gusts = 0;
};

} // namespace spectrum::evil
