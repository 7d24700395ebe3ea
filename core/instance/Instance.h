// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// One address that the host serves: a frontend, a network and what lies between them.
#pragma once

#include "files/FileHost.h"
#include "instance/ArchiveAccess.h"
#include "instance/Backoff.h"
#include "instance/Farewell.h"
#include "instance/InstanceAdministration.h"
#include "instance/InstanceParts.h"
#include "instance/Logins.h"
#include "instance/MessageKeeper.h"
#include "instance/Registrar.h"
#include "instance/SessionPool.h"
#include "route/Router.h"

namespace spectrum::core
{

class Instance final : public QObject, public FrontendHost, public FileHost, private SessionWatcher
{
    Q_OBJECT

public:
    // All that stop() takes: what does not leave in this time is dropped.
    static constexpr std::chrono::milliseconds stopTime{4500};
    using Parts = InstanceParts;

    // Fails when the settings do not suit one of the modules.
    [[nodiscard]] static Result<std::unique_ptr<Instance>> create(Parts parts);
    ~Instance() override;

    void start();
    // Polite; stopped() follows within stopTime. A second call stops at once.
    void stop();
    // Returns the keys that need a restart.
    QStringList reload(const Settings &settings);

    // As Frontend says.
    Result<void> announce(const UserId &user, const QString &text)
    {
        return m_frontend->announce(user, text);
    }

    [[nodiscard]] const Frontend &frontend() const noexcept { return *m_frontend; }
    [[nodiscard]] const SessionPool &sessions() const noexcept { return *m_pool; }
    [[nodiscard]] const Router &router() const noexcept { return m_router; }
    [[nodiscard]] Network &openNetwork() const noexcept { return *m_network; }

    // FrontendHost and NetworkHost
    Clock &clock() override { return m_clock; }
    const InstanceId &instance() const override { return m_id; }
    const Network &network() const override { return *m_network; }
    QString networkName() const override { return m_networkName; }
    std::chrono::milliseconds reconnectDelay(int attempt) override { return m_backoff.delay(attempt); }
    QFuture<Result<std::optional<AccountSummary>>> findAccount(const UserId &user) override;
    QFuture<Result<QList<UserId>>> findUsers(const UserId &after, int limit) override;
    QFuture<Result<void>> registerAccount(Account account) override;
    QFuture<Result<QList<Contact>>> findContacts(const UserId &user) override;
    QFuture<Result<QMap<QString, QString>>> findSettings(const UserId &user) override;
    QFuture<Result<void>> saveSetting(const UserId &user, const QString &key, const QString &value) override;
    QFuture<Result<void>> unregisterAccount(const UserId &user) override;
    bool canKeepAccounts() const override { return m_book->keepsAccounts(); }
    bool ownsContactLists() const override;
    QFuture<Result<void>> logIn(const UserId &user, const Presence &presence) override;
    QFuture<Result<void>> logInWith(Account account, const Presence &presence) override;
    void logOut(const UserId &user, const QString &text) override;
    void execute(const UserId &user, Command command) override;
    SessionState stateOf(const UserId &user) const override;
    RequestId nextRequest() override { return RequestId{++m_lastRequest}; }
    Archive *archive() override { return m_archive.open(); }
    Administration &administration() override { return *m_administration; }
    void reportReady() override;
    void reportFailure(const Error &error) override;

Q_SIGNALS:
    void ready();
    void failed(const spectrum::Error &error);
    void stopped();

private:
    explicit Instance(Parts &parts);

    Result<void> open(Parts &parts);
    void applySettings(const Settings &settings);
    void finishStop();
    void checkStopped();
    void sessionStarted(UserSession &session) override;
    void sessionChanged(UserSession &session, const StateChanged &change) override;
    void contactChanged(UserSession &session, const Contact &contact) override;
    void contactRemoved(UserSession &session, const ContactId &contact) override;
    void stepRequired(UserSession &session) override;
    void sessionEnded(UserSession &session, const std::optional<Error> &error) override;

    Clock &m_clock;
    InstanceId m_id;
    QString m_networkName;
    Backoff m_backoff;
    Router m_router;
    std::unique_ptr<AccountBook> m_book;
    std::unique_ptr<Network> m_network;
    std::unique_ptr<SessionPool> m_pool;
    std::unique_ptr<Logins> m_logins;
    Farewell m_farewell;
    std::unique_ptr<Registrar> m_registrar;
    std::unique_ptr<ContactKeeper> m_contacts;
    std::unique_ptr<MessageKeeper> m_messages;
    ArchiveAccess m_archive;
    std::unique_ptr<InstanceAdministration> m_administration;
    std::unique_ptr<Frontend> m_frontend;
    quint64 m_lastRequest = 0;
    Clock::TimerId m_stopTimer = 0;
    enum class Phase : quint8 { Created, Running, Stopping, Stopped };
    Phase m_phase = Phase::Created;
    bool m_isReady = false;
    bool m_isFrontendStopped = false;
};

} // namespace spectrum::core
