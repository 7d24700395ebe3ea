// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// One account: the host's orders to the parts that carry them out.
#pragma once

#include "BuddyIcons.h"
#include "Desk.h"
#include "Files.h"
#include "Login.h"
#include "People.h"
#include "Permissions.h"
#include "RoomLists.h"
#include "Stays.h"
#include "Talk.h"
#include "Turn.h"

#include <spectrum/Abilities.h>
#include <spectrum/Session.h>

namespace spectrum::purple
{

class PurpleSession final : public Session,
                            public Contacts,
                            public Typing,
                            public Authorisations,
                            public Pictures,
                            public Blocking,
                            public Profiles,
                            public Actions,
                            public Rooms,
                            public Invitations
{
    Q_OBJECT
    Q_INTERFACES(
        spectrum::Contacts spectrum::Typing spectrum::Authorisations spectrum::Pictures spectrum::Blocking
            spectrum::Profiles spectrum::Actions spectrum::Rooms spectrum::Invitations)

public:
    // account is taken over. The names and the host outlive the session.
    PurpleSession(PurpleAccount *account, Secret secret, const NameRules &names, NetworkHost &host,
                  EventSink &sink);
    ~PurpleSession() override;

    void logIn(const Presence &presence) override;
    void logOut(const QString &text) override;
    void sendMessage(const SendMessage &order) override;
    void setPresence(const Presence &presence) override;
    void setContact(const SetContact &order) override;
    void removeContact(const RemoveContact &order) override;
    void setTyping(const SetTyping &order) override;
    void answerAuthorisation(const AnswerAuthorisation &order) override;
    void requestPicture(const RequestPicture &order) override;
    void setPicture(const SetPicture &order) override;
    void setBlocked(const SetBlocked &order) override;
    void answerLoginStep(const AnswerLoginStep &answer) override;
    void requestProfile(const RequestProfile &order) override;
    void setProfile(const SetProfile &order) override;
    void runAction(const RunAction &order) override;
    void joinRoom(const JoinRoom &order) override;
    void leaveRoom(const LeaveRoom &order) override;
    void setSubject(const SetSubject &order) override;
    void setNickname(const SetNickname &order) override;
    void listRooms(const ListRooms &order) override;
    void inviteToRoom(const InviteToRoom &order) override;

    // For UiOperations.
    [[nodiscard]] Login &login() { return m_login; }
    [[nodiscard]] People &people() { return m_people; }
    [[nodiscard]] Talk &talk() { return m_talk; }
    [[nodiscard]] Stays &stays() { return m_stays; }
    [[nodiscard]] Files &files() { return m_files; }
    [[nodiscard]] RoomLists &roomLists() { return m_lists; }
    [[nodiscard]] Desk &desk() { return m_desk; }
    [[nodiscard]] Permissions &permissions() { return m_permissions; }
    void tell(Event &&event) { m_ties.sink.handleEvent(std::move(event)); }
    static void withdrawAuthorisation(const void *handle);

private:
    void handleConnected();
    void offerActions();
    void handleEnd(const Error &error);
    // Lives while libpurple is called for this account.
    [[nodiscard]] Turn turn() const { return Turn(m_desk.number()); }

    struct Deleter {
        void operator()(PurpleAccount *account) const { purple_accounts_delete(account); }
    };
    std::unique_ptr<PurpleAccount, Deleter> m_account;
    Ties m_ties;
    Desk m_desk;
    Login m_login;
    People m_people{m_ties};
    Stays m_stays{m_ties};
    Talk m_talk{m_ties, m_stays};
    RoomLists m_lists{m_ties};
    Files m_files{m_ties};
    Permissions m_permissions{m_ties};
    BuddyIcons m_icons{m_ties};
};

} // namespace spectrum::purple
