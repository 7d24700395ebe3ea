// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// An account on the loopback network: carries frames to its far end and back, and knows whether it may.
#pragma once

#include "FarEnd.h"
#include "LoginScript.h"

#include <spectrum/Abilities.h>
#include <spectrum/Account.h>
#include <spectrum/Session.h>

#include <deque>

namespace spectrum::loopback
{

class LoopbackNetwork;

class LoopbackSession final : public Session,
                              public Rooms,
                              public Contacts,
                              public Typing,
                              public Authorisations,
                              public Profiles,
                              public Pictures,
                              public Search,
                              public Blocking,
                              public Invitations,
                              public Actions
{
    Q_OBJECT
    Q_INTERFACES(
        spectrum::Rooms spectrum::Contacts spectrum::Typing spectrum::Authorisations spectrum::Profiles
            spectrum::Pictures spectrum::Search spectrum::Blocking spectrum::Invitations spectrum::Actions)

public:
    LoopbackSession(LoopbackNetwork &network, Account account, EventSink &sink);

    void logIn(const Presence &presence) override;
    void logOut(const QString &text) override;
    void sendMessage(const SendMessage &order) override { carry(order); }
    void setPresence(const Presence &presence) override;
    void answerLoginStep(const AnswerLoginStep &answer) override;

    void joinRoom(const JoinRoom &order) override { carry(order); }
    void leaveRoom(const LeaveRoom &order) override { carry(order); }
    void setSubject(const SetSubject &order) override { carry(order); }
    void setNickname(const SetNickname &order) override { carry(order); }
    void listRooms(const ListRooms &order) override { carry(order); }
    void setContact(const SetContact &order) override { carry(order); }
    void removeContact(const RemoveContact &order) override { carry(order); }
    void setTyping(const SetTyping &order) override { carry(order); }
    void answerAuthorisation(const AnswerAuthorisation &order) override { carry(order); }
    void requestProfile(const RequestProfile &order) override { carry(order); }
    void setProfile(const SetProfile &order) override { carry(order); }
    void requestPicture(const RequestPicture &order) override { carry(order); }
    void setPicture(const SetPicture &order) override { carry(order); }
    void searchContacts(const SearchContacts &order) override { carry(order); }
    void setBlocked(const SetBlocked &order) override { carry(order); }
    void inviteToRoom(const InviteToRoom &order) override { carry(order); }
    void runAction(const RunAction &order) override { carry(order); }

private:
    void carry(Command command);
    void carryNow();
    // Runs step when the event loop turns next, unless the session's life went another way meanwhile.
    void continueWith(void (LoopbackSession::*step)());
    void connectToFarEnd();
    // Until the network has no question left.
    void askOrOpen();
    void goOnAlone(quint32 question);
    void handleAnswer(const QByteArray &frame);
    void handleSaid(const Message &message);
    void handleCut();
    void finishLogOut();
    void report(const Event &event);
    void changeState(SessionState state, std::optional<Error> error = {});
    void failOpenOrders(const Error &error);
    void refuse(const Command &command, const Error &error);

    LoopbackNetwork &m_network;
    Account m_account;
    EventSink &m_sink;
    FarEnd m_farEnd;
    LoginScript m_script;
    Presence m_presence;
    // Given and not carried yet.
    std::deque<Command> m_open;
    SessionState m_state = SessionState::Offline;
    int m_attempts = 0;
    quint32 m_lastQuestion = 0;
    // Counts the turns of the session's life, so that a step of an earlier one does nothing.
    quint64 m_turn = 0;
};

} // namespace spectrum::loopback
