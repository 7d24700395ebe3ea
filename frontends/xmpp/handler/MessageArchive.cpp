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

void MessageArchive::keepReceived(const QString &to, const QString &from, QByteArray &message, qint64 &number)
{
    const UserId user(to.left(to.indexOf(u'/')));
    if (number == 0) {
        Archive *archive = message.endsWith(end) ? archiveFor(user, from) : nullptr;
        if (!archive)
            return;
        number = archive->append(user, from, standingAlone(message));
    }
    message.insert(message.size() - end.size(), nameOf(number, user.toString()));
}

QByteArray MessageArchive::nameOf(qint64 number, const QString &user)
{
    ElementWriter xml;
    xml.open("stanza-id", "urn:xmpp:sid:0");
    xml.attribute("id", QString::number(number));
    xml.attribute("by", user);
    xml.close();
    return xml.take();
}

void MessageArchive::keepSent(const Incoming &incoming)
{
    using Kind = Destination::Kind;
    const bool isToOne = incoming.to.kind == Kind::Contact || incoming.to.kind == Kind::Participant;
    const auto address =
        isToOne && !isNotToBeKept(incoming.stanza) ? Jid::parse(incoming.toText) : std::nullopt;
    if (!address)
        return;
    // In a room the resource says who it is.
    const QString partner = incoming.to.kind == Kind::Contact ? address->bare() : address->full();
    Archive *archive = archiveFor(incoming.user, partner);
    if (!archive)
        return;
    ElementWriter xml;
    xml.element(incoming.stanza, {});
    m_sentNumber = archive->append(incoming.user, partner, xml.take());
}

void MessageArchive::keepOwn(const UserId &user, const QString &to, QByteArray &message)
{
    Archive *archive = message.endsWith(end) ? archiveFor(user, to) : nullptr;
    if (!archive)
        return;
    const qint64 number = archive->append(user, to, standingAlone(message));
    message.insert(message.size() - end.size(), nameOf(number, user.toString()));
}

} // namespace spectrum::xmpp
