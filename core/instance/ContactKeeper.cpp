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
                 });
}

void ContactKeeper::sessionOnline(UserSession &session)
{
    if (Known *known = find(session))
        tell(session, std::exchange(known->untold, {}));
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
    if (find(session) != nullptr)
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
    if (session->state == SessionState::Online)
        tell(*session, contacts);
    else
        known->untold = contacts;
}

// A portion in each turn of the event loop: a list of thousands holds up nobody else.
void ContactKeeper::tell(UserSession &session, const QList<Contact> &contacts)
{
    const qsizetype count = std::min(contacts.size(), toldAtOnce);
    for (const Contact &contact : contacts.first(count)) {
        if (session.phase != UserSession::Phase::Running)
            return;
        m_pool.execute(session.user(), SetContact{.contact = contact});
    }
    if (count == contacts.size())
        return;
    QTimer::singleShot(0, this,
                       [this, user = session.user(), told = &session, rest = contacts.sliced(count)] {
                           UserSession *left = m_pool.find(user);
                           if (left == told && find(*left) != nullptr)
                               tell(*left, rest);
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
