// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "OwnChanges.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPromise>

#include <algorithm>
#include <optional>

namespace spectrum::xmpp
{

namespace
{

constexpr int maximumOpen = 16; // of one user
constexpr std::chrono::seconds pause{30};
const QString prefix = QStringLiteral("contacts.changed.");

QString keyOf(const ContactId &contact)
{
    const QByteArray hash = QCryptographicHash::hash(contact.toString().toUtf8(), QCryptographicHash::Sha1);
    return prefix + QLatin1String(hash.toHex());
}

QString noteOf(const OwnChange &change)
{
    QJsonObject note{{QStringLiteral("id"), change.wanted.id.toString()}};
    if (change.isRemoval) {
        note.insert(QStringLiteral("gone"), true);
    } else {
        note.insert(QStringLiteral("name"), change.wanted.name);
        note.insert(QStringLiteral("groups"), QJsonArray::fromStringList(change.wanted.groups));
    }
    return QString::fromUtf8(QJsonDocument(note).toJson(QJsonDocument::Compact));
}

std::optional<OwnChange> readNote(const QString &text)
{
    const QJsonObject note = QJsonDocument::fromJson(text.toUtf8()).object();
    const QString id = note.value(QLatin1String("id")).toString();
    if (id.isEmpty())
        return std::nullopt;
    OwnChange change{.wanted = {.id = ContactId(id), .name = note.value(QLatin1String("name")).toString()},
                     .isRemoval = note.value(QLatin1String("gone")).toBool()};
    for (const QJsonValue group : note.value(QLatin1String("groups")).toArray())
        change.wanted.groups.append(group.toString());
    return change;
}

auto find(const User &user, const ContactId &contact)
{
    return std::ranges::find(user.sync->changes, contact,
                             [](const OwnChange &change) { return change.wanted.id; });
}

// The network did not say what it thinks of it.
bool isOpenStill(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::NotConnected:
    case ErrorKind::ConnectionLost:
    case ErrorKind::Unreachable:
    case ErrorKind::TimedOut:
    case ErrorKind::Overloaded:
    case ErrorKind::RateLimited:
        return true;
    default:
        return false;
    }
}

} // namespace

OwnChanges::Kept OwnChanges::keptAtOnce(const Result<void> &result)
{
    QPromise<Result<void>> promise;
    promise.start();
    promise.addResult(result);
    promise.finish();
    return promise.future();
}

OwnChanges::Kept OwnChanges::takeRemoval(User &user, const ContactId &contact)
{
    return take(user, {.wanted = {.id = contact}, .isRemoval = true});
}

OwnChanges::Kept OwnChanges::keepRemoval(const UserId &user, const ContactId &contact)
{
    return keep(user, {.wanted = {.id = contact}, .isRemoval = true});
}

bool OwnChanges::contains(const User &user, const ContactId &contact)
{
    return find(user, contact) != user.sync->changes.end();
}

bool OwnChanges::isLeaving(const User &user, const ContactId &contact)
{
    const auto found = find(user, contact);
    return found != user.sync->changes.end() && found->isRemoval;
}

void OwnChanges::restore(User &user, const QMap<QString, QString> &settings)
{
    for (auto setting = settings.lowerBound(prefix);
         setting != settings.cend() && setting.key().startsWith(prefix); ++setting) {
        std::optional<OwnChange> change = readNote(*setting);
        if (change && !contains(user, change->wanted.id))
            user.sync->changes.push_back(*std::move(change));
    }
    begin(user);
}

void OwnChanges::begin(User &user)
{
    if (!user.sync || m_service.host.stateOf(user.id()) != SessionState::Online)
        return;
    for (OwnChange &change : user.sync->changes)
        change.isPutOff = false;
    resume(user);
}

OwnChanges::Kept OwnChanges::take(User &user, OwnChange change)
{
    std::vector<OwnChange> &changes = user.sync->changes;
    const ContactId contact = change.wanted.id;
    Kept kept = m_service.host.saveSetting(user.id(), keyOf(contact), noteOf(change));
    // A removal is told by the list, and again by the subscriptions.
    if (!change.isRemoval || !isLeaving(user, contact)) {
        // The newest is what counts.
        std::erase_if(changes, [&contact](const OwnChange &older) { return older.wanted.id == contact; });
        changes.push_back(std::move(change));
        resume(user);
    }
    return kept;
}

OwnChanges::Kept OwnChanges::keep(const UserId &id, const OwnChange &change)
{
    return m_service.host.findSettings(id)
        .then(&m_service.context,
              [this, id, change](const Result<QMap<QString, QString>> &found) -> Kept {
                  if (!found)
                      return keptAtOnce(found.error());
                  return keepWith(id, change, *found);
              })
        .unwrap();
}

// Of people without an account there are no settings, and what is new in a list comes with a subscription.
OwnChanges::Kept OwnChanges::keepWith(const UserId &id, const OwnChange &change,
                                      const QMap<QString, QString> &settings)
{
    const quint32 told = SyncMemory::toldOf(settings, change.wanted.id);
    const bool isNews = change.isRemoval || told != SyncMemory::printOf(change.wanted) ||
                        settings.contains(keyOf(change.wanted.id));
    if (told == 0 || !isNews)
        return keptAtOnce();
    // The user may have come meanwhile.
    if (User *user = m_service.users.find(id); user && user->sync)
        return take(*user, change);
    return m_service.host.saveSetting(id, keyOf(change.wanted.id), noteOf(change));
}

void OwnChanges::resume(User &user)
{
    if (!user.sync || m_service.host.stateOf(user.id()) != SessionState::Online)
        return;
    const UserId id = user.id();
    for (User *left = &user; left && left->sync; left = m_service.users.find(id)) {
        // An outcome may come at once, and change the list.
        const std::vector<OwnChange> &changes = left->sync->changes;
        const auto isOpen = [](const OwnChange &change) { return change.request != RequestId::None; };
        const auto next = std::ranges::find_if(changes, [](const OwnChange &change) {
            return !change.isPutOff && change.request == RequestId::None;
        });
        if (next == changes.end() || std::ranges::count_if(changes, isOpen) >= maximumOpen)
            return;
        carry(*left, static_cast<size_t>(next - changes.begin()));
    }
}

void OwnChanges::carry(User &user, size_t index)
{
    OwnChange &change = user.sync->changes[index];
    const Contact wanted = change.wanted;
    const RequestId request = m_service.host.nextRequest();
    change.request = request;
    if (change.isRemoval) {
        user.removeContact(wanted.id);
    } else if (KnownContact *known = user.contact(wanted.id)) {
        // What the network says of it then is known.
        known->sent = SyncMemory::printOf(wanted);
    }
    Command command = change.isRemoval ? Command(RemoveContact{.request = request, .contact = wanted.id})
                                       : Command(SetContact{.request = request, .contact = wanted});
    m_service.order(user.id(), request, std::move(command),
                    [this, id = user.id(), contact = wanted.id, request](const std::optional<Error> &error,
                                                                         const QList<Room> &) {
                        finish(id, contact, request, error);
                    });
}

void OwnChanges::finish(const UserId &id, const ContactId &contact, RequestId request,
                        const std::optional<Error> &error)
{
    User *user = m_service.users.find(id);
    if (!user || !user->sync)
        return;
    const auto found = find(*user, contact);
    if (found == user->sync->changes.end() || found->request != request)
        return;
    if (error && isOpenStill(*error)) {
        found->request = RequestId::None;
        found->isPutOff = true;
        m_service.host.clock().schedule(std::max(pause, error->retryAfter), &m_service.context, [this, id] {
            if (User *left = m_service.users.find(id))
                begin(*left);
        });
        return;
    }
    const OwnChange change = *found;
    user->sync->changes.erase(found);
    settle(*user, change.wanted, change.isRemoval, !error);
    resume(*user);
}

// What is done is noted before the note of what was to do goes.
void OwnChanges::settle(User &user, const Contact &wanted, bool isRemoval, bool isDone)
{
    if (KnownContact *known = isRemoval ? nullptr : user.findContact(wanted.id)) {
        const quint32 print = SyncMemory::printOf(wanted);
        if (known->sent == print)
            known->sent = 0;
        // A network that takes no other name leaves the user's own list as the user wants it.
        if (isDone)
            known->told = print;
    }
    m_memory.touch(user, wanted.id);
    m_memory.save(user.id());
    m_service.host.saveSetting(user.id(), keyOf(wanted.id), {});
}

} // namespace spectrum::xmpp
