// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// An account on an IRC network: its connection's life from log-in to log-out, with attempts to come back.
#pragma once

#include "Conversation.h"
#include "KeepAlive.h"
#include "Registration.h"

#include <spectrum/Abilities.h>
#include <spectrum/Session.h>

#include <memory>

namespace spectrum::irc
{

class IrcSession final : public Session,
                         public Rooms,
                         public Contacts,
                         public Blocking,
                         public spectrum::Invitations,
                         private ConnectionListener
{
    Q_OBJECT
    Q_INTERFACES(spectrum::Rooms spectrum::Contacts spectrum::Blocking spectrum::Invitations)

public:
    static constexpr std::chrono::milliseconds registrationPatience{45000};
    static constexpr std::chrono::milliseconds quitPatience{2000};

    // Everything but the account outlives the session.
    struct Surroundings {
        const Options &options;
        NetworkHost &host;
        FlushQueue &queue;
        EventSink &sink;
    };
    IrcSession(Account account, const Surroundings &surroundings);
    ~IrcSession() override;

    void logIn(const Presence &presence) override;
    void logOut(const QString &text) override;
    void sendMessage(const SendMessage &order) override;
    void setPresence(const Presence &presence) override;

    void joinRoom(const JoinRoom &order) override;
    void leaveRoom(const LeaveRoom &order) override;
    void setSubject(const SetSubject &order) override;
    void setNickname(const SetNickname &order) override;
    void listRooms(const ListRooms &order) override;

    void setContact(const SetContact &order) override;
    void removeContact(const RemoveContact &order) override;

    void setBlocked(const SetBlocked &order) override;

    void inviteToRoom(const InviteToRoom &order) override;

private:
    void connectionOpened() override;
    void lineReceived(QByteArrayView line) override;
    void connectionClosed(const Error &error) override;

    void connectToServer();
    void handleRegistration(const Line &line);
    void goOnline();
    void loseConnection(const Error &error);
    void fail(const Error &error);
    void goOffline();
    void applyPresence();
    void startTimer(std::chrono::milliseconds delay, void (IrcSession::*action)());
    void handleTimeout();
    void changeState(SessionState state, std::optional<Error> error = std::nullopt,
                     std::chrono::seconds retryIn = std::chrono::seconds(0));

    Account m_account;
    Connection m_connection;
    Link m_link;
    Conversation m_conversation;
    KeepAlive m_keepAlive;
    // Only between connecting and the end of the welcome.
    std::unique_ptr<Registration> m_registration;
    Presence m_presence;
    Clock::TimerId m_timer = 0;
    int m_attempt = 0;
    qsizetype m_serverIndex = 0;
    SessionState m_state = SessionState::Offline;
    bool m_isAway = false;
    bool m_isLeaving = false;
    bool m_hasEnded = false;
};

} // namespace spectrum::irc
