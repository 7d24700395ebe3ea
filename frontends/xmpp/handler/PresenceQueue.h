// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Shows presences of contacts in small portions, so that somebody who knows thousands holds up nobody else.
#pragma once

#include "../Service.h"

#include <deque>

namespace spectrum::xmpp
{

// What one user is told keeps its order. A contact that changes again before its turn is told once.
class PresenceQueue
{
public:
    // Writes a contact's present state to an address.
    using Show = std::function<void(const User &user, const ContactId &contact, const QString &to)>;

    PresenceQueue(Service &service, Show show);

    // At once when there is room, otherwise soon.
    void show(const User &user, KnownContact &known);
    // All who are there, to one resource.
    void showAll(const User &user, const QString &to);
    // That all who are there are gone, to one resource; also when the user goes too.
    void showGone(const User &user, const QString &to);

    [[nodiscard]] bool isEmpty() const { return m_lanes.empty(); }

private:
    struct Job {
        QString to = {};
        std::deque<ContactId> contacts = {};
        enum class Kind : quint8 { Changes, All, Gone } kind = Kind::Changes;
    };
    struct Lane {
        UserId user;
        std::deque<Job> jobs;
    };

    [[nodiscard]] Lane *findLane(const UserId &user);
    Lane &lane(const UserId &user);
    [[nodiscard]] bool takeRoom();
    void arm();
    void showSome();
    void showNext(Lane &lane);

    Service &m_service;
    Show m_show;
    std::deque<Lane> m_lanes;
    Clock::Moment m_since = {};
    int m_room = 0;
    bool m_isArmed = false;
};

} // namespace spectrum::xmpp
