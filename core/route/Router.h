// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Carries events to the frontend and commands to sessions, and sees to it that every order has one outcome.
#pragma once

#include "route/Lane.h"

#include <spectrum/FrontendModule.h>

namespace spectrum::core
{

// Calls are direct: a message costs no allocation and no turn of the event loop here.
class Router
{
public:
    struct Counts {
        quint64 events = 0;
        quint64 commands = 0;
        quint64 messagesFromUsers = 0;
        quint64 messagesToUsers = 0;
        quint64 repeatedMessages = 0;
        quint64 misconducts = 0;
    };

    explicit Router(InstanceId instance);

    // Until the frontend is set, and after it is gone, events go nowhere.
    void setFrontend(Frontend *frontend) noexcept { m_frontend = frontend; }
    // Open orders of one session; 0 = off.
    void setOrderLimit(size_t limit) noexcept { m_orderLimit = limit; }

    // An event of the lane's session. Dropped and counted: an outcome that nobody waits for; a message that
    // was told already.
    void deliver(Lane &lane, const Event &event);
    // False: it was refused here, which the user was told.
    bool carryOut(Lane &lane, Session &session, const Command &command);
    // The outcome of a command that no session got.
    void refuse(const UserId &user, const Command &command, const Error &error);
    // The session ends: every order that is open fails.
    void failOpenOrders(Lane &lane, const Error &error);
    // For events that are not a session's, such as the end of one that never said so.
    void tell(const UserId &user, const Event &event);
    // A session or the frontend broke the contract: counted, and logged once for each session.
    void reportMisconduct(Lane &lane, const char *what);

    [[nodiscard]] const Counts &counts() const noexcept { return m_counts; }

private:
    InstanceId m_instance;
    Frontend *m_frontend = nullptr;
    size_t m_orderLimit = 0;
    Counts m_counts;
};

} // namespace spectrum::core
