// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// The session of an account whose module runs in a session host.
#pragma once

#include "isolate/Replay.h"
#include "isolate/Worker.h"
#include "route/Outbox.h"

#include <spectrum/Abilities.h>
#include <spectrum/Account.h>
#include <spectrum/Session.h>

namespace spectrum::core
{

class RemoteNetwork;

// It outlives session hosts: when one dies its orders that are open fail, it waits, and it begins anew in
// another. Whether the module can do what it is asked only the other side knows, so it has all abilities.
class RemoteSession final : public Session,
                            public Rooms,
                            public Contacts,
                            public Typing,
                            public Authorisations,
                            public Profiles,
                            public Pictures,
                            public Search,
                            public Blocking,
                            public Invitations,
                            public Actions,
                            private WorkerTenant
{
    Q_OBJECT
    Q_INTERFACES(
        spectrum::Rooms spectrum::Contacts spectrum::Typing spectrum::Authorisations spectrum::Profiles
            spectrum::Pictures spectrum::Search spectrum::Blocking spectrum::Invitations spectrum::Actions)

public:
    RemoteSession(RemoteNetwork &network, Account account, EventSink &sink, Replay::Contacts contacts);
    ~RemoteSession() override;

    [[nodiscard]] const UserId &user() const noexcept { return m_account.user; }
    [[nodiscard]] Worker *worker() const noexcept { return m_worker; }
    [[nodiscard]] quint32 number() const noexcept { return m_number; }

    // Logged in, and in no session host.
    [[nodiscard]] bool isHomeless() const noexcept
    {
        return m_stage == Stage::Running && m_worker == nullptr;
    }

    // Online, with nothing on its way, and since when nobody has said anything.
    [[nodiscard]] std::optional<Clock::Moment> idleSince() const;

    // What the network decides. From another session host it begins anew.
    void moveInto(Worker &worker);
    // The process is gone; the network tells when there is another. What was not done has failed.
    void loseWorker(const Error &error, std::chrono::milliseconds pause);
    // For good, until the user logs in again.
    void end(const Error &error);

    void logIn(const Presence &presence) override;
    void logOut(const QString &text) override;
    void setPresence(const Presence &presence) override;
    void sendMessage(const SendMessage &order) override { execute(order); }
    void answerLoginStep(const AnswerLoginStep &answer) override { execute(answer); }
    void joinRoom(const JoinRoom &order) override { execute(order); }
    void leaveRoom(const LeaveRoom &order) override { execute(order); }
    void setSubject(const SetSubject &order) override { execute(order); }
    void setNickname(const SetNickname &order) override { execute(order); }
    void listRooms(const ListRooms &order) override { execute(order); }
    void setContact(const SetContact &order) override { execute(order); }
    void removeContact(const RemoveContact &order) override { execute(order); }
    void setTyping(const SetTyping &order) override { execute(order); }
    void answerAuthorisation(const AnswerAuthorisation &order) override { execute(order); }
    void requestProfile(const RequestProfile &order) override { execute(order); }
    void setProfile(const SetProfile &order) override { execute(order); }
    void requestPicture(const RequestPicture &order) override { execute(order); }
    void setPicture(const SetPicture &order) override { execute(order); }
    void searchContacts(const SearchContacts &order) override { execute(order); }
    void setBlocked(const SetBlocked &order) override { execute(order); }
    void inviteToRoom(const InviteToRoom &order) override { execute(order); }
    void runAction(const RunAction &order) override { execute(order); }

private:
    enum class Stage : quint8 { New, Running, Leaving, Ended };

    void handleFrame(quint8 kind, QByteArrayView body) override;
    void hear(Event &&event);
    [[nodiscard]] bool isTooMuch();
    void execute(const Command &command);
    void give(wire::Kind kind, const Command &command);
    void tell(Event &&event);
    void failOpenOrders(const Error &error);

    RemoteNetwork &m_network;
    EventSink &m_sink;
    Account m_account;
    Presence m_presence;
    Replay m_replay;
    Outbox m_orders;
    Worker *m_worker = nullptr;
    quint32 m_number = 0;
    // Of events that it may send at once; filled up again with time.
    double m_allowance = 0;
    Clock::Moment m_filledAt = {};
    Clock::Moment m_usedAt = {};
    SessionState m_state = SessionState::Offline;
    Stage m_stage = Stage::New;
    // Began anew since it was online.
    bool m_isReplaying = false;
    bool m_isMisconductLogged = false;
};

} // namespace spectrum::core
