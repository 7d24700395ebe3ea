// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "PresenceQueue.h"

#include "../Stanzas.h"

namespace spectrum::xmpp
{

namespace
{

// 6,400 presences a second, some 15 KiB of them in one turn: a server keeps up with that.
constexpr int portion = 64;
constexpr std::chrono::milliseconds pause{10};
// Before it is somebody else's turn.
constexpr int atOnce = 16;
// Of one contact.
constexpr std::chrono::milliseconds betweenChanges{1000};
// So that those whose rest ends at about the same time share a moment.
constexpr std::chrono::milliseconds grain{100};

std::chrono::milliseconds sinceEpoch(Clock::Moment moment)
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(moment.time_since_epoch());
}

// The lower half of the milliseconds is enough to know a second from the next. 0 is no moment.
quint32 shortened(Clock::Moment moment)
{
    return static_cast<quint32>(sinceEpoch(moment).count()) + 1;
}

QList<ContactId> whoIsThere(const User &user)
{
    QList<ContactId> contacts;
    for (const auto &known : user.contacts) {
        if (known->presence.availability != Availability::Offline)
            contacts.push_back(known->contact.id);
    }
    return contacts;
}

QList<ContactId> whoSeemsThere(const User &user)
{
    QList<ContactId> contacts;
    for (const auto &known : user.contacts) {
        if (known->seemsThere())
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
    if (restEnds(known) > m_service.host.clock().now()) {
        known.isPresenceDue = true;
        rest(user, known);
        return;
    }
    if (!m_lanes.contains(user.id()) && takeRoom()) {
        showNow(user, known);
        return;
    }
    known.isPresenceDue = true;
    enqueue(user, known.contact.id);
    arm();
}

void PresenceQueue::showNow(const User &user, KnownContact &known)
{
    known.shownAt = shortened(m_service.host.clock().now());
    m_show(user, known.contact.id, user.address());
}

void PresenceQueue::enqueue(const User &user, const ContactId &contact)
{
    Lane &own = lane(user.id());
    if (own.empty() || own.back().kind != Job::Kind::Changes)
        own.push_back({.to = user.address()});
    own.back().contacts.push_back(contact);
}

void PresenceQueue::showOne(const User &user, const ContactId &contact, const QString &to)
{
    if (!m_lanes.contains(user.id()) && takeRoom()) {
        m_show(user, contact, to);
        return;
    }
    Lane &own = lane(user.id());
    if (own.empty() || own.back().kind != Job::Kind::All || own.back().to != to)
        own.push_back({.to = to, .kind = Job::Kind::All});
    own.back().contacts.push_back(contact);
    arm();
}

void PresenceQueue::showAll(const User &user, const QString &to)
{
    QList<ContactId> contacts = whoIsThere(user);
    if (contacts.empty())
        return;
    lane(user.id()).push_back({.to = to, .contacts = std::move(contacts), .kind = Job::Kind::All});
    showSome();
}

void PresenceQueue::showGone(const User &user, const QString &to)
{
    QList<ContactId> contacts = whoSeemsThere(user);
    if (contacts.empty())
        return;
    lane(user.id()).push_back({.to = to, .contacts = std::move(contacts), .kind = Job::Kind::Gone});
    showSome();
}

PresenceQueue::Lane &PresenceQueue::lane(const UserId &user)
{
    const auto [entry, isNew] = m_lanes.try_emplace(user);
    if (isNew)
        m_turns.push_back(user);
    return entry->second;
}

Clock::Moment PresenceQueue::restEnds(const KnownContact &known) const
{
    const Clock::Moment now = m_service.host.clock().now();
    const quint32 passed = shortened(now) - known.shownAt;
    if (known.shownAt == 0 || passed >= betweenChanges.count())
        return now;
    return now + betweenChanges - std::chrono::milliseconds(passed);
}

void PresenceQueue::rest(const User &user, const KnownContact &known)
{
    const auto due = sinceEpoch(restEnds(known));
    const Clock::Moment end(grain * ((due + grain - std::chrono::milliseconds(1)) / grain));
    const bool isFirst = m_resting.empty() || end < m_resting.begin()->first;
    m_resting[end].push_back({user.id(), known.contact.id});
    if (!isFirst)
        return;
    Clock &clock = m_service.host.clock();
    clock.cancel(m_wakeTimer);
    m_wakeTimer = clock.schedule(std::chrono::ceil<std::chrono::milliseconds>(end - clock.now()),
                                 &m_service.context, [this] { wake(); });
}

void PresenceQueue::wake()
{
    Clock &clock = m_service.host.clock();
    const Clock::Moment now = clock.now();
    while (!m_resting.empty() && m_resting.begin()->first <= now) {
        const auto rested = m_resting.extract(m_resting.begin());
        for (const Resting &each : rested.mapped()) {
            const User *user = m_service.users.find(each.user);
            if (user && user->findContact(each.contact))
                enqueue(*user, each.contact);
        }
    }
    if (!m_resting.empty())
        m_wakeTimer =
            clock.schedule(std::chrono::ceil<std::chrono::milliseconds>(m_resting.begin()->first - now),
                           &m_service.context, [this] { wake(); });
    showSome();
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
    while (hasRoom && !m_turns.empty()) {
        const UserId id = std::move(m_turns.front());
        m_turns.pop_front();
        Lane &lane = m_lanes.find(id)->second;
        for (int count = 0; count < atOnce && !lane.empty(); ++count) {
            hasRoom = takeRoom();
            if (!hasRoom)
                break;
            showNext(id, lane);
        }
        if (lane.empty())
            m_lanes.erase(id);
        else
            m_turns.push_back(id);
    }
    if (!m_turns.empty())
        arm();
}

void PresenceQueue::showNext(const UserId &id, Lane &lane)
{
    Job &job = lane.front();
    const ContactId contact = job.contacts.takeFirst();
    const QString to = job.to;
    const Job::Kind kind = job.kind;
    if (job.contacts.empty())
        lane.pop_front();

    if (kind == Job::Kind::Gone) {
        m_service.door->send(
            to, stanzas::signal("unavailable", m_service.addresses.presenceAddress(contact), to));
        return;
    }
    const User *user = m_service.users.find(id);
    KnownContact *known = user ? user->findContact(contact) : nullptr;
    if (!known)
        return;
    if (kind == Job::Kind::All) {
        m_show(*user, contact, to);
        return;
    }
    known->isPresenceDue = false;
    showNow(*user, *known);
}

} // namespace spectrum::xmpp
