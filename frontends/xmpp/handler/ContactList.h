// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Keeps a user's contacts as the network tells them and shows their presence.
#pragma once

#include "../Service.h"
#include "Capabilities.h"
#include "ContactSync.h"
#include "PresenceQueue.h"

namespace spectrum::xmpp
{

class RosterSync;

class ContactList
{
public:
    ContactList(Service &service, const Capabilities &capabilities, IqDispatcher &dispatcher,
                Privilege &privilege);

    // Pushes go there in server mode.
    void setRoster(RosterSync *roster) { m_roster = roster; }

    void handleChanged(User &user, const ContactChanged &event);
    void handleRemoved(User &user, const ContactRemoved &event);
    void handlePresence(User &user, const ContactPresenceChanged &event);
    // It shows with the presence, which therefore is shown again.
    void handlePortrait(const User &user, KnownContact &known);
    // Nobody is there any more when the session is not.
    void handleState(User &user, const StateChanged &event);

    // The presences of all who are there, to one resource, a portion at a time.
    void tellPresences(User &user, const QString &to);
    // That nobody is there any more, to one resource: a portion at a time, or all because everything ends.
    void tellGone(const User &user, const QString &to);
    void tellGoneNow(const User &user, const QString &to);
    // One contact's presence, also when it is not there: now, or when it is its turn.
    void showPresence(const User &user, const ContactId &id, const QString &to)
    {
        m_presences.showOne(user, id, to);
    }
    void tellPresence(const User &user, const ContactId &id, const QString &to);

    // How contacts come into the user's own list. Nothing to do in server mode, where the list is ours.
    [[nodiscard]] ContactSync &sync() { return m_sync; }

private:
    Service &m_service;
    const Capabilities &m_capabilities;
    RosterSync *m_roster = nullptr;
    PresenceQueue m_presences;
    ContactSync m_sync;
};

} // namespace spectrum::xmpp
