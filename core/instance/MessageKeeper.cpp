// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "instance/MessageKeeper.h"

#include "instance/Answer.h"
#include "instance/SessionPool.h"
#include "route/Router.h"

#include <spectrum/Log.h>

#include <algorithm>

SPECTRUM_LOG_CATEGORY(logWaiting, "spectrum.messages")

namespace spectrum::core
{

using Phase = UserSession::Phase;
using Stage = WaitingOutbox::Stage;

namespace
{

// What one takes beside its text: addresses, ids, the book's own columns.
constexpr qint64 overhead = 256;

Error tooMany()
{
    return {ErrorKind::Overloaded, QStringLiteral("Too many messages wait for the network already.")};
}

Error tooOld()
{
    return {ErrorKind::TimedOut,
            QStringLiteral("The network could not be reached in time: this message was not sent.")};
}

Error nobodyKnows()
{
    return {ErrorKind::ConnectionLost,
            QStringLiteral("The gateway was interrupted while it sent this message. It may have arrived; it "
                           "is not sent again.")};
}

Error isStopping()
{
    return {ErrorKind::NotConnected, QStringLiteral("The gateway is being stopped.")};
}

Error isGone()
{
    return {ErrorKind::StorageFailed, QStringLiteral("This message could not be read any more.")};
}

DeliveryChanged failedWith(const Error &error)
{
    return {RequestId::None, DeliveryState::Failed, error};
}

// Messages without a name of their own are never the same.
size_t printOf(const Message &message)
{
    return message.id.isEmpty() ? 0 : qHashMulti(1, message.id, message.peer.id, message.body);
}

bool isOnline(const UserSession *session)
{
    return session != nullptr && session->phase == Phase::Running && session->state == SessionState::Online;
}

qint64 sizeOf(const Message &message, const QByteArray &note)
{
    qint64 size = overhead + note.size() + (message.body.size() + message.html.size()) * 2;
    for (const Attachment &attachment : message.attachments)
        size += attachment.url.toString().size() * 2 + attachment.name.size() * 2;
    return size;
}

} // namespace

MessageKeeper::MessageKeeper(SessionPool &pool, Router &router, FrontendHost &host,
                             std::unique_ptr<MessageBook> book)
    : m_pool(pool), m_router(router), m_host(host), m_clock(host.clock()), m_book(std::move(book))
{
}

void MessageKeeper::restore(std::function<void()> done)
{
    whenAnswered(m_book->list(), this,
                 [this, done = std::move(done)](const Result<QList<MessageBook::Entry>> &found) {
                     if (found) {
                         for (const MessageBook::Entry &entry : *found)
                             takeOver(entry);
                     } else {
                         qCCritical(logWaiting).noquote()
                             << "Waiting messages could not be read:" << found.error().detail;
                     }
                     armTimer();
                     done();
                 });
}

void MessageKeeper::takeOver(const MessageBook::Entry &entry)
{
    const RequestId request = m_host.nextRequest();
    if (m_frontend != nullptr)
        m_frontend->restoreOrder(entry.user, request, entry.note);
    const auto waited = std::chrono::seconds(entry.since.secsTo(m_clock.utc()));
    const auto left = std::clamp(m_limits.age - waited, std::chrono::seconds(0), m_limits.age);
    m_waiting.add(entry.number, {.user = entry.user,
                                 .request = request,
                                 .since = entry.since,
                                 .deadline = m_clock.now() + left,
                                 .size = entry.size,
                                 .stage = entry.isHandedOver ? Stage::Unknown : Stage::Waiting});
}

void MessageKeeper::tellRestored()
{
    for (const qint64 number : m_waiting.numbersIn(Stage::Unknown))
        fail(number, nobodyKnows());
    expire();
}

void MessageKeeper::stop()
{
    m_isStopping = true;
    if (m_book->isDurable())
        return;
    for (const UserId &user : m_waiting.users())
        failAll(user, isStopping());
}

bool MessageKeeper::hold(UserSession &session, const SendMessage &order)
{
    if (!canWait(session, order))
        return false;
    const QByteArray note = m_frontend->noteOf(order.request);
    if (note.isEmpty())
        return false;
    // A client that lost its own connection sends again what it had sent.
    if (m_waiting.addTwin(session.user(), printOf(order.message), order.request))
        return true;
    if (const std::optional<Error> error = excess(session.user(), sizeOf(order.message, note))) {
        m_router.refuse(session.user(), order, *error);
        return true;
    }
    keep(session, order, note);
    return true;
}

bool MessageKeeper::canWait(const UserSession &session, const SendMessage &order) const
{
    const bool isForLater = order.request != RequestId::None &&
                            order.message.peer.kind == Peer::Kind::Contact &&
                            order.message.kind != MessageKind::Attention;
    if (!isForLater || m_isStopping || m_limits.age.count() == 0 || m_frontend == nullptr)
        return false;
    if (isOnline(&session))
        return m_waiting.isAnyUnsent(session.user());
    const bool isHere = session.phase == Phase::Preparing || session.phase == Phase::Running;
    // Nobody's messages are kept because somebody came with a secret that nobody has judged.
    return isHere && (session.wasOnline || !session.isUnproven);
}

std::optional<Error> MessageKeeper::excess(const UserId &user, qint64 size) const
{
    const bool isTooMuch = m_waiting.count(user) >= m_limits.ofUser || m_waiting.size() >= m_limits.inAll ||
                           m_waiting.bytes() + size > maximumBytes;
    return isTooMuch ? std::optional<Error>(tooMany()) : std::nullopt;
}

void MessageKeeper::keep(UserSession &session, const SendMessage &order, const QByteArray &note)
{
    const qint64 number = m_waiting.lastNumber() + 1;
    const QDateTime since = m_clock.utc();
    m_waiting.add(number, {.user = session.user(),
                           .request = order.request,
                           .since = since,
                           .deadline = m_clock.now() + m_limits.age,
                           .size = sizeOf(order.message, note),
                           .stage = Stage::Waiting,
                           .print = printOf(order.message)});
    session.hasWaiting = true;
    armTimer();
    whenAnswered(
        m_book->put({.number = number, .user = session.user(), .since = since, .note = note}, order.message),
        this, [this, number](const Result<void> &result) {
            if (!result)
                fail(number, result.error());
            else
                qCDebug(logWaiting) << "message" << number << "is kept until the network is there";
        });
    pumpLater(session.user());
}

// The book may answer at once and the session may too: a turn of the event loop between keeps the stack flat.
void MessageKeeper::pumpLater(const UserId &user)
{
    QMetaObject::invokeMethod(
        this, [this, user] { pump(user); }, Qt::QueuedConnection);
}

void MessageKeeper::pump(const UserId &user)
{
    if (m_isStopping || !isOnline(m_pool.find(user)))
        return;
    QList<qint64> numbers;
    for (const qint64 number : m_waiting.nextOf(user, maximumHandedOver)) {
        m_waiting.setStage(number, Stage::Marking);
        numbers.append(number);
    }
    if (numbers.isEmpty())
        return;
    whenAnswered(m_book->handOver(numbers), this,
                 [this, user, numbers](const Result<QList<MessageBook::Numbered>> &read) {
                     handOver(numbers, read);
                     pumpLater(user);
                 });
}

void MessageKeeper::handOver(const QList<qint64> &numbers, const Result<QList<MessageBook::Numbered>> &read)
{
    QList<qint64> unsent;
    for (const qint64 number : numbers) {
        if (m_waiting.find(number) == nullptr)
            continue;
        if (!read) {
            fail(number, read.error());
            continue;
        }
        const auto one = std::ranges::find(*read, number, &MessageBook::Numbered::number);
        if (one == read->end())
            fail(number, isGone());
        // Once one has to stay, those after it stay too: the order is kept.
        else if (!unsent.isEmpty() || !send(number, one->message))
            unsent.append(number);
    }
    takeBack(unsent);
}

// False: the session is not online any more, and nothing was sent.
bool MessageKeeper::send(qint64 number, Message message)
{
    const WaitingOutbox::Item &item = *m_waiting.find(number);
    UserSession *session = m_pool.find(item.user);
    if (!isOnline(session))
        return false;
    m_waiting.setStage(number, Stage::HandedOver);
    if (!message.sentAt.isValid())
        message.sentAt = item.since;
    if (!m_router.carryOut(session->lane, *session->session, SendMessage{item.request, std::move(message)}))
        settle(number, failedWith(tooMany()));
    return true;
}

void MessageKeeper::takeBack(const QList<qint64> &numbers)
{
    if (numbers.isEmpty())
        return;
    for (const qint64 number : numbers)
        m_waiting.setStage(number, Stage::Waiting);
    armTimer();
    whenAnswered(m_book->takeBack(numbers), this, [](const Result<void> &result) {
        if (!result)
            qCWarning(logWaiting).noquote()
                << "A message that waits could not be marked:" << result.error().detail;
    });
}

bool MessageKeeper::hear(UserSession &session, const DeliveryChanged &change)
{
    const std::optional<qint64> number = m_waiting.findAtNetwork(session.user(), change.request);
    if (!number)
        return false;
    if (change.state == DeliveryState::Accepted) {
        m_waiting.setStage(*number, Stage::Accepted);
        return false;
    }
    const bool wasNotSent = m_waiting.find(*number)->stage == Stage::HandedOver && change.error &&
                            change.error->kind == ErrorKind::NotConnected;
    if (wasNotSent && !m_isStopping && session.lane.outbox.close(change) == Outbox::Verdict::Expected) {
        takeBack({*number});
        return true;
    }
    const UserId user = session.user();
    // Its sender may not hear any more that it failed; the next process tells them.
    if (!m_isStopping || change.state == DeliveryState::Confirmed)
        settle(*number, change);
    pumpLater(user);
    return false;
}

void MessageKeeper::sessionStarted(UserSession &session)
{
    session.hasWaiting = m_waiting.count(session.user()) > 0;
}

void MessageKeeper::sessionOnline(UserSession &session)
{
    pump(session.user());
}

// What waits outlives a logout: the user may come back in time. What the network had was failed with the
// session.
void MessageKeeper::sessionEnded(UserSession &session, const std::optional<Error> &error)
{
    if (m_isStopping)
        return;
    if (error) {
        failAll(session.user(), *error);
        return;
    }
    for (const qint64 number : m_waiting.numbersOf(session.user())) {
        if (const auto *item = m_waiting.find(number); item != nullptr && item->isAtNetwork())
            settle(number, failedWith(nobodyKnows()));
    }
}

void MessageKeeper::drop(const UserId &user)
{
    failAll(user, {ErrorKind::NotRegistered, QStringLiteral("You are not registered here any more.")});
}

void MessageKeeper::failAll(const UserId &user, const Error &error)
{
    for (const qint64 number : m_waiting.numbersOf(user)) {
        const auto *item = m_waiting.find(number);
        if (item != nullptr && item->isUnsent())
            fail(number, error);
        else if (item != nullptr && item->isAtNetwork())
            settle(number, failedWith(error));
    }
}

void MessageKeeper::fail(qint64 number, const Error &error)
{
    const auto *item = m_waiting.find(number);
    if (item == nullptr)
        return;
    const UserId user = item->user;
    const DeliveryChanged outcome{item->request, DeliveryState::Failed, error};
    settle(number, outcome);
    m_router.tell(user, outcome);
}

void MessageKeeper::settle(qint64 number, const DeliveryChanged &outcome)
{
    const std::optional<WaitingOutbox::Item> item = m_waiting.take(number);
    if (!item)
        return;
    if (UserSession *session = m_pool.find(item->user))
        session->hasWaiting = m_waiting.count(item->user) > 0;
    for (const RequestId twin : item->twins)
        m_router.tell(item->user, DeliveryChanged{twin, outcome.state, outcome.error});
    whenAnswered(m_book->remove({number}), this, [](const Result<void> &result) {
        if (!result)
            qCWarning(logWaiting).noquote()
                << "A message that waited could not be removed:" << result.error().detail;
    });
}

void MessageKeeper::expire()
{
    while (const std::optional<qint64> number = m_waiting.findOverdue(m_clock.now()))
        fail(*number, tooOld());
    armTimer();
}

void MessageKeeper::armTimer()
{
    const std::optional<Clock::Moment> deadline = m_waiting.nextDeadline();
    if (m_timer != 0 || !deadline)
        return;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(*deadline - m_clock.now());
    m_timer = m_clock.schedule(left, this, [this] {
        m_timer = 0;
        expire();
    });
}

} // namespace spectrum::core
