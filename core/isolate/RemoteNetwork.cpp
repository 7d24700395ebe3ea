// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "isolate/RemoteNetwork.h"

#include <spectrum/Log.h>

#include <algorithm>

SPECTRUM_LOG_CATEGORY(logRemote, "spectrum.isolation")

namespace spectrum::core
{

namespace
{

constexpr std::chrono::seconds startTime{10};
constexpr std::chrono::seconds idleCheck{20};
// How many a second log in again after a session host died.
constexpr int returnsPerSecond = 50;

} // namespace

Result<std::unique_ptr<RemoteNetwork>> RemoteNetwork::open(std::unique_ptr<Network> names, Options options,
                                                           NetworkHost &host)
{
    std::unique_ptr<RemoteNetwork> network(new RemoteNetwork(std::move(names), std::move(options), host));
    const Result<Worker *> worker = network->startWorker(network->m_options.worker.capacity);
    if (!worker)
        return worker.error();
    Result<wire::Welcoming> welcome = (*worker)->waitForWelcome(startTime);
    if (!welcome)
        return welcome.error();
    network->m_welcome = std::move(*welcome);
    return network;
}

RemoteNetwork::RemoteNetwork(std::unique_ptr<Network> names, Options options, NetworkHost &host)
    : m_names(std::move(names)),
      m_options(std::move(options)),
      m_host(host),
      m_suspects(host.clock()),
      m_pacer(host.clock(), [this](const UserId &user) { placeAgain(user); })
{
    m_suspects.setRules(m_options.rules);
    m_pacer.setRate(returnsPerSecond);
    collectMemory();
    moveIdle();
}

RemoteNetwork::~RemoteNetwork()
{
    clock().cancel(m_idleTimer);
    clock().cancel(m_collectionTimer);
}

std::unique_ptr<Session> RemoteNetwork::createSession(Account account, EventSink &sink)
{
    auto session = std::make_unique<RemoteSession>(*this, std::move(account), sink, m_options.contacts);
    m_sessions.insert(session->user(), session.get());
    m_all.insert(session.get());
    return session;
}

void RemoteNetwork::forget(RemoteSession &session)
{
    m_all.remove(&session);
    if (m_sessions.value(session.user()) != &session)
        return;
    m_sessions.remove(session.user());
    m_pacer.forget(session.user());
}

QList<SessionHostSummary> RemoteNetwork::sessionHosts() const
{
    QList<SessionHostSummary> hosts;
    for (const auto &worker : m_workers) {
        const ChildProcess &process = worker->process();
        hosts.append({.process = process.id(),
                      .sessions = static_cast<qint64>(worker->size()),
                      .capacity = static_cast<qint64>(worker->capacity()),
                      .memory = process.privateMemory(),
                      .isReady = worker->isReady()});
    }
    return hosts;
}

void RemoteNetwork::place(RemoteSession &session)
{
    if (const auto time = m_suspects.parkedFor(session.user()); time > std::chrono::seconds::zero()) {
        session.end(keptOut(time));
        return;
    }
    if (Worker *worker = workerFor(session.user())) {
        session.moveInto(*worker);
        if (m_options.isUsedOnce && !worker->hasRoom())
            worker->closeForNew();
        return;
    }
    // Nothing can be started at the moment.
    const auto pause = std::chrono::ceil<std::chrono::milliseconds>(
        std::max<Clock::Moment::duration>(m_nextStart - clock().now(), std::chrono::seconds(1)));
    session.loseWorker(restarted(), pause);
    clock().schedule(pause, this, [this, user = session.user()] { placeAgain(user); });
}

void RemoteNetwork::placeAgain(const UserId &user)
{
    RemoteSession *session = m_sessions.value(user);
    if (session != nullptr && session->isHomeless())
        place(*session);
}

Worker *RemoteNetwork::workerFor(const UserId &user, bool isIdle)
{
    const size_t most = m_options.worker.capacity;
    const size_t wanted = std::min(most, m_suspects.companyOf(user).value_or(most));
    Worker *best = nullptr;
    for (const auto &worker : m_workers) {
        if (worker->hasRoom() && worker->capacity() == wanted && worker->isForIdle() == isIdle &&
            (best == nullptr || worker->size() > best->size()))
            best = worker.get();
    }
    if (best != nullptr)
        return best;
    if (clock().now() < m_nextStart)
        return nullptr;
    const Result<Worker *> started = startWorker(wanted, isIdle);
    if (started)
        return *started;
    qCCritical(logRemote).noquote() << started.error().userText;
    m_nextStart = clock().now() + m_host.reconnectDelay(++m_failedStarts);
    return nullptr;
}

Result<Worker *> RemoteNetwork::startWorker(size_t capacity, bool isIdle)
{
    Worker::Setup setup = m_options.worker;
    setup.capacity = capacity;
    setup.isForIdle = isIdle;
    Result<std::unique_ptr<Worker>> started = Worker::start(setup, m_options.greeting, clock());
    if (!started)
        return started.error();
    Worker *worker = started->get();
    connect(worker, &Worker::lost, this,
            [this, worker](const Worker::Loss &loss) { takeLoss(*worker, loss); });
    connect(
        worker, &Worker::emptied, this, [this, worker] { retireEmpty(*worker); }, Qt::QueuedConnection);
    m_workers.push_back(std::move(*started));
    return worker;
}

void RemoteNetwork::takeLoss(Worker &worker, const Worker::Loss &loss)
{
    std::vector<RemoteSession *> tenants;
    for (RemoteSession *session : std::as_const(m_all)) {
        if (session->worker() == &worker)
            tenants.push_back(session);
    }
    if (loss.wasReady) {
        m_failedStarts = 0;
        judge(tenants, loss);
    } else {
        m_nextStart = clock().now() + m_host.reconnectDelay(++m_failedStarts);
    }
    for (RemoteSession *session : tenants) {
        // Who was judged may have ended.
        if (!m_all.contains(session) || session->worker() != &worker)
            continue;
        session->loseWorker(restarted(), std::chrono::milliseconds::zero());
        m_pacer.admit(session->user());
    }
    retire(worker);
}

void RemoteNetwork::judge(const std::vector<RemoteSession *> &tenants, const Worker::Loss &loss)
{
    if (!loss.departed.isEmpty()) {
        blame(loss.departed);
        return;
    }
    const auto suspect = std::ranges::find(tenants, loss.suspect, &RemoteSession::number);
    if (suspect != tenants.end() && (loss.isCertain || tenants.size() == 1)) {
        blame((*suspect)->user());
        return;
    }
    std::vector<UserId> users;
    for (const RemoteSession *session : tenants)
        users.push_back(session->user());
    m_suspects.suspect(users, users.size());
    if (suspect != tenants.end())
        m_suspects.suspect(std::span(&(*suspect)->user(), 1), 1);
}

void RemoteNetwork::blame(const UserId &user)
{
    const bool isParked = m_suspects.blame(user);
    qCWarning(logRemote).noquote().nospace()
        << m_options.networkName << ": it was the session of " << logSafe(user.toString())
        << (isParked ? ", which is parked now." : ", which is on its own from now on.");
    RemoteSession *session = m_sessions.value(user);
    if (isParked && session != nullptr)
        session->end(keptOut(m_options.rules.parkingTime));
}

void RemoteNetwork::blameFlood(RemoteSession &session)
{
    blame(session.user());
    session.end({ErrorKind::RateLimited,
                 QStringLiteral("The network sent far more than the gateway can pass on, so you were logged "
                                "out. Log in again later.")});
}

void RemoteNetwork::blameNonsense(RemoteSession &session)
{
    blame(session.user());
    session.end({ErrorKind::Internal,
                 QStringLiteral("Something went wrong inside the gateway. Please log in again."),
                 QStringLiteral("the session host sent what makes no sense")});
}

void RemoteNetwork::retireEmpty(Worker &worker)
{
    const auto known = std::ranges::find(m_workers, &worker, &std::unique_ptr<Worker>::get);
    if (known == m_workers.end() || worker.size() > 0)
        return;
    const bool isSpare = worker.hasRoom() && worker.capacity() == m_options.worker.capacity &&
                         !worker.isForIdle() && std::ranges::none_of(m_workers, [&](const auto &other) {
                             return other.get() != &worker && other->hasRoom() && !other->isForIdle() &&
                                    other->capacity() == worker.capacity();
                         });
    if (!isSpare)
        retire(worker);
}

// It may be on the stack above.
void RemoteNetwork::retire(Worker &worker)
{
    const auto known = std::ranges::find(m_workers, &worker, &std::unique_ptr<Worker>::get);
    if (known == m_workers.end())
        return;
    Worker *retired = known->release();
    m_workers.erase(known);
    retired->setParent(this);
    retired->retire();
}

void RemoteNetwork::collectMemory()
{
    if (m_options.collectionTime == std::chrono::seconds::zero())
        return;
    m_collectionTimer = clock().schedule(m_options.collectionTime, this, [this] {
        const auto largest = std::ranges::max_element(
            m_workers, {}, [](const auto &worker) { return worker->process().privateMemory(); });
        if (largest != m_workers.end()) {
            (*largest)->closeForNew();
            retireEmpty(**largest);
        }
        collectMemory();
    });
}

void RemoteNetwork::moveIdle()
{
    if (m_options.idleTime == std::chrono::seconds::zero())
        return;
    m_idleTimer = clock().schedule(idleCheck, this, [this] {
        std::vector<RemoteSession *> idle;
        for (RemoteSession *session : std::as_const(m_sessions)) {
            const std::optional<Clock::Moment> since = session->idleSince();
            if (since && clock().now() - *since >= m_options.idleTime && !session->worker()->isForIdle())
                idle.push_back(session);
        }
        for (RemoteSession *session : idle) {
            Worker *worker = m_all.contains(session) ? workerFor(session->user(), true) : nullptr;
            if (worker != nullptr)
                session->moveInto(*worker);
        }
        moveIdle();
    });
}

Error RemoteNetwork::keptOut(std::chrono::seconds time) const
{
    const auto minutes = std::chrono::ceil<std::chrono::minutes>(time).count();
    return {.kind = ErrorKind::NotAllowed,
            .userText =
                QStringLiteral("Your account made the gateway's part for %1 fail %2 times, so it is kept "
                               "out for %3 minutes. Please tell the administrator.")
                    .arg(m_options.networkName)
                    .arg(m_options.rules.deaths)
                    .arg(minutes),
            .detail = QStringLiteral("the session is parked"),
            .retryAfter = time};
}

Error RemoteNetwork::restarted() const
{
    return {ErrorKind::ConnectionLost,
            QStringLiteral("The gateway's part for %1 had to be started anew. You are being logged in again.")
                .arg(m_options.networkName)};
}

} // namespace spectrum::core
