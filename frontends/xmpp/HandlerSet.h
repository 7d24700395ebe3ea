// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// All handlers of one instance, made in order and introduced to each other.
#pragma once

#include "EventRouter.h"
#include "IqDispatcher.h"
#include "StanzaRouter.h"
#include "command/CommandSet.h"
#include "handler/AccountState.h"
#include "handler/Authorisations.h"
#include "handler/AutoRegistration.h"
#include "handler/AvatarEvents.h"
#include "handler/ContactList.h"
#include "handler/ContactPortraits.h"
#include "handler/ContactSearch.h"
#include "handler/Disco.h"
#include "handler/GatewayPrompt.h"
#include "handler/HomeServer.h"
#include "handler/Interests.h"
#include "handler/LastActivity.h"
#include "handler/MessageDelivery.h"
#include "handler/OfferedActions.h"
#include "handler/OwnPortrait.h"
#include "handler/OwnPresence.h"
#include "handler/PersonFetch.h"
#include "handler/Ping.h"
#include "handler/PresenceResync.h"
#include "handler/Privilege.h"
#include "handler/Receipts.h"
#include "handler/Registration.h"
#include "handler/RegistrationDialogue.h"
#include "handler/RoomEntry.h"
#include "handler/RoomInvitations.h"
#include "handler/RoomPeople.h"
#include "handler/RoomTalk.h"
#include "handler/RosterSync.h"
#include "handler/Subscription.h"
#include "handler/UserRecall.h"
#include "handler/VCard.h"
#include "handler/Version.h"

namespace spectrum::xmpp
{

class HandlerSet
{
public:
    explicit HandlerSet(Service &service);

    [[nodiscard]] StanzaSink &stanzas() { return m_stanzas; }
    void handleEvent(const UserId &user, const Event &event);
    // Tells everybody that all of it ends.
    void sayGoodbye();
    // Asks who is there, after a start.
    void recall() { m_recall.begin(); }
    // Asks who is still there, after a time in which nobody could say.
    void resync()
    {
        m_privilege.forgetGrants();
        m_resync.begin();
    }
    // After the options changed.
    void refresh() { m_disco.refresh(); }

    [[nodiscard]] QList<DialogueKind> registrationDialogues()
    {
        return xmpp::registrationDialogues(m_service, m_desk, m_steps) + xmpp::loginStepDialogues(m_steps);
    }
    [[nodiscard]] RegistrationDesk &desk() { return m_desk; }
    [[nodiscard]] CommandSet &commands() { return m_commands; }
    [[nodiscard]] OwnPresence &presence() { return m_presence; }
    [[nodiscard]] ContactList &contacts() { return m_contacts; }
    [[nodiscard]] Privilege &privilege() { return m_privilege; }
    [[nodiscard]] const Privilege &privilege() const { return m_privilege; }

private:
    IqDispatcher m_iqs;
    Interests m_interests;
    // Null in gateway mode.
    std::unique_ptr<HomeServer> m_home;
    Privilege m_privilege;
    Disco m_disco;
    AccountState m_accounts;
    ContactList m_contacts;
    RoomEntry m_rooms;
    RoomInvitations m_invitations;
    RoomPeople m_people;
    MessageOrders m_orders;
    MessageDelivery m_delivery;
    RoomTalk m_talk;
    Receipts m_receipts;
    OwnPresence m_presence;
    Authorisations m_authorisations;
    Subscription m_subscriptions;
    GatewayPrompt m_prompt;
    ContactSearch m_search;
    Ping m_ping;
    Version m_version;
    LastActivity m_activity;
    PersonFetch m_persons;
    ContactPortraits m_portraits;
    AvatarEvents m_avatars;
    OwnPortrait m_portrait;
    VCard m_vcard;
    LoginSteps m_steps;
    OfferedActions m_actions;
    RegistrationDesk m_desk;
    CommandSet m_commands;
    AutoRegistration m_autoRegistration;
    std::optional<Registration> m_registration;
    std::optional<RosterSync> m_roster;
    PresenceResync m_resync;
    UserRecall m_recall;
    Service &m_service;
    StanzaRouter m_stanzas;
    EventRouter m_events;
};

} // namespace spectrum::xmpp
