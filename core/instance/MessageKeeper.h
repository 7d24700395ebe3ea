// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Lets messages wait for a session that is on its way, and sends them when it is online.
#pragma once

#include "instance/MessageBook.h"
#include "route/WaitingOutbox.h"

#include <spectrum/FrontendModule.h>

#include <QObject>

namespace spectrum::core
{

class Router;
class SessionPool;
struct UserSession;

// Each message is marked in the book before the network gets it. One whose mark is found by a later process
// may have arrived: it is never sent again, and its sender is told that nobody knows.
class MessageKeeper : public QObject
{
    Q_OBJECT

public:
    struct Limits {
        // 0: nothing waits.
        std::chrono::seconds age{3600};
        qint64 ofUser = 100;
        qint64 inAll = 10'000;
    };
    static constexpr qint64 maximumBytes = 64 * 1024 * 1024;
    // Of one user, at the network at once; the others follow in their order.
    static constexpr qint64 maximumHandedOver = 16;

    MessageKeeper(SessionPool &pool, Router &router, FrontendHost &host, std::unique_ptr<MessageBook> book);

    void setFrontend(Frontend *frontend) noexcept { m_frontend = frontend; }
    void setLimits(const Limits &limits) noexcept { m_limits = limits; }
    // Takes over what an earlier process left, then calls done.
    void restore(std::function<void()> done);
    // Tells the outcome of those that cannot be sent any more.
    void tellRestored();
    // Whatever cannot wait for another process fails.
    void stop();
    [[nodiscard]] qsizetype size() const noexcept { return m_waiting.size(); }

    // True: the order is the keeper's now, and its outcome follows.
    bool hold(UserSession &session, const SendMessage &order);
    // What a session with waiting messages says of one. True: nobody else is to hear it.
    bool hear(UserSession &session, const DeliveryChanged &change);
    // The account is gone.
    void drop(const UserId &user);

    // What the pool tells its watcher.
    void sessionStarted(UserSession &session);
    void sessionOnline(UserSession &session);
    void sessionEnded(UserSession &session, const std::optional<Error> &error);

private:
    [[nodiscard]] bool canWait(const UserSession &session, const SendMessage &order) const;
    [[nodiscard]] std::optional<Error> excess(const UserId &user, qint64 size) const;
    void keep(UserSession &session, const SendMessage &order, const QByteArray &note);
    void takeOver(const MessageBook::Entry &entry);
    void pump(const UserId &user);
    void pumpLater(const UserId &user);
    void handOver(const QList<qint64> &numbers, const Result<QList<MessageBook::Numbered>> &read);
    [[nodiscard]] bool send(qint64 number, Message message);
    void takeBack(const QList<qint64> &numbers);
    // Also the outcome of those that were the same message.
    void settle(qint64 number, const DeliveryChanged &outcome);
    void fail(qint64 number, const Error &error);
    void failAll(const UserId &user, const Error &error);
    void expire();
    void armTimer();

    SessionPool &m_pool;
    Router &m_router;
    FrontendHost &m_host;
    Clock &m_clock;
    std::unique_ptr<MessageBook> m_book;
    Frontend *m_frontend = nullptr;
    Limits m_limits;
    WaitingOutbox m_waiting;
    Clock::TimerId m_timer = 0;
    bool m_isStopping = false;
};

} // namespace spectrum::core
