// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "MessageArchive.h"

#include "stream/ElementWriter.h"

namespace spectrum::xmpp
{

namespace
{

constexpr QByteArrayView begin("<message");
constexpr QByteArrayView end("</message>");

// What a stream leaves out stands where the message stands alone.
QByteArray standingAlone(QByteArrayView message)
{
    if (!message.startsWith(begin))
        return {};
    if (message.startsWith("<message xmlns="))
        return message.toByteArray();
    QByteArray whole("<message xmlns='jabber:client'");
    whole.append(message.sliced(begin.size()));
    return whole;
}

// XEP-0334 §4.
bool isNotToBeKept(const Element &message)
{
    constexpr QStringView hints = u"urn:xmpp:hints";
    return message.child(u"no-store", hints) || message.child(u"no-permanent-store", hints);
}

} // namespace

const QString &MessageArchive::preferencesKey()
{
    static const QString key = QStringLiteral("archive preferences");
    return key;
}

void MessageArchive::load(const UserId &user, const PersonalStore::Values &values)
{
    setPreferences(user, ArchivePreferences(values.value(preferencesKey())));
}

void MessageArchive::setPreferences(const UserId &user, const ArchivePreferences &preferences)
{
    if (preferences.isAll())
        m_preferences.erase(user);
    else
        m_preferences[user] = preferences;
}

Archive *MessageArchive::archiveFor(const UserId &id, const QString &partner) const
{
    Archive *archive = m_service.host.archive();
    if (!archive || m_preferences.empty())
        return archive;
    const auto preferences = m_preferences.find(id);
    if (preferences == m_preferences.end())
        return archive;
    const auto address = Jid::parse(partner);
    if (!address)
        return nullptr;
    const auto isInRoster = [this, &id, &address] {
        const User *user = m_service.users.find(id);
        const auto contact = m_service.host.network().contactId(m_service.addresses.nameOf(*address));
        const KnownContact *known = user && contact ? user->findContact(*contact) : nullptr;
        return known && known->isAnnounced;
    };
    return preferences->second.wants(*address, isInRoster) ? archive : nullptr;
}

void MessageArchive::keepReceived(const QString &to, const QString &from, QByteArray &message)
{
    // Copies for single clients of somebody in a room are not the user's conversation.
    if (to.contains(u'/') || !message.endsWith(end))
        return;
    const UserId user(to);
    Archive *archive = archiveFor(user, from);
    if (!archive)
        return;
    const qint64 number = archive->append(user, from, standingAlone(message));
    ElementWriter xml;
    xml.open("stanza-id", "urn:xmpp:sid:0");
    xml.attribute("id", QString::number(number));
    xml.attribute("by", to);
    xml.close();
    message.insert(message.size() - end.size(), xml.take());
}

void MessageArchive::keepSent(const Incoming &incoming)
{
    if (incoming.to.kind != Destination::Kind::Contact || isNotToBeKept(incoming.stanza))
        return;
    const auto partner = Jid::parse(incoming.toText);
    Archive *archive = partner ? archiveFor(incoming.user, partner->bare()) : nullptr;
    if (!archive)
        return;
    ElementWriter xml;
    xml.element(incoming.stanza, {});
    archive->append(incoming.user, partner->bare(), xml.take());
}

void MessageArchive::keepOwn(const UserId &user, const QString &to, QByteArrayView message)
{
    if (Archive *archive = archiveFor(user, to))
        archive->append(user, to, standingAlone(message));
}

} // namespace spectrum::xmpp
