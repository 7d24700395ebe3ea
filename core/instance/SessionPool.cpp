// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "instance/SessionPool.h"

#include "files/FileDesk.h"
#include "instance/MessageKeeper.h"
#include "route/Router.h"

#include <spectrum/Log.h>

#include <QThread>

SPECTRUM_LOG_CATEGORY(logSessions, "spectrum.sessions")

namespace spectrum::core
{

namespace
{

const Error &notConnected()
{
    static const Error error{ErrorKind::NotConnected,
                             QStringLiteral("You are not connected to this network.")};
    return error;
}

// Why the open orders of a session fail when it ends without saying why.
Error endOfSession(const std::optional<Error> &error)
{
    if (error)
        return *error;
    return {ErrorKind::ConnectionLost,
            QStringLiteral("The connection to the network ended before this was done.")};
}

Error moduleThrew()
{
    return {ErrorKind::Internal,
            QStringLiteral("Something went wrong inside the gateway. Please log in again."),
            QStringLiteral("the module threw an exception or made no session")};
}

// Calls into the module; false when it let an exception out.
template <typename Call>
bool guarded(const Call &call)
{
    try {
        call();
        return true;
    } catch (...) {
        return false;
    }
}

} // namespace

void UserSession::handleEvent(Event &&event)
{
    pool.hear(*this, std::move(event));
}

SessionPool::SessionPool(Network &network, Router &router, Clock &clock, SessionWatcher &watcher)
    : m_network(network), m_router(router), m_clock(clock), m_watcher(watcher)
{
}

SessionPool::~SessionPool()
{
    for (UserSession *session : all())
        bury(*session);
    deleteEnded();
}

UserSession *SessionPool::find(const UserId &user) const
{
    return m_sessions.value(user);
}

SessionState SessionPool::stateOf(const UserId &user) const
{
    const UserSession *session = find(user);
    if (session == nullptr)
        return SessionState::Offline;
    return session->phase == UserSession::Phase::Preparing ? SessionState::Connecting : session->state;
}

qsizetype SessionPool::count(SessionState state) const
{
    return m_counts[static_cast<size_t>(state)];
}

QList<SessionSummary> SessionPool::summaries() const
{
    const Clock::Moment now = m_clock.now();
    const QDateTime time = QDateTime::currentDateTimeUtc();
    QList<SessionSummary> summaries;
    summaries.reserve(m_sessions.size());
    for (const UserSession *session : m_sessions) {
        SessionSummary summary{.user = session->user(), .state = stateOf(session->user())};
        if (session->trouble)
            summary.error = *session->trouble;
        summary.since = time.addMSecs(
            std::chrono::duration_cast<std::chrono::milliseconds>(session->since - now).count());
        summaries.append(std::move(summary));
    }
    return summaries;
}

UserSession &SessionPool::prepare(const UserId &user, const Presence &presence)
{
    Q_ASSERT(!m_sessions.contains(user));
    auto *session = new UserSession(*this, user, presence);
    session->since = m_clock.now();
    m_sessions.insert(user, session);
    ++m_counts[static_cast<size_t>(session->state)];
    return *session;
}

void SessionPool::run(UserSession &session, Account account)
{
    session.print = AccountPrint(account);
    session.phase = UserSession::Phase::Running;
    setState(session, SessionState::Connecting);
    const bool isMade =
        guarded([&] { session.session = m_network.createSession(std::move(account), session); });
    if (!isMade || !session.session) {
        end(session, SessionState::Failed, moduleThrew());
        return;
    }
    m_watcher.sessionStarted(session);
    if (session.phase != UserSession::Phase::Running)
        return;
    if (!guarded([&] { session.session->logIn(session.presence); })) {
        end(session, SessionState::Failed, moduleThrew());
        return;
    }
    const std::unique_ptr<std::vector<Command>> held = std::move(session.held);
    if (!held)
        return;
    for (const Command &command : *held)
        execute(session.user(), command);
}

void SessionPool::setPresence(UserSession &session, const Presence &presence)
{
    session.presence = presence;
    if (session.phase != UserSession::Phase::Running)
        return;
    if (!guarded([&] { session.session->setPresence(presence); }))
        end(session, SessionState::Failed, moduleThrew());
}

void SessionPool::execute(const UserId &user, const Command &command)
{
    UserSession *session = find(user);
    if (session == nullptr || session->phase == UserSession::Phase::Leaving) {
        m_router.refuse(user, command, notConnected());
        return;
    }
    if (const auto *change = std::get_if<SetPresence>(&command))
        setPresence(*session, change->presence);
    else if ((session->hasWaiting || session->state != SessionState::Online) && keeps(*session, command))
        return;
    else if (session->phase == UserSession::Phase::Preparing)
        executePreparing(*session, command);
    else
        m_router.carryOut(session->lane, *session->session, command);
}

bool SessionPool::keeps(UserSession &session, const Command &command)
{
    const auto *order = std::get_if<SendMessage>(&command);
    return order != nullptr && m_keeper != nullptr && m_keeper->hold(session, *order);
}

// A room that is asked for right after the login must not be lost because the account is still looked up. A
// message would come out of place and time, so its writer hears at once that it was not sent.
void SessionPool::executePreparing(UserSession &session, const Command &command)
{
    if (std::holds_alternative<SendMessage>(command)) {
        m_router.refuse(session.user(), command, notConnected());
        return;
    }
    if (!session.held)
        session.held = std::make_unique<std::vector<Command>>();
    if (session.held->size() >= heldCommands) {
        m_router.refuse(
            session.user(), command,
            {ErrorKind::Overloaded, QStringLiteral("Too much is waiting for the login to finish.")});
        return;
    }
    session.held->push_back(command);
}

void SessionPool::leave(UserSession &session, const QString &text)
{
    if (session.phase == UserSession::Phase::Preparing) {
        end(session, SessionState::Offline, {});
        return;
    }
    if (session.phase != UserSession::Phase::Running)
        return;
    session.phase = UserSession::Phase::Leaving;
    session.leaveTimer = m_clock.schedule(leaveTime, this, [this, leaving = &session] {
        leaving->leaveTimer = 0;
        m_router.reportMisconduct(leaving->lane, "the session did not log out in time");
        end(*leaving, SessionState::Offline, {});
    });
    if (!guarded([&] { session.session->logOut(text); }))
        end(session, SessionState::Offline, {});
}

void SessionPool::end(UserSession &session, SessionState state, const std::optional<Error> &error)
{
    if (session.phase == UserSession::Phase::Ended)
        return;
    // The frontend may log the same user in again from inside its handleEvent(), so the session is gone
    // first.
    bury(session);
    if (const std::unique_ptr<std::vector<Command>> held = std::move(session.held)) {
        for (const Command &command : *held)
            m_router.refuse(session.user(), command, endOfSession(error));
    }
    m_router.failOpenOrders(session.lane, endOfSession(error));
    m_router.tell(session.user(), StateChanged{.state = state, .error = error});
    m_watcher.sessionEnded(session, error);
    if (m_sessions.isEmpty())
        Q_EMIT emptied();
}

void SessionPool::leaveAll(const QString &text)
{
    for (UserSession *session : all())
        leave(*session, text);
}

void SessionPool::endAll()
{
    for (UserSession *session : all())
        end(*session, SessionState::Offline, {});
}

void SessionPool::hear(UserSession &session, Event &&event)
{
    if (QThread::currentThread() != thread()) {
        if (m_threadMisconducts.fetch_add(1) == 0)
            qCWarning(logSessions,
                      "A module called back from another thread: ignored. Its sessions may hang.");
        return;
    }
    if (session.phase == UserSession::Phase::Ended) {
        m_router.reportMisconduct(session.lane, "an event after the end of the session");
        return;
    }
    if (const auto *change = std::get_if<StateChanged>(&event)) {
        hearState(session, *change);
        return;
    }
    if (session.hasWaiting) {
        const auto *delivery = std::get_if<DeliveryChanged>(&event);
        if (delivery != nullptr && m_keeper->hear(session, *delivery))
            return;
    }
    if (const auto *file = std::get_if<FileReceived>(&event)) {
        takeFile(session, *file);
        return;
    }
    watchContacts(session, event);
    m_router.deliver(session.lane, event);
}

// The user gets it also when the session has ended meanwhile.
void SessionPool::takeFile(UserSession &session, const FileReceived &file)
{
    if (m_files == nullptr) {
        m_router.reportMisconduct(session.lane, "a file where none are taken");
        return;
    }
    m_files->take(file, [this, user = session.user()](const MessageReceived &received) {
        m_router.tell(user, received);
    });
}

void SessionPool::hearState(UserSession &session, const StateChanged &change)
{
    if (change.state == SessionState::Offline || change.state == SessionState::Failed) {
        end(session, change.state, change.error);
        return;
    }
    setState(session, change.state);
    session.trouble = change.error ? std::make_unique<Error>(*change.error) : nullptr;
    session.wasOnline = session.wasOnline || change.state == SessionState::Online;
    m_router.tell(session.user(), change);
    if (session.phase != UserSession::Phase::Ended)
        m_watcher.sessionChanged(session, change);
}

void SessionPool::watchContacts(UserSession &session, const Event &event)
{
    if (const auto *changed = std::get_if<ContactChanged>(&event))
        m_watcher.contactChanged(session, changed->contact);
    else if (const auto *removed = std::get_if<ContactRemoved>(&event))
        m_watcher.contactRemoved(session, removed->contact);
    else if (std::holds_alternative<LoginStepRequired>(event))
        m_watcher.stepRequired(session);
}

// The Session may be on the stack above, so it lives until the event loop turns; its sink must live as long.
void SessionPool::bury(UserSession &session)
{
    --m_counts[static_cast<size_t>(session.state)];
    m_clock.cancel(session.leaveTimer);
    session.leaveTimer = 0;
    session.phase = UserSession::Phase::Ended;
    m_sessions.remove(session.user());
    if (m_ended.empty())
        QMetaObject::invokeMethod(this, &SessionPool::deleteEnded, Qt::QueuedConnection);
    m_ended.push_back(&session);
}

void SessionPool::deleteEnded()
{
    const std::vector<UserSession *> ended = std::exchange(m_ended, {});
    for (UserSession *session : ended)
        delete session;
}

void SessionPool::setState(UserSession &session, SessionState state)
{
    --m_counts[static_cast<size_t>(session.state)];
    ++m_counts[static_cast<size_t>(state)];
    session.state = state;
    session.since = m_clock.now();
}

std::vector<UserSession *> SessionPool::all() const
{
    return {m_sessions.cbegin(), m_sessions.cend()};
}

} // namespace spectrum::core
