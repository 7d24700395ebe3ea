// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Shows who comes, changes and goes in the rooms that users are in (XEP-0045 §7.1, §7.6, §8.2, §9.1).
#pragma once

#include "RoomWriter.h"

#include "../Service.h"

namespace spectrum::xmpp
{

class RoomPeople
{
public:
    explicit RoomPeople(Service &service) : m_service(service) {}

    void handleChanged(User &user, const ParticipantChanged &event);
    void handleRenamed(User &user, const ParticipantRenamed &event);
    void handleLeft(User &user, const ParticipantLeft &event);
    void handleSubject(User &user, const SubjectChanged &event);

private:
    // Calls write, for one stanza, for each resource that is in the room; does nothing for a room that is not
    // joined.
    template <typename Write>
    void tell(const User &user, const RoomStay &stay, Write write);

    Service &m_service;
};

} // namespace spectrum::xmpp
