// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// What administrators see of sessions that run in processes of their own, and may do about them.
#pragma once

#include <spectrum/Ids.h>
#include <spectrum/NetworkModule.h>

#include <QList>

namespace spectrum::core
{

struct SessionHostSummary {
    qint64 process = 0;
    qint64 sessions = 0;
    // The most it takes.
    qint64 capacity = 0;
    // Bytes that it has for itself.
    qint64 memory = 0;
    bool isReady = false;
};

// Implemented by a network of this kind beside what it is.
class IsolatedSessions
{
public:
    // Null when the sessions of the network run in this process.
    [[nodiscard]] static IsolatedSessions *of(Network &network)
    {
        return dynamic_cast<IsolatedSessions *>(&network);
    }

    [[nodiscard]] virtual QList<SessionHostSummary> sessionHosts() const = 0;
    // Who is kept out because their sessions made processes end.
    [[nodiscard]] virtual QList<UserId> parked() const = 0;
    // False: nothing is held against the user.
    virtual bool pardon(const UserId &user) = 0;

protected:
    ~IsolatedSessions() = default;
};

} // namespace spectrum::core
