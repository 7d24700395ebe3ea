// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: LGPL-2.1-or-later
// What an administrator may see and do, through whichever door: a frontend's commands or the admin socket.
#pragma once

#include <spectrum/Error.h>
#include <spectrum/Events.h>
#include <spectrum/Ids.h>
#include <spectrum/Result.h>

#include <QDateTime>
#include <QStringList>

#include <optional>

namespace spectrum
{

// One session of the instance, now.
struct SessionSummary {
    UserId user = {};
    SessionState state = SessionState::Offline;
    // Why it is in this state, if it is trouble.
    std::optional<Error> error = {};
    // Since when, in UTC.
    QDateTime since = {};
    friend bool operator==(const SessionSummary &, const SessionSummary &) = default;
};

// Counts since the start of the instance, but for sessions, which are those of now.
struct Statistics {
    QString version = {};
    QDateTime startedAt = {};
    qint64 sessions = 0;
    qint64 onlineSessions = 0;
    quint64 messagesFromUsers = 0;
    quint64 messagesToUsers = 0;
    quint64 repeatedMessages = 0;
    // Events and orders that broke the contract and were dropped.
    quint64 misconducts = 0;
    // Resident memory of the whole process in bytes.
    qint64 memory = 0;
    friend bool operator==(const Statistics &, const Statistics &) = default;
};

// Implemented by the host, valid as long as the FrontendHost. Whether somebody is an administrator is for the
// caller to know: nothing here asks.
class Administration
{
public:
    [[nodiscard]] virtual QList<SessionSummary> sessions() const = 0;
    [[nodiscard]] virtual Statistics statistics() const = 0;
    // Reads the configuration again. Returns what to tell the administrator: mistakes, keys that need a
    // restart. InvalidInput: nothing was changed, and the text has the mistakes.
    virtual Result<QStringList> reload() = 0;
    // As logging.level and logging.rules say it, until the next reload. InvalidInput names what is wrong.
    virtual Result<void> setLogLevel(const QString &level, const QStringList &rules) = 0;

protected:
    ~Administration() = default;
};

} // namespace spectrum
