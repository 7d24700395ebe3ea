// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "ContactPortraits.h"

namespace spectrum::xmpp
{

namespace
{

// A network that is asked for everything at once would be right to call it a flood.
constexpr size_t maximumRunning = 16;
// Of all users. Beyond that it is not known which picture somebody has, until the network tells again.
constexpr size_t maximumDue = 200'000;

} // namespace

void ContactPortraits::handleChanged(User &user, const PictureChanged &event)
{
    KnownContact *known = user.contact(event.contact);
    if (!known)
        return;
    PortraitPointer portrait = m_table.find(event.contact, event.version);
    const bool isSame = known->portrait == portrait;
    known->portrait = std::move(portrait);
    if (known->portrait->state == Portrait::State::Unseen)
        enqueue(user, *known);
    else if (!isSame && m_changed)
        m_changed(user, *known);
}

void ContactPortraits::enqueue(const User &user, KnownContact &known)
{
    if (known.isPortraitDue || m_due.size() >= maximumDue)
        return;
    known.isPortraitDue = true;
    m_due.push_back({user.id(), known.contact.id});
    work();
}

// What is fetched may come at once, and ends in here again.
void ContactPortraits::work()
{
    if (std::exchange(m_isWorking, true))
        return;
    while (!m_due.empty() && m_fetch.running() < maximumRunning) {
        const Due due = std::move(m_due.front());
        m_due.pop_front();
        see(due);
    }
    m_isWorking = false;
}

void ContactPortraits::see(const Due &due)
{
    const User *user = m_service.users.find(due.user);
    const KnownContact *known = user ? user->findContact(due.contact) : nullptr;
    // Who was removed and came again is not due for what they were.
    if (!known || !known->isPortraitDue)
        return;
    m_fetch.fetch(due.user, known->portrait, [this, due, portrait = known->portrait](const QByteArray &) {
        handleFetched(due, portrait);
        work();
    });
}

void ContactPortraits::handleFetched(const Due &due, const PortraitPointer &portrait)
{
    User *user = m_service.users.find(due.user);
    KnownContact *known = user ? user->findContact(due.contact) : nullptr;
    if (!known || !known->portrait)
        return;
    known->isPortraitDue = false;
    const bool isSeen = known->portrait->state != Portrait::State::Unseen;
    if (isSeen && m_changed)
        m_changed(*user, *known);
    // It became another one meanwhile. What cannot be had is asked for when the network tells of it again.
    else if (!isSeen && known->portrait != portrait)
        enqueue(*user, *known);
}

} // namespace spectrum::xmpp
