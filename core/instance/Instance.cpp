// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "instance/Instance.h"

#include "instance/MemoryMessageBook.h"

#include <spectrum/Log.h>

SPECTRUM_LOG_CATEGORY(logInstance, "spectrum.instance")

namespace spectrum::core
{

namespace
{

Backoff backoffOf(const Settings &settings)
{
    return Backoff(std::chrono::seconds(settings.integer(QStringLiteral("reconnect.min"))),
                   std::chrono::seconds(settings.integer(QStringLiteral("reconnect.max"))));
}

MessageKeeper::Limits limitsOf(const Settings &settings)
{
    return {std::chrono::seconds(settings.integer(QStringLiteral("outbox.maximum_age"))),
            settings.integer(QStringLiteral("outbox.messages_per_user")),
            settings.integer(QStringLiteral("outbox.messages"))};
}

Error isStopping()
{
    return {ErrorKind::NotConnected, QStringLiteral("The gateway is being stopped.")};
}

} // namespace

Result<std::unique_ptr<Instance>> Instance::create(Parts parts)
{
    std::unique_ptr<Instance> instance(new Instance(parts));
    const Result<void> opened = instance->open(parts);
    if (!opened)
        return opened.error();
    return instance;
}

Instance::Instance(Parts &parts)
    : m_clock(parts.clock),
      m_id(std::move(parts.id)),
      m_networkName(std::move(parts.networkName)),
      m_backoff(backoffOf(parts.settings)),
      m_router(m_id),
      m_book(std::move(parts.book)),
      m_farewell(parts.clock),
      m_archive(std::move(parts.archive), parts.clock)
{
}

Instance::~Instance()
{
    m_router.setFrontend(nullptr);
    m_clock.cancel(m_stopTimer);
}

Result<void> Instance::open(Parts &parts)
{
    FileDesk &files = openFiles(parts.settings, m_id.toString(), m_clock);
    Result<std::unique_ptr<Network>> network = parts.networkModule.createNetwork(parts.settings, *this);
    if (!network)
        return network.error();
    m_network = std::move(*network);
    SessionWatcher &watcher = *this;
    m_pool = std::make_unique<SessionPool>(*m_network, m_router, m_clock, watcher);
    m_pool->setFiles(&files);
    m_logins = std::make_unique<Logins>(*m_pool, *m_book, m_clock);
    m_registrar = std::make_unique<Registrar>(*m_network, *m_book, *m_logins, m_farewell);
    m_contacts = std::make_unique<ContactKeeper>(*m_pool, *m_book, parts.contactList);
    if (!parts.messages)
        parts.messages = std::make_unique<MemoryMessageBook>();
    FrontendHost &host = *this;
    m_messages = std::make_unique<MessageKeeper>(*m_pool, m_router, host, std::move(parts.messages));
    m_pool->setKeeper(m_messages.get());
    m_administration = std::make_unique<InstanceAdministration>(*m_pool, m_router, parts.control);
    connect(m_pool.get(), &SessionPool::emptied, this, &Instance::checkStopped);
    applySettings(parts.settings);

    Result<std::unique_ptr<Frontend>> frontend = parts.frontendModule.createFrontend(parts.settings, *this);
    if (!frontend)
        return frontend.error();
    m_frontend = std::move(*frontend);
    m_router.setFrontend(m_frontend.get());
    m_messages->setFrontend(m_frontend.get());
    m_farewell.setFrontend(m_frontend.get());
    connect(m_frontend.get(), &Frontend::stopped, this, [this] {
        m_isFrontendStopped = true;
        checkStopped();
    });
    return {};
}

void Instance::applySettings(const Settings &settings)
{
    m_backoff = backoffOf(settings);
    m_router.setOrderLimit(
        static_cast<size_t>(qMax<qint64>(0, settings.integer(QStringLiteral("limits.orders")))));
    m_messages->setLimits(limitsOf(settings));
    m_archive.setLimits(settings);
    const std::chrono::seconds delay(settings.integer(QStringLiteral("service.login_delay")));
    if (delay > std::chrono::seconds::zero())
        m_logins->setDelay(delay);
    else
        m_logins->setRate(static_cast<int>(settings.integer(QStringLiteral("pacing.logins_per_second"))));
}

void Instance::start()
{
    m_messages->restore([this] {
        if (m_phase != Phase::Created)
            return;
        m_phase = Phase::Running;
        m_frontend->start();
        m_messages->tellRestored();
    });
}

void Instance::stop()
{
    if (m_phase == Phase::Stopping) {
        finishStop();
        return;
    }
    if (m_phase == Phase::Stopped)
        return;
    const bool wasStarted = m_phase == Phase::Running;
    m_phase = Phase::Stopping;
    m_stopTimer = m_clock.schedule(stopTime, this, [this] {
        m_stopTimer = 0;
        finishStop();
    });
    m_messages->stop();
    if (wasStarted)
        m_frontend->stop();
    else
        m_isFrontendStopped = true;
    m_pool->leaveAll(QStringLiteral("The gateway is being stopped."));
    checkStopped();
}

void Instance::checkStopped()
{
    if (m_phase == Phase::Stopping && m_isFrontendStopped && m_pool->size() == 0)
        finishStop();
}

void Instance::finishStop()
{
    if (m_phase == Phase::Stopped)
        return;
    m_phase = Phase::Stopped;
    m_clock.cancel(m_stopTimer);
    m_stopTimer = 0;
    if (m_pool->size() > 0)
        qCWarning(logInstance).noquote() << m_id.toString() << m_pool->size() << "sessions were cut off";
    m_pool->endAll();
    Q_EMIT stopped();
}

QStringList Instance::reload(const Settings &settings)
{
    applySettings(settings);
    return m_frontend->reload(settings);
}

QFuture<Result<std::optional<AccountSummary>>> Instance::findAccount(const UserId &user)
{
    return m_registrar->find(user);
}

QFuture<Result<QList<UserId>>> Instance::findUsers(const UserId &after, int limit)
{
    return m_book->findUsers(after, limit);
}

QFuture<Result<QMap<QString, QString>>> Instance::findSettings(const UserId &user)
{
    return m_book->findSettings(user);
}

QFuture<Result<void>> Instance::saveSetting(const UserId &user, const QString &key, const QString &value)
{
    // What is written while the account goes would stay behind it.
    if (m_logins->isClosed(user))
        return answered(
            Result<void>(Error{ErrorKind::NotRegistered, QStringLiteral("The account is being removed.")}));
    return m_book->saveSetting(user, key, value);
}

QFuture<Result<void>> Instance::registerAccount(Account account)
{
    return m_registrar->registerAccount(std::move(account));
}

QFuture<Result<QList<Contact>>> Instance::findContacts(const UserId &user)
{
    return m_book->findContacts(user);
}

QFuture<Result<void>> Instance::unregisterAccount(const UserId &user)
{
    return m_registrar->unregister(user).then(
        [guard = QPointer<Instance>(this), user](const Result<void> &result) {
            if (guard && result)
                guard->m_messages->drop(user);
            return result;
        });
}

QFuture<Result<void>> Instance::logIn(const UserId &user, const Presence &presence)
{
    if (m_phase != Phase::Running)
        return answered(Result<void>(isStopping()));
    return m_logins->logIn(user, presence);
}

QFuture<Result<void>> Instance::logInWith(Account account, const Presence &presence)
{
    if (m_phase != Phase::Running)
        return answered(Result<void>(isStopping()));
    Result<Account> completed = m_registrar->complete(std::move(account));
    if (!completed)
        return answered(Result<void>(completed.error()));
    return m_logins->logInWith(std::move(*completed), presence);
}

void Instance::logOut(const UserId &user, const QString &text)
{
    m_logins->logOut(user, text);
}

void Instance::execute(const UserId &user, Command command)
{
    if (!m_contacts->holds(user, command))
        m_pool->execute(user, command);
}

bool Instance::ownsContactLists() const
{
    return m_contacts->list() == ContactKeeper::List::OfHost;
}

SessionState Instance::stateOf(const UserId &user) const
{
    return m_pool->stateOf(user);
}

void Instance::reportReady()
{
    if (std::exchange(m_isReady, true))
        return;
    qCInfo(logInstance).noquote() << m_id.toString() << "is ready";
    Q_EMIT ready();
}

void Instance::reportFailure(const Error &error)
{
    const QString detail =
        error.detail.isEmpty() ? QString() : QStringLiteral(" (%1)").arg(logSafe(error.detail));
    qCCritical(logInstance).noquote().nospace()
        << m_id.toString() << " cannot go on: " << logSafe(error.userText) << detail;
    Q_EMIT failed(error);
}

void Instance::sessionStarted(UserSession &session)
{
    m_contacts->sessionStarted(session);
    m_messages->sessionStarted(session);
}

void Instance::sessionChanged(UserSession &session, const StateChanged &change)
{
    m_logins->sessionChanged(session, change);
    if (change.state != SessionState::Online)
        return;
    m_contacts->sessionOnline(session);
    m_messages->sessionOnline(session);
}

void Instance::contactChanged(UserSession &session, const Contact &contact)
{
    m_contacts->contactChanged(session, contact);
}

void Instance::contactRemoved(UserSession &session, const ContactId &contact)
{
    m_contacts->contactRemoved(session, contact);
}

void Instance::stepRequired(UserSession &session)
{
    m_logins->stepRequired(session);
}

void Instance::sessionEnded(UserSession &session, const std::optional<Error> &error)
{
    m_contacts->sessionEnded(session);
    m_messages->sessionEnded(session, error);
    m_logins->sessionEnded(session, error);
}

} // namespace spectrum::core
