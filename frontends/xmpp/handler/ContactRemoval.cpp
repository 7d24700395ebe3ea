// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "ContactRemoval.h"

#include "../Stanzas.h"

#include <QPromise>

#include <set>

namespace spectrum::xmpp
{

namespace
{

constexpr int maximumOpen = 256;
constexpr int removedAtOnce = 20;
constexpr std::chrono::milliseconds shortPause{50};

} // namespace

void ContactRemoval::remove(const UserId &user, const ContactId &contact)
{
    if (m_privilege.canChangeRoster(user) || m_remote.isAllowed(user)) {
        RosterItem item{.address = m_service.addresses.address(contact)};
        item.subscription = QStringLiteral("remove");
        ++m_open;
        m_privilege.writeRoster(user, item, [this, user, contact](const Result<void> &written) {
            --m_open;
            if (!written)
                unsubscribe(user, contact);
        });
        return;
    }
    unsubscribe(user, contact);
}

void ContactRemoval::unsubscribe(const UserId &user, const ContactId &contact)
{
    const QString from = m_service.addresses.address(contact);
    const QString to = user.toString();
    for (const char *type : {"unsubscribe", "unsubscribed"})
        m_service.door->send(to, stanzas::signal(type, from, to));
}

QFuture<void> ContactRemoval::clear(const UserId &id)
{
    auto promise = std::make_shared<QPromise<void>>();
    promise->start();
    // The user's table may be half full or gone: what the store knows is complete.
    m_service.host.findContacts(id).then(&m_service.context,
                                         [this, id, promise](const Result<QList<Contact>> &found) {
                                             std::set<ContactId> contacts;
                                             for (const Contact &contact : found ? *found : QList<Contact>{})
                                                 contacts.insert(contact.id);
                                             if (const User *user = m_service.users.find(id)) {
                                                 for (const auto &known : user->contacts) {
                                                     if (known->isListed || known->told != 0)
                                                         contacts.insert(known->contact.id);
                                                 }
                                             }
                                             promise->finish();
                                             removeSome(id, {contacts.begin(), contacts.end()});
                                         });
    return promise->future();
}

void ContactRemoval::removeSome(const UserId &user, std::deque<ContactId> contacts)
{
    for (int count = 0; count < removedAtOnce && !contacts.empty() && m_open < maximumOpen; ++count) {
        remove(user, contacts.front());
        contacts.pop_front();
    }
    if (contacts.empty())
        return;
    m_service.host.clock().schedule(
        shortPause, &m_service.context,
        [this, user, contacts = std::move(contacts)]() mutable { removeSome(user, std::move(contacts)); });
}

} // namespace spectrum::xmpp
