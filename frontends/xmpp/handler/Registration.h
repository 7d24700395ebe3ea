// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Answers requests for registration and for its end (XEP-0077).
#pragma once

#include "../IqDispatcher.h"
#include "RegistrationDesk.h"

namespace spectrum::xmpp
{

class Registration
{
public:
    Registration(Service &service, IqDispatcher &dispatcher, RegistrationDesk &desk);

private:
    [[nodiscard]] IqAnswer tellForm(const IqRequest &request);
    [[nodiscard]] IqAnswer change(const IqRequest &request);
    [[nodiscard]] IqAnswer whenDone(QFuture<RegistrationDesk::Refusal> done);

    Service &m_service;
    RegistrationDesk &m_desk;
};

} // namespace spectrum::xmpp
