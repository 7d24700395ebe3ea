// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Who may see the user's presence, and whom the user hears nothing from.
#pragma once

#include "Ties.h"

#include <spectrum/Commands.h>

#include <list>

namespace spectrum::purple
{

class Permissions
{
public:
    explicit Permissions(Ties &ties) : m_ties(ties) {}

    void answer(const AnswerAuthorisation &order);
    void setBlocked(const SetBlocked &order);
    // The network holds nobody back any more: the host says it again.
    void forget();

    struct Asked {
        const char *name;
        const char *alias;
        const char *text;
        PurpleAccountRequestAuthorizationCb grant;
        PurpleAccountRequestAuthorizationCb refuse;
        void *data;
    };
    // Returns libpurple's handle of the request.
    void *noteAsked(const Asked &asked);
    // Whether it was here.
    bool withdraw(const void *handle);

private:
    struct Open {
        ContactId contact;
        PurpleAccountRequestAuthorizationCb grant;
        PurpleAccountRequestAuthorizationCb refuse;
        void *data;
    };

    Ties &m_ties;
    std::list<Open> m_open;
};

} // namespace spectrum::purple
