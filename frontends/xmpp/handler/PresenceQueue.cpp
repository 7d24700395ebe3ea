// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "PresenceQueue.h"

#include "../Stanzas.h"

#include <algorithm>

namespace spectrum::xmpp
{

namespace
{

// 6,400 presences a second, some 15 KiB of them in one turn: a server keeps up with that.
constexpr int portion = 64;
constexpr std::chrono::milliseconds pause{10};
// Before it is somebody else's turn.
constexpr int atOnce = 16;

std::deque<ContactId> whoIsThere(const User &user)
{
    std::deque<ContactId> contacts;
    for (const auto &known : user.contacts) {
        if (known->presence.availability != Availability::Offline)
            contacts.push_back(known->contact.id);
    }
    return contacts;
}

} // namespace

PresenceQueue::PresenceQueue(Service &service, Show show)
    : m_service(service), m_show(std::move(show)), m_room(portion)
{
}

void PresenceQueue::show(const User &user, KnownContact &known)
{
    if (known.isPresenceDue)
        return;
    if (!findLane(user.id()) && takeRoom()) {
        m_show(user, known.contact.id, user.address());
        return;
    }
    known.isPresenceDue = true;
    Lane &own = lane(user.id());
    if (own.jobs.empty() || own.jobs.back().kind != Job::Kind::Changes)
        own.jobs.push_back({.to = user.address()});
    own.jobs.back().contacts.push_back(known.contact.id);
    arm();
}

void PresenceQueue::showAll(const User &user, const QString &to)
{
    std::deque<ContactId> contacts = whoIsThere(user);
    if (contacts.empty())
        return;
    lane(user.id()).jobs.push_back({.to = to, .contacts = std::move(contacts), .kind = Job::Kind::All});
    showSome();
}

void PresenceQueue::showGone(const User &user, const QString &to)
{
    std::deque<ContactId> contacts = whoIsThere(user);
    if (contacts.empty())
        return;
    lane(user.id()).jobs.push_back({.to = to, .contacts = std::move(contacts), .kind = Job::Kind::Gone});
    showSome();
}

PresenceQueue::Lane *PresenceQueue::findLane(const UserId &user)
{
    const auto found = std::ranges::find(m_lanes, user, &Lane::user);
    return found == m_lanes.end() ? nullptr : &*found;
}

PresenceQueue::Lane &PresenceQueue::lane(const UserId &user)
{
    if (Lane *known = findLane(user))
        return *known;
    return m_lanes.emplace_back(Lane{user, {}});
}

bool PresenceQueue::takeRoom()
{
    const Clock::Moment now = m_service.host.clock().now();
    if (now - m_since >= pause) {
        m_since = now;
        m_room = portion;
    }
    if (m_room == 0)
        return false;
    --m_room;
    return true;
}

void PresenceQueue::arm()
{
    if (std::exchange(m_isArmed, true))
        return;
    m_service.host.clock().schedule(pause, &m_service.context, [this] {
        m_isArmed = false;
        showSome();
    });
}

void PresenceQueue::showSome()
{
    bool hasRoom = true;
    while (hasRoom && !m_lanes.empty()) {
        Lane lane = std::move(m_lanes.front());
        m_lanes.pop_front();
        for (int count = 0; count < atOnce && !lane.jobs.empty(); ++count) {
            hasRoom = takeRoom();
            if (!hasRoom)
                break;
            showNext(lane);
        }
        if (!lane.jobs.empty())
            m_lanes.push_back(std::move(lane));
    }
    if (!m_lanes.empty())
        arm();
}

void PresenceQueue::showNext(Lane &lane)
{
    Job &job = lane.jobs.front();
    const ContactId contact = job.contacts.front();
    job.contacts.pop_front();
    const QString to = job.to;
    const Job::Kind kind = job.kind;
    if (job.contacts.empty())
        lane.jobs.pop_front();

    if (kind == Job::Kind::Gone) {
        m_service.door->send(to, stanzas::signal("unavailable", m_service.addresses.address(contact), to));
        return;
    }
    const User *user = m_service.users.find(lane.user);
    KnownContact *known = user ? user->findContact(contact) : nullptr;
    if (!known)
        return;
    if (kind == Job::Kind::Changes)
        known->isPresenceDue = false;
    m_show(*user, contact, to);
}

} // namespace spectrum::xmpp
