// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "RosterSubscriptions.h"

#include "ContactSyncState.h"
#include "stream/ElementWriter.h"

namespace spectrum::xmpp
{

namespace
{

constexpr size_t maximumServers = 1'000;
constexpr qsizetype requestsAtOnce = 20;
constexpr std::chrono::milliseconds requestPause{1000};

QString domainOf(const UserId &user)
{
    return user.toString().mid(user.toString().indexOf(u'@') + 1);
}

} // namespace

void RosterSubscriptions::note(const User &user, const ContactId &contact)
{
    if (!m_complete.contains(domainOf(user.id())))
        user.sync->fresh.append(contact);
}

void RosterSubscriptions::settle(User &user, bool isReadable)
{
    if (user.sync->fresh.isEmpty() || user.sync->isSettling)
        return;
    if (!isReadable || m_complete.contains(domainOf(user.id()))) {
        user.sync->fresh.clear();
        return;
    }
    user.sync->isSettling = true;
    m_privilege.readRoster(user.id(), [this, id = user.id()](const Result<std::vector<RosterItem>> &roster) {
        User *read = m_service.users.find(id);
        if (!read || !read->sync)
            return;
        read->sync->isSettling = false;
        takeRoster(*read, roster ? *roster : std::vector<RosterItem>());
    });
}

void RosterSubscriptions::takeRoster(User &user, const std::vector<RosterItem> &roster)
{
    std::set<QString> missing;
    for (const RosterItem &item : roster) {
        if (item.subscription == QLatin1String("none") || item.subscription == QLatin1String("from"))
            missing.insert(item.address);
    }
    const QList<ContactId> fresh = std::exchange(user.sync->fresh, {});
    QList<ContactId> asked;
    for (const ContactId &contact : fresh) {
        if (missing.contains(m_service.addresses.address(contact)))
            asked.append(contact);
    }
    if (!asked.isEmpty())
        requestSome(user.id(), std::move(asked));
    else if (!roster.empty() && m_complete.size() < maximumServers)
        m_complete.insert(domainOf(user.id()));
}

void RosterSubscriptions::requestSome(const UserId &id, QList<ContactId> contacts)
{
    const User *user = m_service.users.find(id);
    if (!user)
        return;
    const qsizetype count = std::min(requestsAtOnce, contacts.size());
    for (const ContactId &contact : contacts.first(count)) {
        if (const KnownContact *known = user->findContact(contact))
            request(*user, known->contact);
    }
    if (count == contacts.size())
        return;
    m_service.host.clock().schedule(
        requestPause, &m_service.context,
        [this, id, rest = contacts.sliced(count)]() mutable { requestSome(id, std::move(rest)); });
}

void RosterSubscriptions::request(const User &user, const Contact &contact)
{
    ElementWriter xml;
    xml.open("presence");
    xml.attribute("type", "subscribe");
    xml.attribute("from", m_service.addresses.address(contact.id));
    xml.attribute("to", user.address());
    if (!contact.name.isEmpty())
        xml.leaf("nick", "http://jabber.org/protocol/nick", contact.name);
    xml.close();
    m_service.door->send(user.address(), xml.take());
}

} // namespace spectrum::xmpp
