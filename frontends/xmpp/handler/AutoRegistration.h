// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Registers whoever comes without an account, where the operator wants it (registration.auto_register).
#pragma once

#include "RegistrationDesk.h"

namespace spectrum::xmpp
{

class AutoRegistration
{
public:
    // Called when it did not work, or is not wanted: the login is refused with that.
    using Refused = std::function<void(User &user, const Error &error)>;

    AutoRegistration(Service &service, RegistrationDesk &desk) : m_service(service), m_desk(desk) {}

    // After a login that could not begin.
    void handleRefused(User &user, const Error &error, const Refused &refused);

private:
    Service &m_service;
    RegistrationDesk &m_desk;
};

} // namespace spectrum::xmpp
