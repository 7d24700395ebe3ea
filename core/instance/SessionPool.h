// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Owns the sessions of one instance: makes them, hears them, ends them.
#pragma once

#include "instance/UserSession.h"

#include <spectrum/Administration.h>
#include <spectrum/NetworkModule.h>

#include <QHash>
#include <QObject>

#include <array>
#include <atomic>

namespace spectrum::core
{

class FileDesk;
class MessageKeeper;
class Router;

// Hears what sessions come to. The session may be ended inside a call, but is not deleted before it returns.
class SessionWatcher
{
public:
    virtual void sessionStarted(UserSession &session) = 0;
    // After the frontend was told.
    virtual void sessionChanged(UserSession &session, const StateChanged &change) = 0;
    virtual void contactChanged(UserSession &session, const Contact &contact) = 0;
    // Before the frontend is told.
    virtual void stepRequired(UserSession &session) = 0;
    virtual void contactRemoved(UserSession &session, const ContactId &contact) = 0;
    // The session is out of the pool: a new one for the user may begin. After the frontend was told.
    virtual void sessionEnded(UserSession &session, const std::optional<Error> &error) = 0;

protected:
    ~SessionWatcher() = default;
};

class SessionPool : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds leaveTime{5000};
    static constexpr size_t heldCommands = 64;

    SessionPool(Network &network, Router &router, Clock &clock, SessionWatcher &watcher);
    ~SessionPool() override;

    // Messages wait there for sessions that are on their way; without one they are refused.
    void setKeeper(MessageKeeper *keeper) noexcept { m_keeper = keeper; }
    // Until then no file is taken.
    void setFiles(FileDesk *files) noexcept { m_files = files; }

    [[nodiscard]] UserSession *find(const UserId &user) const;
    [[nodiscard]] SessionState stateOf(const UserId &user) const;
    [[nodiscard]] qsizetype size() const noexcept { return m_sessions.size(); }
    [[nodiscard]] qsizetype count(SessionState state) const;
    [[nodiscard]] QList<SessionSummary> summaries() const;
    // Calls from a thread that is not ours; they were ignored.
    [[nodiscard]] quint64 threadMisconducts() const noexcept { return m_threadMisconducts; }

    // Phase::Preparing: nothing is asked of the network yet.
    UserSession &prepare(const UserId &user, const Presence &presence);
    // Makes the Session and logs in.
    void run(UserSession &session, Account account);
    void setPresence(UserSession &session, const Presence &presence);
    void execute(const UserId &user, const Command &command);
    // Polite; after leaveTime hard.
    void leave(UserSession &session, const QString &text);
    // At once: the session's orders fail with the error and the frontend is told the state.
    void end(UserSession &session, SessionState state, const std::optional<Error> &error);

    void leaveAll(const QString &text);
    void endAll();

Q_SIGNALS:
    // The last session has ended.
    void emptied();

private:
    friend struct UserSession;

    void hear(UserSession &session, Event &&event);
    void hearState(UserSession &session, const StateChanged &change);
    void takeFile(UserSession &session, const FileReceived &file);
    void watchContacts(UserSession &session, const Event &event);
    void bury(UserSession &session);
    void deleteEnded();
    [[nodiscard]] bool keeps(UserSession &session, const Command &command);
    void executePreparing(UserSession &session, const Command &command);
    void setState(UserSession &session, SessionState state);
    [[nodiscard]] std::vector<UserSession *> all() const;

    Network &m_network;
    Router &m_router;
    Clock &m_clock;
    SessionWatcher &m_watcher;
    MessageKeeper *m_keeper = nullptr;
    FileDesk *m_files = nullptr;
    QHash<UserId, UserSession *> m_sessions;
    std::vector<UserSession *> m_ended;
    std::array<qsizetype, 5> m_counts{};
    std::atomic<quint64> m_threadMisconducts = 0;
};

} // namespace spectrum::core
