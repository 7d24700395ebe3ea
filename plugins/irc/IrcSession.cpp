// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "IrcSession.h"

#include "LogCategories.h"

namespace spectrum::irc
{

namespace
{

Error notOnline()
{
    return {ErrorKind::NotConnected, QStringLiteral("You are not connected to the IRC network.")};
}

bool isAwayPresence(Availability availability)
{
    return availability == Availability::Away || availability == Availability::ExtendedAway ||
           availability == Availability::Busy;
}

} // namespace

IrcSession::IrcSession(Account account, const Surroundings &surroundings)
    : m_account(std::move(account)),
      m_connection(surroundings.queue, *this),
      m_link{.options = surroundings.options,
             .host = surroundings.host,
             .sink = surroundings.sink,
             .context = *this,
             .outbound = Outbound(m_connection, surroundings.host.clock(), *this,
                                  surroundings.options.linesPerSecond)},
      m_conversation(m_link),
      m_keepAlive(m_link, [this] {
          loseConnection({ErrorKind::TimedOut, QStringLiteral("The IRC server does not answer any more.")});
      })
{
    m_link.outbound.onSent([this](quint64 serial) { m_conversation.handleLineSent(serial); });
}

IrcSession::~IrcSession() = default;

void IrcSession::changeState(SessionState state, std::optional<Error> error, std::chrono::seconds retryIn)
{
    m_state = state;
    const QString name = state == SessionState::Online ? m_link.text(m_link.ownNickname) : QString();
    m_link.tell(StateChanged{state, name, std::move(error), retryIn});
}

void IrcSession::startTimer(std::chrono::milliseconds delay, void (IrcSession::*action)())
{
    if (m_timer != 0)
        m_link.clock().cancel(m_timer);
    m_timer = m_link.clock().schedule(delay, this, [this, action] {
        m_timer = 0;
        (this->*action)();
    });
}

void IrcSession::logIn(const Presence &presence)
{
    m_presence = presence;
    connectToServer();
}

void IrcSession::connectToServer()
{
    const QList<ServerAddress> &servers = m_link.options.servers;
    const ServerAddress &server = servers[m_serverIndex++ % servers.size()];
    m_isAway = false;
    startTimer(registrationPatience, &IrcSession::handleTimeout);
    changeState(SessionState::Connecting);
    m_connection.open(server, m_link.options.tls);
}

void IrcSession::handleTimeout()
{
    if (m_registration && m_registration->state() == Registration::State::Registered)
        goOnline();
    else
        loseConnection({ErrorKind::TimedOut, QStringLiteral("The IRC server does not answer.")});
}

void IrcSession::connectionOpened()
{
    m_link.server = ISupport();
    m_registration = std::make_unique<Registration>(m_link, m_account);
    m_registration->begin();
    if (m_registration->state() == Registration::State::Refused)
        fail(m_registration->error());
}

void IrcSession::lineReceived(QByteArrayView bytes)
{
    if (logIrcWire().isDebugEnabled())
        qCDebug(logIrcWire).noquote() << "←" << logSafe(QString::fromUtf8(bytes), 600);
    const std::optional<Line> line = Line::parse(bytes);
    if (!line)
        return;
    m_keepAlive.noteLife();
    if (m_isLeaving)
        return;
    if (line->command() == "PING")
        m_link.outbound.sendAtOnce(Line::format("PONG", {}, line->last()));
    else if (m_registration)
        handleRegistration(*line);
    else if (line->command() == "ERROR")
        loseConnection({ErrorKind::ConnectionLost, QStringLiteral("The IRC server closed the connection: ") +
                                                       m_link.text(line->last()).left(300)});
    else
        m_conversation.handle(*line);
}

void IrcSession::handleRegistration(const Line &line)
{
    const int numeric = line.numeric();
    if (numeric == 5)
        m_link.server.apply(line);
    if (m_registration->state() == Registration::State::Registered) {
        // The welcome ends with the message of the day or the word that there is none.
        if (numeric == 376 || numeric == 422)
            goOnline();
        else if (line.command() == "ERROR")
            loseConnection(
                {ErrorKind::ConnectionLost, QStringLiteral("The IRC server closed the connection.")});
        return;
    }
    m_registration->handle(line);
    const Error error = m_registration->error();
    if (m_registration->state() == Registration::State::Refused)
        fail(error);
    else if (m_registration->state() == Registration::State::Lost)
        loseConnection(error);
}

void IrcSession::goOnline()
{
    m_registration.reset();
    m_attempt = 0;
    if (m_timer != 0)
        m_link.clock().cancel(std::exchange(m_timer, 0));
    m_keepAlive.start();
    changeState(SessionState::Online);
    applyPresence();
    m_conversation.setOnline();
}

void IrcSession::connectionClosed(const Error &error)
{
    if (m_isLeaving)
        goOffline();
    else
        loseConnection(error);
}

void IrcSession::loseConnection(const Error &error)
{
    const QList<ServerAddress> &servers = m_link.options.servers;
    const ServerAddress &server = servers[(m_serverIndex - 1) % servers.size()];
    qCInfo(logIrc).noquote().nospace() << "irc.server=" << logSafe(server.host) << ", port " << server.port
                                       << ": " << logSafe(error.userText) << " " << logSafe(error.detail);
    m_registration.reset();
    m_keepAlive.stop();
    m_link.outbound.clear();
    m_connection.close();
    // The next attempt is on its way before anybody can end the session in an event.
    const std::chrono::milliseconds delay = m_link.host.reconnectDelay(++m_attempt);
    startTimer(delay, &IrcSession::connectToServer);
    m_state = SessionState::Waiting;
    m_conversation.setOffline(error);
    if (m_state == SessionState::Waiting)
        changeState(SessionState::Waiting, error, std::chrono::ceil<std::chrono::seconds>(delay));
}

void IrcSession::fail(const Error &error)
{
    qCInfo(logIrc).noquote() << "log-in refused:" << logSafe(error.userText) << logSafe(error.detail);
    m_hasEnded = true;
    m_registration.reset();
    m_link.outbound.clear();
    m_connection.close();
    if (m_timer != 0)
        m_link.clock().cancel(std::exchange(m_timer, 0));
    m_state = SessionState::Failed;
    m_conversation.end(error);
    changeState(SessionState::Failed, error);
}

void IrcSession::logOut(const QString &text)
{
    if (m_isLeaving)
        return;
    m_isLeaving = true;
    m_hasEnded = true;
    m_keepAlive.stop();
    m_conversation.end(notOnline());
    m_link.outbound.clear();
    if (!m_connection.isOpen()) {
        goOffline();
        return;
    }
    const QByteArray words = text.isEmpty() ? m_link.options.quitText : m_link.encoded(text);
    m_link.outbound.sendAtOnce(words.isEmpty() ? Line::format("QUIT", {}) : Line::format("QUIT", {}, words));
    startTimer(quitPatience, &IrcSession::goOffline);
}

void IrcSession::goOffline()
{
    if (m_timer != 0)
        m_link.clock().cancel(std::exchange(m_timer, 0));
    m_registration.reset();
    m_connection.close();
    changeState(SessionState::Offline);
}

void IrcSession::sendMessage(const SendMessage &order)
{
    if (m_state == SessionState::Online && !m_isLeaving)
        m_conversation.send(order);
    else if (order.request != RequestId::None)
        m_link.tell(DeliveryChanged{order.request, DeliveryState::Failed, notOnline()});
}

void IrcSession::setPresence(const Presence &presence)
{
    m_presence = presence;
    if (m_state == SessionState::Online && !m_isLeaving)
        applyPresence();
}

void IrcSession::applyPresence()
{
    if (isAwayPresence(m_presence.availability)) {
        const QByteArray text = m_link.encoded(m_presence.text);
        const QByteArray &standard = m_link.options.awayText;
        const QByteArray words = !text.isEmpty()      ? text
                                 : standard.isEmpty() ? QByteArrayLiteral("Away")
                                                      : standard;
        m_isAway = m_link.outbound.send(Line::format("AWAY", {}, words));
    } else if (m_isAway) {
        m_isAway = !m_link.outbound.send(Line::format("AWAY", {}));
    }
}

void IrcSession::joinRoom(const JoinRoom &order)
{
    if (m_hasEnded)
        m_link.tell(RoomLeft{.room = order.room, .error = notOnline()});
    else
        m_conversation.channels().join(order);
}

void IrcSession::leaveRoom(const LeaveRoom &order)
{
    m_conversation.channels().leave(order);
}

void IrcSession::setSubject(const SetSubject &order)
{
    if (m_state == SessionState::Online && !m_isLeaving)
        m_conversation.setSubject(order);
    else
        m_link.finish(order.request, notOnline());
}

void IrcSession::setNickname(const SetNickname &order)
{
    if (m_state == SessionState::Online && !m_isLeaving)
        m_conversation.setNickname(order);
    else
        m_link.finish(order.request, notOnline());
}

void IrcSession::listRooms(const ListRooms &order)
{
    if (m_state == SessionState::Online && !m_isLeaving)
        m_conversation.listing().begin(order);
    else
        m_link.finish(order.request, notOnline());
}

void IrcSession::setContact(const SetContact &order)
{
    m_conversation.contacts().set(order);
}

void IrcSession::removeContact(const RemoveContact &order)
{
    m_conversation.contacts().remove(order);
}

void IrcSession::setBlocked(const SetBlocked &order)
{
    if (m_state == SessionState::Online && !m_isLeaving)
        m_conversation.silence().set(order);
    else
        m_link.finish(order.request, notOnline());
}

void IrcSession::inviteToRoom(const InviteToRoom &order)
{
    if (m_state == SessionState::Online && !m_isLeaving)
        m_conversation.invitations().send(order);
    else
        m_link.finish(order.request, notOnline());
}

} // namespace spectrum::irc
