// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Keeps the contacts of users, and tells them to each new session of a network that keeps none.
#pragma once

#include <spectrum/Commands.h>
#include <spectrum/Contact.h>
#include <spectrum/Ids.h>
#include <spectrum/Result.h>

#include <QFuture>
#include <QList>
#include <QObject>

#include <unordered_map>
#include <vector>

namespace spectrum::core
{

class AccountBook;
class SessionPool;
struct UserSession;

class ContactKeeper : public QObject
{
    Q_OBJECT

public:
    enum class List {
        OfHost,    // told to every session when it is online
        OfNetwork, // kept for those who ask while the user is away
    };
    static constexpr size_t maximumContacts = 10000;
    static constexpr size_t maximumHeld = 1000;

    ContactKeeper(SessionPool &pool, AccountBook &book, List list);

    [[nodiscard]] List list() const { return m_list; }

    // Before an order goes to the session: a contact that it is yet to be told would come back as it was.
    // True: the contacts are still being read, and the order is carried out when they are.
    [[nodiscard]] bool holds(const UserId &user, const Command &order);

    // What the pool tells its watcher.
    void sessionStarted(UserSession &session);
    void sessionOnline(UserSession &session);
    void contactChanged(const UserSession &session, const Contact &contact);
    void contactRemoved(const UserSession &session, const ContactId &contact);
    void sessionEnded(const UserSession &session);

private:
    // What is in the book, as hashes, so that telling a session its contacts does not write them again.
    struct Print {
        size_t id;
        size_t content;
    };
    struct Known {
        const UserSession *session = nullptr;
        std::vector<Print> prints = {}; // sorted by id
        QList<Contact> untold = {};     // until the session is online, and a portion at a time
        bool isRead = false;
        std::vector<Command> held = {}; // until then
    };

    void takeFound(const UserId &user, const UserSession *session, const QList<Contact> &contacts);
    void tell(UserSession &session);
    void prepare(const UserId &user, Known &known, const Command &order);
    void finishReading(const UserId &user, const UserSession *session);
    [[nodiscard]] Known *find(const UserSession &session);
    void watch(QFuture<Result<void>> written);

    SessionPool &m_pool;
    AccountBook &m_book;
    List m_list;
    std::unordered_map<UserId, Known> m_known;
    bool m_isFailureLogged = false;
};

} // namespace spectrum::core
