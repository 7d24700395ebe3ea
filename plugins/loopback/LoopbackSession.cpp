// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "LoopbackSession.h"

#include "LoopbackNetwork.h"

#include <spectrum/Codec.h>
#include <spectrum/Dispatch.h>

namespace spectrum::loopback
{

namespace
{

constexpr size_t mostOpenOrders = 1000;

} // namespace

LoopbackSession::LoopbackSession(LoopbackNetwork &network, Account account, EventSink &sink)
    : m_network(network),
      m_account(std::move(account)),
      m_sink(sink),
      m_farEnd(
          network.exchange(), network.host(), [this](const QByteArray &frame) { handleAnswer(frame); },
          [this] { return ++m_lastQuestion; }),
      m_script(network.steps())
{
    connect(&network.exchange(), &Exchange::said, this, &LoopbackSession::handleSaid);
    connect(&network.exchange(), &Exchange::wasCut, this, &LoopbackSession::handleCut);
}

void LoopbackSession::logIn(const Presence &presence)
{
    m_presence = presence;
    changeState(SessionState::Connecting);
    continueWith(&LoopbackSession::connectToFarEnd);
}

void LoopbackSession::logOut(const QString &)
{
    ++m_turn;
    m_state = SessionState::Offline;
    failOpenOrders({ErrorKind::NotConnected, QStringLiteral("You logged out.")});
    continueWith(&LoopbackSession::finishLogOut);
}

void LoopbackSession::setPresence(const Presence &presence)
{
    m_presence = presence;
    if (m_state == SessionState::Online)
        carry(SetPresence{presence});
}

void LoopbackSession::carry(Command command)
{
    if (m_state != SessionState::Online)
        return refuse(command, {ErrorKind::NotConnected, QStringLiteral("You are not online.")});
    if (m_open.size() >= mostOpenOrders)
        return refuse(command, {ErrorKind::Overloaded, QStringLiteral("Too much at once.")});
    if (m_open.empty())
        continueWith(&LoopbackSession::carryNow);
    m_open.push_back(std::move(command));
}

void LoopbackSession::carryNow()
{
    // What an answer causes is carried in the next turn, so this ends.
    for (size_t count = m_open.size(); count > 0 && !m_open.empty(); --count) {
        QByteArray frame = codec::encode(m_open.front());
        m_open.pop_front();
        m_farEnd.handleFrame(frame);
        codec::wipeFrame(frame);
    }
    if (!m_open.empty())
        continueWith(&LoopbackSession::carryNow);
}

void LoopbackSession::continueWith(void (LoopbackSession::*step)())
{
    QMetaObject::invokeMethod(
        this,
        [this, step, turn = m_turn] {
            if (turn == m_turn)
                (this->*step)();
        },
        Qt::QueuedConnection);
}

void LoopbackSession::connectToFarEnd()
{
    if (!m_network.accepts(m_account))
        return changeState(SessionState::Failed,
                           Error{ErrorKind::WrongCredentials, QStringLiteral("The password is wrong.")});
    m_script.restart();
    askOrOpen();
}

void LoopbackSession::askOrOpen()
{
    if (const std::optional<LoginStep> step = m_script.next(m_lastQuestion + 1)) {
        m_lastQuestion = step->number;
        report(LoginStepRequired{*step});
        if (step->fields.isEmpty())
            goOnAlone(step->number);
        return;
    }
    m_attempts = 0;
    changeState(SessionState::Online);
    m_farEnd.welcome();
    setPresence(m_presence);
}

// What is scanned or opened comes to the network from elsewhere.
void LoopbackSession::goOnAlone(quint32 question)
{
    m_network.host().clock().schedule(LoginScript::elsewhere, this, [this, question, turn = m_turn] {
        if (turn != m_turn || m_state != SessionState::Connecting)
            return;
        report(LoginStepWithdrawn{question});
        askOrOpen();
    });
}

void LoopbackSession::answerLoginStep(const AnswerLoginStep &answer)
{
    if (m_state == SessionState::Online)
        return carry(answer);
    if (m_state != SessionState::Connecting || !m_script.isOpen(answer))
        return;
    if (const Result<void> taken = m_script.take(answer); !taken)
        return changeState(SessionState::Failed, taken.error());
    continueWith(&LoopbackSession::askOrOpen);
}

void LoopbackSession::handleAnswer(const QByteArray &frame)
{
    Result<Event> event = codec::decodeEvent(frame);
    m_sink.handleEvent(event ? std::move(event).value() : NoticeReceived{event.error().detail});
}

void LoopbackSession::handleSaid(const Message &message)
{
    if (m_state == SessionState::Online)
        m_farEnd.say(MessageReceived{message});
}

void LoopbackSession::handleCut()
{
    if (m_state != SessionState::Online)
        return;
    ++m_turn;
    m_state = SessionState::Waiting;
    m_farEnd.dismiss();
    const Error error{ErrorKind::ConnectionLost, QStringLiteral("The connection was lost.")};
    failOpenOrders(error);
    const auto delay = m_network.host().reconnectDelay(++m_attempts);
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(delay);
    report(StateChanged{.state = m_state, .error = error, .retryIn = seconds});
    m_network.host().clock().schedule(delay, this, [this, turn = m_turn] {
        if (turn != m_turn)
            return;
        changeState(SessionState::Connecting);
        continueWith(&LoopbackSession::connectToFarEnd);
    });
}

void LoopbackSession::finishLogOut()
{
    changeState(SessionState::Offline);
}

// What the session says itself takes the same way as what the far end says.
void LoopbackSession::report(const Event &event)
{
    handleAnswer(codec::encode(event));
}

void LoopbackSession::changeState(SessionState state, std::optional<Error> error)
{
    m_state = state;
    const QString ownName = state == SessionState::Online ? m_account.name : QString();
    report(StateChanged{.state = state, .ownName = ownName, .error = std::move(error)});
}

void LoopbackSession::failOpenOrders(const Error &error)
{
    const std::deque<Command> orders = std::exchange(m_open, {});
    for (const Command &order : orders)
        refuse(order, error);
}

void LoopbackSession::refuse(const Command &command, const Error &error)
{
    if (const auto *message = std::get_if<SendMessage>(&command)) {
        if (message->request != RequestId::None)
            report(DeliveryChanged{message->request, DeliveryState::Failed, error});
    } else if (const auto *join = std::get_if<JoinRoom>(&command)) {
        report(RoomLeft{.room = join->room, .error = error});
    } else if (const auto *leave = std::get_if<LeaveRoom>(&command)) {
        report(RoomLeft{.room = leave->room, .error = error});
    } else if (const RequestId request = requestOf(command); request != RequestId::None) {
        report(RequestFinished{request, error});
    }
}

} // namespace spectrum::loopback
