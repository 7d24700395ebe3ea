// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "SyncMemory.h"

#include "../LogCategories.h"
#include "ContactSyncState.h"

#include <algorithm>
#include <array>

namespace spectrum::xmpp
{

namespace
{

// A list of thousands does not fit into one setting, and one that changes is written again as a whole.
constexpr quint32 parts = 64;
constexpr std::chrono::milliseconds pause{250};
const QString marker = QStringLiteral("contacts.told");
const QString compared = QStringLiteral("1");
const QString begun = QStringLiteral("0");

QString keyOf(quint32 part)
{
    return QStringLiteral("contacts.told.%1").arg(part);
}

// FNV-1a: the hashes of Qt may differ from one version to the next.
quint32 mix(quint32 hash, QStringView text)
{
    for (const QChar character : text) {
        hash = (hash ^ (character.unicode() & 0xffU)) * 16777619U;
        hash = (hash ^ (character.unicode() >> 8U)) * 16777619U;
    }
    return (hash ^ 0x1fU) * 16777619U;
}

quint32 partOf(const ContactId &contact)
{
    return mix(2166136261U, contact.toString()) % parts;
}

void readPart(std::vector<std::pair<ContactId, quint32>> &prints, const QString &text)
{
    for (const QStringView line : QStringView(text).split(u'\n')) {
        bool isNumber = false;
        const quint32 print = line.left(8).toUInt(&isNumber, 16);
        if (isNumber && line.size() > 8)
            prints.emplace_back(line.mid(8).toString(), print);
    }
}

void mark(User &user, const std::vector<std::pair<ContactId, quint32>> &prints)
{
    std::vector<ContactId> ids;
    ids.reserve(prints.size());
    for (const auto &[id, print] : prints)
        ids.push_back(id);
    user.addContacts(std::move(ids));
    for (const auto &[id, print] : prints) {
        if (KnownContact *known = user.findContact(id))
            known->told = print;
    }
}

} // namespace

quint32 SyncMemory::printOf(const Contact &contact)
{
    quint32 hash = mix(2166136261U, contact.name);
    QStringList groups = contact.groups;
    groups.sort();
    for (const QString &group : std::as_const(groups))
        hash = mix(hash, group);
    return std::max(hash, listed + 1);
}

quint32 SyncMemory::toldOf(const QMap<QString, QString> &settings, const ContactId &contact)
{
    std::vector<std::pair<ContactId, quint32>> prints;
    readPart(prints, settings.value(keyOf(partOf(contact))));
    const auto found = std::ranges::find(prints, contact, &std::pair<ContactId, quint32>::first);
    return found == prints.end() ? 0 : found->second;
}

void SyncMemory::load(const UserId &id, Loaded loaded)
{
    m_service.host.findSettings(id).then(
        &m_service.context,
        [this, id, loaded = std::move(loaded)](const Result<QMap<QString, QString>> &found) {
            User *user = m_service.users.find(id);
            if (!user || !user->sync)
                return;
            if (!found || !found->contains(marker)) {
                takeStored(id, loaded);
                return;
            }
            std::vector<std::pair<ContactId, quint32>> prints;
            for (quint32 part = 0; part < parts; ++part)
                readPart(prints, found->value(keyOf(part)));
            mark(*user, prints);
            loaded(*user, *found, found->value(marker) != compared);
        });
}

// An account that came from elsewhere: what it knew, its user knows.
void SyncMemory::takeStored(const UserId &id, const Loaded &loaded)
{
    m_service.host.findContacts(id).then(
        &m_service.context, [this, id, loaded](const Result<QList<Contact>> &found) {
            User *user = m_service.users.find(id);
            if (!user || !user->sync)
                return;
            const QList<Contact> contacts = found ? *found : QList<Contact>{};
            std::vector<ContactId> ids;
            for (const Contact &contact : contacts)
                ids.push_back(contact.id);
            user->addContacts(std::move(ids));
            for (const Contact &contact : contacts) {
                KnownContact *known = user->findContact(contact.id);
                // What the network said meanwhile is news, although it is stored already.
                if (!known || known->isListed)
                    continue;
                known->told = printOf(contact);
                touch(*user, contact.id);
            }
            [[maybe_unused]] const auto saved = m_service.host.saveSetting(id, marker, begun);
            loaded(*user, {}, true);
        });
}

void SyncMemory::noteCompared(const UserId &user)
{
    [[maybe_unused]] const auto saved = m_service.host.saveSetting(user, marker, compared);
}

void SyncMemory::touch(User &user, const ContactId &contact)
{
    if (!user.sync)
        return;
    user.sync->touched |= quint64(1) << partOf(contact);
    if (std::exchange(user.sync->isSaving, true))
        return;
    m_service.host.clock().schedule(pause, &m_service.context, [this, id = user.id()] { save(id); });
}

void SyncMemory::save(const UserId &id)
{
    const User *user = m_service.users.find(id);
    if (!user || !user->sync)
        return;
    user->sync->isSaving = false;
    // What is stored and not read yet would be written over.
    if (!user->sync->isLoaded)
        return;
    const quint64 touched = std::exchange(user->sync->touched, 0);
    if (touched == 0)
        return;
    std::array<QString, parts> texts;
    for (const auto &known : user->contacts) {
        const quint32 part = partOf(known->contact.id);
        if (known->told == 0 || !(touched >> part & 1U) || known->contact.id.toString().contains(u'\n'))
            continue;
        QString &text = texts[part];
        if (!text.isEmpty())
            text += u'\n';
        text += QStringLiteral("%1").arg(known->told, 8, 16, QLatin1Char('0')) + known->contact.id.toString();
    }
    for (quint32 part = 0; part < parts; ++part) {
        if (!(touched >> part & 1U))
            continue;
        m_service.host.saveSetting(id, keyOf(part), texts[part])
            .then(&m_service.context, [this](const Result<void> &saved) {
                if (!saved && !std::exchange(m_isFailureLogged, true))
                    qCWarning(logFrontend, "What a user's contact list was told could not be kept: %s",
                              qUtf8Printable(saved.error().detail));
            });
    }
}

} // namespace spectrum::xmpp
