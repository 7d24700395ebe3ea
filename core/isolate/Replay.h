// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// What a session that begins anew in another process must be told again.
#pragma once

#include <spectrum/Commands.h>
#include <spectrum/Events.h>

#include <QHash>

#include <vector>

namespace spectrum::core
{

// A session that only reconnects keeps these by itself; one whose process died has forgotten them.
class Replay
{
public:
    // Whether the network keeps the contacts, or learns them from the host.
    enum class Contacts : quint8 { KeptByNetwork, ToldByHost };

    explicit Replay(Contacts contacts) : m_contacts(contacts) {}

    void note(const Command &command);
    // A room that was left, or never entered, is not entered again.
    void note(const Event &event);
    // For the session when it is online. Their outcomes nobody waits for have no request.
    [[nodiscard]] std::vector<Command> commands() const;

private:
    Contacts m_contacts;
    QHash<RoomId, JoinRoom> m_rooms;
    QHash<ContactId, Contact> m_known;
    QHash<ContactId, SetBlocked::Wish> m_blocked;
};

} // namespace spectrum::core
