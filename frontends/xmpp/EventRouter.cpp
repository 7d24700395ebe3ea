// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "EventRouter.h"

#include "LogCategories.h"
#include "Service.h"
#include "handler/AccountState.h"
#include "handler/Authorisations.h"
#include "handler/ContactList.h"
#include "handler/ContactPortraits.h"
#include "handler/ContactSearch.h"
#include "handler/HomeServer.h"
#include "handler/LastActivity.h"
#include "handler/LoginSteps.h"
#include "handler/MessageDelivery.h"
#include "handler/OfferedActions.h"
#include "handler/PersonFetch.h"
#include "handler/Receipts.h"
#include "handler/RoomEntry.h"
#include "handler/RoomInvitations.h"
#include "handler/RoomPeople.h"
#include "handler/RoomTalk.h"

namespace spectrum::xmpp
{

bool EventRouter::isHeldBack(const UserId &id, const Event &event) const
{
    if (!m_handlers.home)
        return false;
    const Blocking &blocking = m_handlers.home->blocking();
    if (const auto *received = std::get_if<MessageReceived>(&event)) {
        const Message &message = received->message;
        return message.peer.kind != Peer::Kind::Room && message.origin != Origin::Self &&
               blocking.isHeldBack(id, message.peer);
    }
    if (const auto *typing = std::get_if<TypingChanged>(&event))
        return typing->peer.kind != Peer::Kind::Room && blocking.isHeldBack(id, typing->peer);
    if (const auto *asked = std::get_if<AuthorisationRequested>(&event))
        return blocking.isHeldBack(id, Peer::contact(asked->contact.id));
    if (const auto *invited = std::get_if<RoomInvited>(&event))
        return !invited->from.isEmpty() && blocking.isHeldBack(id, Peer::contact(invited->from));
    return false;
}

void EventRouter::route(const UserId &id, const Event &event)
{
    if (isHeldBack(id, event))
        qCDebug(logMessages, "something of a blocked contact was held back");
    else if (const auto *received = std::get_if<MessageReceived>(&event)) {
        if (received->message.peer.kind == Peer::Kind::Room)
            m_handlers.talk.handleMessage(id, received->message);
        else
            m_handlers.messages.handleMessage(id, received->message);
    } else if (const auto *delivery = std::get_if<DeliveryChanged>(&event)) {
        m_handlers.receipts.handleDelivery(id, *delivery);
    } else if (const auto *finished = std::get_if<RequestFinished>(&event)) {
        m_service.orders.finishOrder(finished->request, finished->error);
    } else if (const auto *listed = std::get_if<RoomsListed>(&event)) {
        m_service.orders.addRooms(listed->request, listed->rooms);
    } else if (const auto *found = std::get_if<ContactsFound>(&event)) {
        m_handlers.search.handleFound(*found);
    } else if (const auto *profile = std::get_if<ProfileReceived>(&event)) {
        m_handlers.persons.handleProfile(*profile);
    } else if (const auto *picture = std::get_if<PictureReceived>(&event)) {
        m_handlers.persons.handlePicture(*picture);
    } else if (const auto *notice = std::get_if<NoticeReceived>(&event)) {
        m_handlers.messages.handleNotice(id, *notice);
    } else if (const auto *typing = std::get_if<TypingChanged>(&event)) {
        m_handlers.messages.handleTyping(id, *typing);
    } else if (const auto *step = std::get_if<LoginStepRequired>(&event)) {
        m_handlers.steps.handleStep(id, step->step);
    } else if (const auto *withdrawn = std::get_if<LoginStepWithdrawn>(&event)) {
        m_handlers.steps.handleWithdrawn(id, *withdrawn);
    } else if (const auto *offered = std::get_if<ActionsOffered>(&event)) {
        m_handlers.actions.handleOffered(id, *offered);
    } else if (const auto *invited = std::get_if<RoomInvited>(&event)) {
        m_handlers.invitations.handleInvited(id, *invited);
    } else {
        // Also of users who are not there: their account is just being registered.
        if (const auto *state = std::get_if<StateChanged>(&event)) {
            m_handlers.steps.handleState(id, *state);
            m_handlers.actions.handleState(id, *state);
        }
        if (User *user = m_service.users.find(id))
            routeKnown(*user, event);
    }
}

void EventRouter::routeState(UserId id, const StateChanged &event)
{
    if (m_handlers.home && event.state == SessionState::Connecting)
        m_handlers.home->beginSession(id);
    // A login that never began has told its user so already, or he is just being registered.
    if (const User *user = m_service.users.find(id); user && !m_service.isServer() && !user->isLoginAsked &&
                                                     user->state == SessionState::Offline &&
                                                     event.state == SessionState::Offline)
        return;
    // By value, because each of them may let the user go.
    if (User *user = m_service.users.find(id))
        m_handlers.rooms.handleState(*user, event);
    if (User *user = m_service.users.find(id))
        m_handlers.contacts.handleState(*user, event);
    if (User *user = m_service.users.find(id))
        m_handlers.accounts.handleState(*user, event);
}

void EventRouter::routeKnown(User &user, const Event &event)
{
    if (const auto *state = std::get_if<StateChanged>(&event))
        routeState(user.id(), *state);
    else if (const auto *contact = std::get_if<ContactChanged>(&event))
        m_handlers.contacts.handleChanged(user, *contact);
    else if (const auto *removed = std::get_if<ContactRemoved>(&event))
        m_handlers.contacts.handleRemoved(user, *removed);
    else if (const auto *asked = std::get_if<AuthorisationRequested>(&event))
        m_handlers.authorisations.handleRequested(user, *asked);
    else if (const auto *presence = std::get_if<ContactPresenceChanged>(&event)) {
        m_handlers.activity.handlePresence(user, *presence);
        m_handlers.contacts.handlePresence(user, *presence);
    } else if (const auto *picture = std::get_if<PictureChanged>(&event))
        m_handlers.portraits.handleChanged(user, *picture);
    else if (const auto *joined = std::get_if<RoomJoined>(&event))
        m_handlers.rooms.handleJoined(user, *joined);
    else if (const auto *left = std::get_if<RoomLeft>(&event))
        m_handlers.rooms.handleLeft(user, *left);
    else if (const auto *changed = std::get_if<ParticipantChanged>(&event))
        m_handlers.people.handleChanged(user, *changed);
    else if (const auto *renamed = std::get_if<ParticipantRenamed>(&event))
        m_handlers.people.handleRenamed(user, *renamed);
    else if (const auto *gone = std::get_if<ParticipantLeft>(&event))
        m_handlers.people.handleLeft(user, *gone);
    else if (const auto *subject = std::get_if<SubjectChanged>(&event))
        m_handlers.people.handleSubject(user, *subject);
}

} // namespace spectrum::xmpp
