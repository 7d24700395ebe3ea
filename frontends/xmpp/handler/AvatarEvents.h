// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Tells clients that want to know which pictures contacts have, and hands the pictures out (XEP-0084).
#pragma once

#include "../IqDispatcher.h"
#include "ContactPortraits.h"
#include "Interests.h"
#include "PresenceQueue.h"

#include "../Throttle.h"

namespace spectrum::xmpp
{

class AvatarEvents
{
public:
    AvatarEvents(Service &service, IqDispatcher &dispatcher, ContactPortraits &portraits,
                 Interests &interests);

    // It is known which picture the contact has.
    void handlePortrait(User &user, KnownContact &known);

private:
    struct Sight {
        UserId user;
        ContactId contact;
        friend bool operator==(const Sight &, const Sight &) = default;
    };
    struct SightHash {
        size_t operator()(const Sight &sight) const { return qHashMulti(0, sight.user, sight.contact); }
    };
    struct Nothing {
    };

    // To all clients of the user.
    void enqueue(const Sight &sight);
    [[nodiscard]] IqAnswer answer(const IqRequest &request);
    [[nodiscard]] IqAnswer fetch(const UserId &user, const PortraitPointer &portrait, const QString &node,
                                 const QStringList &wanted);
    // Of all contacts, to a client that has come.
    void tellAll(const UserId &user, const QString &resource);
    // To one resource, or to all of them.
    void tell(const User &user, const ContactId &contact, const QString &to);

    Service &m_service;
    ContactPortraits &m_portraits;
    Interests &m_interests;
    // A portion at a time, as with presences: somebody may have thousands of contacts.
    PresenceQueue m_queue;
    // Whatever the network says: once a second, the latest.
    Throttle<Sight, Nothing, SightHash> m_throttle;
};

} // namespace spectrum::xmpp
