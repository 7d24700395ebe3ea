// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "instance/ContactKeeper.h"

#include "instance/AccountBook.h"
#include "instance/Answer.h"
#include "instance/SessionPool.h"

#include <spectrum/Log.h>

#include <QTimer>

#include <algorithm>

SPECTRUM_LOG_CATEGORY(logContacts, "spectrum.contacts")

namespace spectrum::core
{

namespace
{

constexpr qsizetype toldAtOnce = 50;

size_t hashOf(const ContactId &id)
{
    return qHash(id, QHashSeed::globalSeed());
}

size_t contentHashOf(const Contact &contact)
{
    const size_t seed = qHash(contact.name, QHashSeed::globalSeed());
    return qHashRange(contact.groups.cbegin(), contact.groups.cend(), seed);
}

template <typename Prints>
auto findPrint(Prints &prints, size_t id)
{
    return std::lower_bound(prints.begin(), prints.end(), id,
                            [](const auto &print, size_t wanted) { return print.id < wanted; });
}

} // namespace

ContactKeeper::ContactKeeper(SessionPool &pool, AccountBook &book, List list)
    : m_pool(pool), m_book(book), m_list(list)
{
}

void ContactKeeper::sessionStarted(UserSession &session)
{
    m_known[session.user()] = Known{.session = &session};
    whenAnswered(m_book.findContacts(session.user()), this,
                 [this, user = session.user(), started = &session](const Result<QList<Contact>> &found) {
                     if (found)
                         takeFound(user, started, *found);
                     else
                         qCWarning(logContacts).noquote()
                             << "Contacts could not be read:" << found.error().detail;
                     finishReading(user, started);
                 });
}

void ContactKeeper::sessionOnline(UserSession &session)
{
    tell(session);
}

bool ContactKeeper::holds(const UserId &user, const Command &order)
{
    if (!std::holds_alternative<SetContact>(order) && !std::holds_alternative<RemoveContact>(order))
        return false;
    const auto found = m_known.find(user);
    if (m_list == List::OfNetwork || found == m_known.end())
        return false;
    Known &known = found->second;
    if (!known.isRead && known.held.size() < maximumHeld) {
        known.held.push_back(order);
        return true;
    }
    prepare(user, known, order);
    return false;
}

// What is changed takes the place of what was to be told, and what is removed must be known.
void ContactKeeper::prepare(const UserId &user, Known &known, const Command &order)
{
    const auto *removal = std::get_if<RemoveContact>(&order);
    const ContactId id = removal != nullptr ? removal->contact : std::get<SetContact>(order).contact.id;
    const auto untold = std::ranges::find(known.untold, id, &Contact::id);
    if (untold == known.untold.end())
        return;
    const Contact contact = *untold;
    known.untold.erase(untold);
    if (removal != nullptr)
        m_pool.execute(user, SetContact{.contact = contact});
}

void ContactKeeper::finishReading(const UserId &user, const UserSession *session)
{
    const auto found = m_known.find(user);
    if (found == m_known.end() || found->second.session != session)
        return;
    found->second.isRead = true;
    for (const Command &order : std::exchange(found->second.held, {})) {
        if (!holds(user, order))
            m_pool.execute(user, order);
    }
}

void ContactKeeper::contactChanged(const UserSession &session, const Contact &contact)
{
    Known *known = find(session);
    if (known == nullptr)
        return;
    const Print print{hashOf(contact.id), contentHashOf(contact)};
    const auto place = findPrint(known->prints, print.id);
    if (place != known->prints.end() && place->id == print.id) {
        if (place->content == print.content)
            return;
        place->content = print.content;
    } else if (known->prints.size() < maximumContacts) {
        known->prints.insert(place, print);
    } else {
        watch(
            answered(Result<void>(Error{ErrorKind::Overloaded, {}, QStringLiteral("a user has too many")})));
        return;
    }
    watch(m_book.saveContact(session.user(), contact));
}

void ContactKeeper::contactRemoved(const UserSession &session, const ContactId &contact)
{
    Known *known = find(session);
    if (known == nullptr)
        return;
    const size_t id = hashOf(contact);
    const auto place = findPrint(known->prints, id);
    if (place != known->prints.end() && place->id == id)
        known->prints.erase(place);
    watch(m_book.removeContact(session.user(), contact));
}

void ContactKeeper::sessionEnded(const UserSession &session)
{
    Known *known = find(session);
    if (known == nullptr)
        return;
    // Each has its outcome, and this is in the middle of the session's end.
    if (!known->held.empty())
        QTimer::singleShot(0, this, [this, user = session.user(), held = std::move(known->held)] {
            for (const Command &order : held)
                m_pool.execute(user, order);
        });
    m_known.erase(session.user());
}

void ContactKeeper::takeFound(const UserId &user, const UserSession *started, const QList<Contact> &contacts)
{
    UserSession *session = m_pool.find(user);
    if (session == nullptr || session != started)
        return;
    Known *known = find(*session);
    if (known == nullptr)
        return;
    for (const Contact &contact : contacts) {
        const Print print{hashOf(contact.id), contentHashOf(contact)};
        const auto place = findPrint(known->prints, print.id);
        if (place == known->prints.end() || place->id != print.id)
            known->prints.insert(place, print);
    }
    if (m_list == List::OfNetwork)
        return;
    known->untold = contacts;
    if (session->state == SessionState::Online)
        tell(*session);
}

// A portion in each turn of the event loop: a list of thousands holds up nobody else.
void ContactKeeper::tell(UserSession &session)
{
    Known *known = find(session);
    if (known == nullptr)
        return;
    const qsizetype count = std::min(known->untold.size(), toldAtOnce);
    const QList<Contact> portion = known->untold.first(count);
    known->untold.remove(0, count);
    const bool isAll = known->untold.isEmpty();
    for (const Contact &contact : portion) {
        if (session.phase != UserSession::Phase::Running)
            return;
        m_pool.execute(session.user(), SetContact{.contact = contact});
    }
    if (isAll)
        return;
    QTimer::singleShot(0, this, [this, user = session.user(), told = &session] {
        UserSession *left = m_pool.find(user);
        if (left == told && find(*left) != nullptr)
            tell(*left);
    });
}

ContactKeeper::Known *ContactKeeper::find(const UserSession &session)
{
    const auto known = m_known.find(session.user());
    return known == m_known.end() || known->second.session != &session ? nullptr : &known->second;
}

void ContactKeeper::watch(QFuture<Result<void>> written)
{
    whenAnswered(written, this, [this](const Result<void> &result) {
        if (result || m_isFailureLogged)
            return;
        m_isFailureLogged = true;
        qCWarning(logContacts).noquote()
            << "A contact could not be kept:" << result.error().detail << "More of these are not logged.";
    });
}

} // namespace spectrum::core
