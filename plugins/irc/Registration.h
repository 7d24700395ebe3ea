// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Introduces an account to a server: capabilities, password, nickname, until it is welcome or refused.
#pragma once

#include "Link.h"

namespace spectrum::irc
{

class Registration
{
public:
    static constexpr int mostNicknames = 6;

    enum class State : quint8 {
        Underway,
        Registered,
        Refused, // for good, until the user changes something
        Lost,    // the server sent us away; another attempt makes sense
    };

    Registration(Link &link, const Account &account) : m_link(link), m_account(account) {}

    void begin();
    void handle(const Line &line);
    [[nodiscard]] State state() const { return m_state; }
    // When refused or lost.
    [[nodiscard]] const Error &error() const { return m_error; }

private:
    void sendNickname();
    void handleCapabilities(const Line &line);
    void handleOffer(QByteArrayView names);
    void requestCapabilities();
    void endCapabilities();
    void handleNumeric(const Line &line);
    void handleNicknameRefusal(const Line &line);
    void handleWelcome(const Line &line);
    void handleError(const Line &line);
    void authenticate();
    void identify();
    void refuse(Error error);
    [[nodiscard]] bool wantsSasl() const;

    Link &m_link;
    const Account &m_account;
    Error m_error;
    Capabilities m_offered;
    int m_nicknamesTried = 0;
    State m_state = State::Underway;
    bool m_isAuthenticated = false;
};

} // namespace spectrum::irc
