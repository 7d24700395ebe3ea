// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "People.h"

#include "BuddyIcons.h"
#include "Markup.h"
#include "Statuses.h"
#include "Wording.h"

namespace spectrum::purple
{

namespace
{

constexpr qsizetype maximumName = 500;
constexpr qsizetype maximumGroups = 50;

PurpleGroup *groupOf(const QString &name)
{
    const QByteArray bytes = cleanUtf8(name).trimmed();
    const char *wanted = bytes.isEmpty() ? "Buddies" : bytes.constData();
    PurpleGroup *group = purple_find_group(wanted);
    if (!group) {
        group = purple_group_new(wanted);
        purple_blist_add_group(group, nullptr);
    }
    return group;
}

QList<PurpleBuddy *> buddiesOf(PurpleAccount *account, const QByteArray &name)
{
    QList<PurpleBuddy *> result;
    GSList *found = purple_find_buddies(account, name.constData());
    for (const GSList *item = found; item; item = item->next)
        result.append(static_cast<PurpleBuddy *>(item->data));
    g_slist_free(found);
    return result;
}

QString nameOf(PurpleBuddy *buddy, const ContactId &id)
{
    for (const char *name :
         {purple_buddy_get_local_buddy_alias(buddy), purple_buddy_get_server_alias(buddy)}) {
        const QString text = cleanText(name, maximumName).simplified();
        if (!text.isEmpty() && text != id.toString())
            return text;
    }
    return {};
}

QStringList groupsOf(const QList<PurpleBuddy *> &buddies)
{
    QStringList groups;
    for (PurpleBuddy *buddy : buddies) {
        PurpleGroup *group = purple_buddy_get_group(buddy);
        const QString name = group ? cleanText(purple_group_get_name(group), maximumName) : QString();
        if (!name.isEmpty() && !groups.contains(name) && groups.size() < maximumGroups)
            groups.append(name);
    }
    groups.sort();
    return groups;
}

} // namespace

void People::set(const SetContact &order)
{
    const Result<ContactId> id = m_ties.names.contact(order.contact.id.toString());
    if (!m_ties.isOnline())
        return m_ties.finish(order.request, notConnected());
    if (!id)
        return m_ties.finish(order.request, id.error());
    const QByteArray name = m_ties.spelled(*id);
    if (buddiesOf(m_ties.account, name).isEmpty())
        addBuddy(name, order.contact);
    else
        moveBuddy(name, order.contact);
    m_told[*id].contact = {};
    tellOne(*id);
    m_ties.finish(order.request);
}

void People::addBuddy(const QByteArray &name, const Contact &contact)
{
    const QByteArray alias = cleanUtf8(contact.name);
    QStringList groups = contact.groups.first(qMin(contact.groups.size(), maximumGroups));
    if (groups.isEmpty())
        groups.append(QString());
    for (const QString &group : std::as_const(groups)) {
        PurpleBuddy *buddy =
            purple_buddy_new(m_ties.account, name.constData(), alias.isEmpty() ? nullptr : alias.constData());
        purple_blist_add_buddy(buddy, nullptr, groupOf(group), nullptr);
        purple_account_add_buddy_with_invite(m_ties.account, buddy, nullptr);
    }
}

void People::moveBuddy(const QByteArray &name, const Contact &contact)
{
    QList<PurpleBuddy *> buddies = buddiesOf(m_ties.account, name);
    const QByteArray alias = cleanUtf8(contact.name);
    for (PurpleBuddy *buddy : std::as_const(buddies)) {
        if (alias != purple_buddy_get_local_buddy_alias(buddy)) {
            purple_blist_alias_buddy(buddy, alias.constData());
            serv_alias_buddy(buddy);
        }
    }
    QList<PurpleGroup *> wanted;
    for (const QString &group : contact.groups.first(qMin(contact.groups.size(), maximumGroups))) {
        PurpleGroup *found = groupOf(group);
        if (!wanted.contains(found))
            wanted.append(found);
    }
    if (wanted.isEmpty())
        return;
    QList<PurpleBuddy *> spare;
    for (PurpleBuddy *buddy : std::as_const(buddies)) {
        if (!wanted.removeOne(purple_buddy_get_group(buddy)))
            spare.append(buddy);
    }
    for (PurpleGroup *group : std::as_const(wanted)) {
        if (!spare.isEmpty()) {
            purple_blist_add_buddy(spare.takeFirst(), nullptr, group, nullptr);
            continue;
        }
        PurpleBuddy *copy = purple_buddy_new(m_ties.account, name.constData(), alias.constData());
        purple_blist_add_buddy(copy, nullptr, group, nullptr);
        purple_account_add_buddy_with_invite(m_ties.account, copy, nullptr);
    }
    for (PurpleBuddy *buddy : std::as_const(spare)) {
        purple_account_remove_buddy(m_ties.account, buddy, purple_buddy_get_group(buddy));
        purple_blist_remove_buddy(buddy);
    }
}

void People::remove(const RemoveContact &order)
{
    if (!m_ties.isOnline())
        return m_ties.finish(order.request, notConnected());
    const Result<ContactId> id = m_ties.names.contact(order.contact.toString());
    if (!id)
        return m_ties.finish(order.request, id.error());
    const QList<PurpleBuddy *> buddies = buddiesOf(m_ties.account, m_ties.spelled(*id));
    for (PurpleBuddy *buddy : buddies) {
        purple_account_remove_buddy(m_ties.account, buddy, purple_buddy_get_group(buddy));
        purple_blist_remove_buddy(buddy);
    }
    if (m_told.remove(*id) || !buddies.isEmpty())
        m_ties.sink.handleEvent(ContactRemoved{*id});
    m_ties.finish(order.request);
}

void People::note(PurpleBuddy *buddy)
{
    const char *name = purple_buddy_get_name(buddy);
    if (const ContactId id = m_ties.heard(name); !id.isEmpty())
        noteName(id);
}

void People::noteName(const ContactId &id)
{
    m_changed.insert(id);
    if (!std::exchange(m_isTelling, true))
        QMetaObject::invokeMethod(this, &People::tell, Qt::QueuedConnection);
}

void People::noteAll()
{
    GSList *found = purple_find_buddies(m_ties.account, nullptr);
    for (const GSList *item = found; item; item = item->next)
        note(static_cast<PurpleBuddy *>(item->data));
    g_slist_free(found);
}

void People::forgetPresences()
{
    for (Told &told : m_told)
        told.presence = {};
}

// Once for all changes of a turn of the event loop: plugins make many for one thing that happened.
void People::tell()
{
    m_isTelling = false;
    const QSet<ContactId> changed = std::exchange(m_changed, {});
    if (!m_ties.isOnline())
        return;
    for (const ContactId &id : changed)
        tellOne(id);
}

void People::tellOne(const ContactId &id)
{
    const QList<PurpleBuddy *> buddies = buddiesOf(m_ties.account, m_ties.spelled(id));
    if (buddies.isEmpty()) {
        if (m_told.remove(id))
            m_ties.sink.handleEvent(ContactRemoved{id});
        return;
    }
    Told &told = m_told[id];
    Contact contact{.id = id, .name = nameOf(buddies.constFirst(), id), .groups = groupsOf(buddies)};
    if (contact != told.contact) {
        told.contact = contact;
        m_ties.sink.handleEvent(ContactChanged{std::move(contact)});
    }
    tellPresence(id, buddies.constFirst(), told);
    tellPicture(id, buddies.constFirst(), told);
}

void People::tellPresence(const ContactId &id, PurpleBuddy *buddy, Told &told)
{
    const Presence presence = presenceOf(purple_buddy_get_presence(buddy));
    if (presence == told.presence)
        return;
    told.presence = presence;
    m_ties.sink.handleEvent(ContactPresenceChanged{id, presence});
}

void People::tellPicture(const ContactId &id, PurpleBuddy *buddy, Told &told)
{
    const QByteArray version = BuddyIcons::versionOf(buddy);
    if (version == told.picture)
        return;
    told.picture = version;
    m_ties.sink.handleEvent(PictureChanged{id, version});
}

} // namespace spectrum::purple
