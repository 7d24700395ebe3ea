// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Carries out the requests that are for the host as a whole, and gives the others to whom they are for.
#pragma once

#include "admin/AdministeredHost.h"
#include "admin/UserCommands.h"

#include <QObject>

namespace spectrum::core
{

class AdminCommands : public QObject
{
    Q_OBJECT

public:
    // The host outlives it.
    explicit AdminCommands(AdministeredHost &host);

    // Answers at once or later; what takes long goes on beside everything else.
    void carryOut(const AdminRequestPointer &request);

private:
    using Function = void (AdminCommands::*)(const AdminRequestPointer &);

    [[nodiscard]] static Function find(const QString &command);
    void status(const AdminRequestPointer &request);
    void statistics(const AdminRequestPointer &request);
    void sessionHosts(const AdminRequestPointer &request);
    void reload(const AdminRequestPointer &request);
    void setLogLevel(const AdminRequestPointer &request);
    void rotateKey(const AdminRequestPointer &request);
    void backUp(const AdminRequestPointer &request);
    void stop(const AdminRequestPointer &request);

    AdministeredHost &m_host;
    UserCommands m_users;
};

} // namespace spectrum::core
