// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// The Unix socket at which the host is administered.
#pragma once

#include "admin/AdminPeer.h"
#include "system/LockFile.h"

#include <spectrum/Result.h>

#include <vector>

namespace spectrum::core
{

// Only the host's own user and root can connect (mode 0600), and who connects is asked for it again. The
// socket of a host that died is replaced, one that somebody listens to is not.
class AdminSocket : public QObject
{
    Q_OBJECT

public:
    static constexpr size_t maximumPeers = 8;

    // Every error is one sentence. The handler is called in this thread, for each request.
    [[nodiscard]] static Result<std::unique_ptr<AdminSocket>> listen(const QString &path, Clock &clock,
                                                                     AdminPeer::Handler handler);
    // Takes the socket away.
    ~AdminSocket() override;

private:
    struct Place {
        QString path = {};
        system::LockFile lock;
        system::FileDescriptor file;
    };

    AdminSocket(Place place, Clock &clock, AdminPeer::Handler handler);
    void accept();
    void forget(AdminPeer *peer);

    Place m_place;
    Clock &m_clock;
    AdminPeer::Handler m_handler;
    QSocketNotifier m_notifier;
    std::vector<std::unique_ptr<AdminPeer>> m_peers;
};

} // namespace spectrum::core
