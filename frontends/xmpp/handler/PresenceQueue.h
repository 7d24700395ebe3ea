// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Shows presences of contacts in small portions, so that somebody who knows thousands holds up nobody else.
#pragma once

#include "../Service.h"

#include <deque>
#include <map>
#include <unordered_map>

namespace spectrum::xmpp
{

// What one user is told keeps its order. A contact that changes again before its turn is told once, and that
// is never more often than once a second: the first change at once, then the latest.
class PresenceQueue
{
public:
    // Writes a contact's present state to an address.
    using Show = std::function<void(const User &user, const ContactId &contact, const QString &to)>;

    PresenceQueue(Service &service, Show show);

    // At once when there is room and the contact was not shown lately, otherwise soon.
    void show(const User &user, KnownContact &known);
    // One contact's state to one resource, or to all of them: it was asked for.
    void showOne(const User &user, const ContactId &contact, const QString &to);
    // All who are there, to one resource.
    void showAll(const User &user, const QString &to);
    // That all who are there are gone, to one resource; also when the user goes too.
    void showGone(const User &user, const QString &to);

    [[nodiscard]] bool isEmpty() const { return m_lanes.empty() && m_resting.empty(); }

private:
    struct Job {
        QString to = {};
        QList<ContactId> contacts = {};
        enum class Kind : quint8 { Changes, All, Gone } kind = Kind::Changes;
    };
    using Lane = QList<Job>;
    struct Resting {
        UserId user;
        ContactId contact;
    };

    void showNow(const User &user, KnownContact &known);
    void enqueue(const User &user, const ContactId &contact);
    Lane &lane(const UserId &user);
    [[nodiscard]] Clock::Moment restEnds(const KnownContact &known) const;
    void rest(const User &user, const KnownContact &known);
    void wake();
    [[nodiscard]] bool takeRoom();
    void arm();
    void showSome();
    void showNext(const UserId &id, Lane &lane);

    Service &m_service;
    Show m_show;
    std::unordered_map<UserId, Lane> m_lanes;
    // Whose turn it is.
    std::deque<UserId> m_turns;
    // Who was shown a moment ago and changed since, by when their rest ends: a few moments, and one timer.
    std::map<Clock::Moment, std::vector<Resting>> m_resting;
    Clock::TimerId m_wakeTimer = 0;
    Clock::Moment m_since = {};
    int m_room = 0;
    bool m_isArmed = false;
};

} // namespace spectrum::xmpp
