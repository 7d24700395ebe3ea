// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "isolate/HostedSession.h"

#include "isolate/Wire.h"
#include "route/Outbox.h"

#include <spectrum/Codec.h>
#include <spectrum/Dispatch.h>
#include <spectrum/Log.h>

SPECTRUM_LOG_CATEGORY(logHosted, "spectrum.sessionhost")

namespace spectrum::core
{

namespace
{

Error brokenModule()
{
    return {ErrorKind::Internal,
            QStringLiteral("Something went wrong inside the gateway. Please log in again."),
            QStringLiteral("the module threw an exception or made no session")};
}

Error floodOfEvents()
{
    return {ErrorKind::RateLimited,
            QStringLiteral("The network sent far more than the gateway can pass on, so you were logged out. "
                           "Log in again later.")};
}

} // namespace

HostedSession::HostedSession(quint32 number, FrameLink &link, ActivityMark &mark, Clock &clock)
    : m_number(number), m_link(link), m_mark(mark), m_pacer(number, link, clock)
{
}

HostedSession::~HostedSession()
{
    m_hasEnded = true;
    const ActivityScope scope(m_mark, m_number);
    m_session.reset();
}

// False when the module let an exception out.
template <typename Call>
void HostedSession::guarded(const Call &call)
{
    const ActivityScope scope(m_mark, m_number);
    try {
        call();
    } catch (...) {
        report("the module threw an exception");
        fail(brokenModule());
    }
}

void HostedSession::open(Network &network, Account account)
{
    guarded([&] { m_session = network.createSession(std::move(account), *this); });
    if (!m_session)
        fail(brokenModule());
}

void HostedSession::logIn(const Presence &presence)
{
    if (m_session)
        guarded([&] { m_session->logIn(presence); });
}

void HostedSession::execute(const Command &command)
{
    // Its host will hear, or has heard, that the session has ended, and fails what is open by itself.
    if (!m_session || m_hasEnded)
        return;
    guarded([&] {
        const Result<void> done = dispatch(*m_session, command);
        if (done)
            return;
        if (const std::optional<Event> outcome = failureOf(command, done.error()))
            handleEvent(Event(*outcome));
    });
}

void HostedSession::logOut(const QString &text)
{
    if (m_session)
        guarded([&] { m_session->logOut(text); });
}

void HostedSession::handleEvent(Event &&event)
{
    if (QThread::currentThread() != m_thread) {
        if (!m_isThreadReported.exchange(true))
            qCWarning(logHosted, "A module called back from another thread: ignored. Its sessions may hang.");
        return;
    }
    if (m_hasEnded) {
        report("an event after the end of the session");
        return;
    }
    if (const auto *change = std::get_if<StateChanged>(&event))
        m_hasEnded = change->state == SessionState::Offline || change->state == SessionState::Failed;
    m_mark.setLast(m_number);
    const QByteArray frame = codec::encode(event);
    if (frame.size() > codec::maximumFrameSize) {
        report("an event that is too large");
        // Nobody will see it, but its user hears of it.
        handleEvent(NoticeReceived{QStringLiteral(
            "The network sent something that is too large for the gateway; it cannot be shown.")});
    } else if (!m_pacer.send(frame) && !m_hasEnded)
        fail(floodOfEvents());
}

void HostedSession::fail(const Error &error)
{
    if (!m_hasEnded)
        handleEvent(StateChanged{.state = SessionState::Failed, .error = error});
}

void HostedSession::report(const char *what)
{
    if (std::exchange(m_isReported, true))
        return;
    m_link.send(wire::Misconduct, m_number, QByteArrayView(what));
}

} // namespace spectrum::core
