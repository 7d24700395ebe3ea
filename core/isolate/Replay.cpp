// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "isolate/Replay.h"

namespace spectrum::core
{

void Replay::note(const Command &command)
{
    if (const auto *join = std::get_if<JoinRoom>(&command))
        m_rooms.insert(join->room, *join);
    else if (const auto *leave = std::get_if<LeaveRoom>(&command))
        m_rooms.remove(leave->room);
    else if (const auto *blocked = std::get_if<SetBlocked>(&command))
        m_blocked.insert(blocked->contact, blocked->wish);
    else if (m_contacts == Contacts::KeptByNetwork)
        return;
    else if (const auto *set = std::get_if<SetContact>(&command))
        m_known.insert(set->contact.id, set->contact);
    else if (const auto *removed = std::get_if<RemoveContact>(&command))
        m_known.remove(removed->contact);
}

void Replay::note(const Event &event)
{
    if (const auto *left = std::get_if<RoomLeft>(&event)) {
        m_rooms.remove(left->room);
    } else if (const auto *joined = std::get_if<RoomJoined>(&event)) {
        if (const auto room = m_rooms.find(joined->room.id); room != m_rooms.end())
            room->nickname = joined->ownNickname;
    }
}

std::vector<Command> Replay::commands() const
{
    std::vector<Command> commands;
    commands.reserve(static_cast<size_t>(m_known.size() + m_blocked.size() + m_rooms.size()));
    for (const Contact &contact : m_known)
        commands.emplace_back(SetContact{.contact = contact});
    for (auto blocked = m_blocked.cbegin(); blocked != m_blocked.cend(); ++blocked) {
        if (blocked.value() == SetBlocked::Wish::Blocked)
            commands.emplace_back(SetBlocked{.contact = blocked.key(), .wish = blocked.value()});
    }
    for (const JoinRoom &room : m_rooms)
        commands.emplace_back(room);
    return commands;
}

} // namespace spectrum::core
