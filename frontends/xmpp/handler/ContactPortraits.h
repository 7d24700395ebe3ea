// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Knows which picture each of a user's contacts has, and fetches new ones a few at a time.
#pragma once

#include "PortraitFetch.h"
#include "PortraitTable.h"

#include <deque>

namespace spectrum::xmpp
{

class ContactPortraits
{
public:
    // It is known now which picture the contact has, or that there is none, and it was not before.
    using Changed = std::function<void(User &user, KnownContact &known)>;

    ContactPortraits(Service &service, PersonFetch &people) : m_service(service), m_fetch(people) {}

    void setChanged(Changed changed) { m_changed = std::move(changed); }
    void handleChanged(User &user, const PictureChanged &event);
    // The bytes of the picture; nothing when there is none, or it cannot be had.
    void fetch(const UserId &user, const PortraitPointer &portrait, PortraitFetch::Got got)
    {
        m_fetch.fetch(user, portrait, [this, got = std::move(got)](const QByteArray &bytes) {
            got(bytes);
            work();
        });
    }

private:
    struct Due {
        UserId user;
        ContactId contact;
    };
    void enqueue(const User &user, KnownContact &known);
    void work();
    void see(const Due &due);
    void handleFetched(const Due &due, const PortraitPointer &portrait);

    Service &m_service;
    PortraitFetch m_fetch;
    PortraitTable m_table;
    Changed m_changed = {};
    // Each contact is in it once at most.
    std::deque<Due> m_due;
    bool m_isWorking = false;
};

} // namespace spectrum::xmpp
