// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Carries out the requests that are about the users of an instance.
#pragma once

#include "admin/AdminRequest.h"
#include "admin/AdministeredHost.h"

#include <spectrum/Result.h>

#include <QObject>

#include <memory>

namespace spectrum::core
{

using AdminRequestPointer = std::shared_ptr<AdminRequest>;

class UserCommands : public QObject
{
    Q_OBJECT

public:
    // So many users in one answer; "more" tells whether to ask again, "after" the last of them.
    static constexpr int page = 500;

    // The host outlives it.
    explicit UserCommands(AdministeredHost &host) : m_host(host) {}

    // False: it is none of these.
    bool carryOut(const AdminRequestPointer &request);

private:
    // The one that the request names, or the only one there is.
    [[nodiscard]] Result<Instance *> instanceOf(const AdminRequest &request) const;
    void list(const AdminRequestPointer &request, Instance &instance);
    void listAll(const AdminRequestPointer &request, Instance &instance);
    void describe(const AdminRequestPointer &request, Instance &instance);
    void registerUser(const AdminRequestPointer &request, Instance &instance);
    void disconnectUser(const AdminRequestPointer &request, Instance &instance);
    void pardonUser(const AdminRequestPointer &request, Instance &instance);
    void unregisterUser(const AdminRequestPointer &request, Instance &instance);
    void sendMessage(const AdminRequestPointer &request, Instance &instance);

    AdministeredHost &m_host;
};

} // namespace spectrum::core
