// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Brings users' resources into rooms and out of them (XEP-0045 §7.2, §7.6, §7.14).
#pragma once

#include "AccountState.h"
#include "RoomWriter.h"

#include "../ErrorMap.h"
#include "../Incoming.h"
#include "../stream/LogPace.h"

namespace spectrum::xmpp
{

class RoomEntry
{
public:
    RoomEntry(Service &service, AccountState &accounts) : m_service(service), m_accounts(accounts) {}

    // A presence to a room or to a nickname in it: available or unavailable.
    void handlePresence(const Incoming &incoming);
    void handleJoined(User &user, const RoomJoined &event);
    void handleLeft(User &user, const RoomLeft &event);
    // Who waits is let in when the account is online; who is in is put out when it is not.
    void handleState(User &user, const StateChanged &event);
    // The account cannot log in at all.
    void refuseWaiting(User &user, const Error &error);

    [[nodiscard]] bool isInRooms(const User &user, const QString &resource) const;
    // After resources went away without leaving.
    void leaveEmptyRooms(User &user);

private:
    void enter(const Incoming &incoming);
    void wait(User &user, RoomStay &stay, const Incoming &incoming);
    void rename(const Incoming &incoming, RoomStay &stay);
    void leave(const Incoming &incoming);
    void orderJoin(User &user, RoomStay &stay);
    void putOut(User &user, RoomStay &stay, const RoomLeft &event);
    void refuse(const User &user, RoomStay &stay, const Error &error);
    void refuse(const Incoming &incoming, const StanzaError &error);
    void sendRoom(const User &user, const RoomStay &stay, const RoomJoined &event, const QString &resource,
                  const QString &wantedNickname);
    [[nodiscard]] QString full(const User &user, const QString &resource) const;
    [[nodiscard]] RoomWriter writerOf(const RoomId &room) const;

    Service &m_service;
    AccountState &m_accounts;
    LogPace m_strays;
};

} // namespace spectrum::xmpp
