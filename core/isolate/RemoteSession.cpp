// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "isolate/RemoteSession.h"

#include "isolate/RemoteNetwork.h"

#include <spectrum/Codec.h>
#include <spectrum/Log.h>

SPECTRUM_LOG_CATEGORY(logRemoteSession, "spectrum.isolation")

namespace spectrum::core
{

namespace
{

// More than any login of an honest network, and more in the long run than anybody reads.
constexpr double mostEvents = 50000;
constexpr double eventsPerSecond = 6000;

Error notConnected()
{
    return {ErrorKind::NotConnected, QStringLiteral("You are not connected to this network.")};
}

} // namespace

RemoteSession::RemoteSession(RemoteNetwork &network, Account account, EventSink &sink,
                             Replay::Contacts contacts)
    : m_network(network),
      m_sink(sink),
      m_account(std::move(account)),
      m_replay(contacts),
      m_allowance(mostEvents),
      m_filledAt(network.clock().now())
{
}

RemoteSession::~RemoteSession()
{
    m_network.forget(*this);
    if (m_worker != nullptr)
        m_worker->release(m_number, user());
}

void RemoteSession::logIn(const Presence &presence)
{
    m_presence = presence;
    m_stage = Stage::Running;
    m_network.place(*this);
}

void RemoteSession::moveInto(Worker &worker)
{
    if (m_worker != nullptr) {
        m_isReplaying = true;
        std::exchange(m_worker, nullptr)->release(m_number, user());
    }
    m_usedAt = m_network.clock().now();
    m_worker = &worker;
    m_number = worker.admit(*this);
    worker.sendSecret(wire::Open, m_number, codec::encode(m_account));
    give(wire::LogIn, SetPresence{m_presence});
}

std::optional<Clock::Moment> RemoteSession::idleSince() const
{
    const bool isIdle = m_stage == Stage::Running && m_state == SessionState::Online && m_orders.size() == 0;
    return isIdle ? std::optional(m_usedAt) : std::nullopt;
}

void RemoteSession::loseWorker(const Error &error, std::chrono::milliseconds pause)
{
    m_worker = nullptr;
    m_number = 0;
    m_isReplaying = true;
    failOpenOrders(error);
    if (m_stage == Stage::Leaving) {
        m_stage = Stage::Ended;
        tell(StateChanged{.state = SessionState::Offline});
    } else if (m_stage == Stage::Running) {
        tell(StateChanged{.state = SessionState::Waiting,
                          .error = error,
                          .retryIn = std::chrono::ceil<std::chrono::seconds>(pause)});
    }
}

void RemoteSession::end(const Error &error)
{
    if (m_stage == Stage::Ended)
        return;
    if (m_worker != nullptr)
        std::exchange(m_worker, nullptr)->release(m_number, user());
    failOpenOrders(error);
    m_stage = Stage::Ended;
    tell(StateChanged{.state = SessionState::Failed, .error = error});
}

void RemoteSession::logOut(const QString &text)
{
    if (m_stage != Stage::Running)
        return;
    if (m_worker != nullptr) {
        m_stage = Stage::Leaving;
        m_worker->send(wire::LogOut, m_number, text.toUtf8());
        return;
    }
    m_stage = Stage::Ended;
    tell(StateChanged{.state = SessionState::Offline});
}

void RemoteSession::setPresence(const Presence &presence)
{
    m_presence = presence;
    if (m_worker != nullptr)
        give(wire::Order, SetPresence{presence});
}

void RemoteSession::execute(const Command &command)
{
    if (m_worker == nullptr) {
        m_replay.note(command);
        if (std::optional<Event> outcome = failureOf(command, notConnected())) {
            m_replay.note(*outcome);
            tell(std::move(*outcome));
        }
        return;
    }
    // The router sees to it that there are not too many.
    if (m_orders.open(command, 0) == Outbox::Admission::Repeated)
        return;
    m_replay.note(command);
    if (std::holds_alternative<SendMessage>(command))
        m_usedAt = m_network.clock().now();
    give(wire::Order, command);
}

void RemoteSession::give(wire::Kind kind, const Command &command)
{
    QByteArray frame = codec::encode(command);
    if (frame.size() > codec::maximumFrameSize) {
        codec::wipeFrame(frame);
        if (std::optional<Event> outcome =
                failureOf(command, {ErrorKind::TooLarge, QStringLiteral("This is too large.")}))
            hear(std::move(*outcome));
        return;
    }
    const bool hasSecret =
        std::holds_alternative<JoinRoom>(command) || std::holds_alternative<AnswerLoginStep>(command);
    if (hasSecret)
        m_worker->sendSecret(kind, m_number, std::move(frame));
    else
        m_worker->send(kind, m_number, frame);
}

void RemoteSession::handleFrame(quint8 kind, QByteArrayView body)
{
    // A child that is not honest may say so without end.
    if (kind == wire::Misconduct && !std::exchange(m_isMisconductLogged, true))
        qCWarning(logRemoteSession).noquote()
            << "Session of" << logSafe(user().toString())
            << "broke a rule:" << logSafe(QString::fromUtf8(body.first(qMin<qsizetype>(body.size(), 200))));
    if (kind != wire::Happened || m_stage == Stage::Ended)
        return;
    if (isTooMuch()) {
        m_network.blameFlood(*this);
        return;
    }
    Result<Event> event = codec::decodeEvent(body);
    if (event)
        hear(std::move(*event));
    else
        m_network.blameNonsense(*this);
}

bool RemoteSession::isTooMuch()
{
    if (m_allowance < 1) {
        const Clock::Moment now = m_network.clock().now();
        const std::chrono::duration<double> passed = now - m_filledAt;
        m_filledAt = now;
        m_allowance = std::min(mostEvents, m_allowance + passed.count() * eventsPerSecond);
    }
    m_allowance -= 1;
    return m_allowance < 0;
}

void RemoteSession::hear(Event &&event)
{
    const auto *change = std::get_if<StateChanged>(&event);
    if (change == nullptr) {
        m_orders.close(event);
        m_replay.note(event);
        if (std::holds_alternative<MessageReceived>(event))
            m_usedAt = m_network.clock().now();
        tell(std::move(event));
        return;
    }
    const SessionState state = change->state;
    m_state = state;
    if (state == SessionState::Offline || state == SessionState::Failed) {
        failOpenOrders(change->error.value_or(notConnected()));
        m_stage = Stage::Ended;
    }
    tell(std::move(event));
    if (state == SessionState::Online && m_stage == Stage::Running && std::exchange(m_isReplaying, false)) {
        for (const Command &command : m_replay.commands()) {
            if (m_worker != nullptr)
                give(wire::Order, command);
        }
    }
}

void RemoteSession::tell(Event &&event)
{
    m_sink.handleEvent(std::move(event));
}

void RemoteSession::failOpenOrders(const Error &error)
{
    for (Event &outcome : m_orders.failAll(error))
        tell(std::move(outcome));
}

} // namespace spectrum::core
