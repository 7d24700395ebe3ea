// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// A network whose sessions run in session hosts: spreads them, and brings them back when one dies.
#pragma once

#include "instance/IsolatedSessions.h"
#include "instance/Pacer.h"
#include "isolate/RemoteSession.h"
#include "isolate/Suspects.h"
#include "isolate/Worker.h"

#include <spectrum/NetworkModule.h>

#include <QHash>
#include <QObject>
#include <QSet>

#include <memory>
#include <vector>

namespace spectrum::core
{

// Names are judged by the module in this process, which is asked nothing else; what the network says of
// itself, its first session host says.
class RemoteNetwork final : public QObject, public Network, public IsolatedSessions
{
    Q_OBJECT

public:
    struct Options {
        QString networkName = {};
        wire::Greeting greeting = {};
        Worker::Setup worker = {};
        Replay::Contacts contacts = Replay::Contacts::KeptByNetwork;
        Suspects::Rules rules = {};
        // A session host that was full once takes nobody any more.
        bool isUsedOnce = false;
        // How often the session host that takes the most memory is closed for new sessions; zero = never.
        std::chrono::seconds collectionTime{0};
        // Sessions that nobody used for so long go to session hosts for such; zero = never.
        std::chrono::seconds idleTime{0};
    };

    // Starts the first session host and waits for it: for the time before the event loop runs.
    [[nodiscard]] static Result<std::unique_ptr<RemoteNetwork>> open(std::unique_ptr<Network> names,
                                                                     Options options, NetworkHost &host);
    ~RemoteNetwork() override;

    QList<Field> accountFields() const override { return m_welcome.accountFields; }
    QList<Field> searchFields() const override { return m_welcome.searchFields; }
    Result<ContactId> contactId(const QString &typed) const override { return m_names->contactId(typed); }
    Result<QString> normalisedName(const QString &typed) const override
    {
        return m_names->normalisedName(typed);
    }
    Result<RoomId> roomId(const QString &typed) const override { return m_names->roomId(typed); }
    bool isRoomName(const QString &typed) const override { return m_names->isRoomName(typed); }
    std::unique_ptr<Session> createSession(Account account, EventSink &sink) override;

    [[nodiscard]] const std::vector<std::unique_ptr<Worker>> &workers() const noexcept { return m_workers; }
    QList<SessionHostSummary> sessionHosts() const override;
    QList<UserId> parked() const override { return m_suspects.parked(); }
    bool pardon(const UserId &user) override { return m_suspects.pardon(user); }

    // For its sessions.
    [[nodiscard]] Clock &clock() { return m_host.clock(); }
    void place(RemoteSession &session);
    void forget(RemoteSession &session);
    void blameFlood(RemoteSession &session);
    void blameNonsense(RemoteSession &session);

private:
    RemoteNetwork(std::unique_ptr<Network> names, Options options, NetworkHost &host);

    void placeAgain(const UserId &user);
    [[nodiscard]] Worker *workerFor(const UserId &user, bool isIdle = false);
    [[nodiscard]] Result<Worker *> startWorker(size_t capacity, bool isIdle = false);
    void takeLoss(Worker &worker, const Worker::Loss &loss);
    void judge(const std::vector<RemoteSession *> &tenants, const Worker::Loss &loss);
    void blame(const UserId &user);
    void retire(Worker &worker);
    void retireEmpty(Worker &worker);
    void collectMemory();
    void moveIdle();
    [[nodiscard]] Error keptOut(std::chrono::seconds time) const;
    [[nodiscard]] Error restarted() const;

    std::unique_ptr<Network> m_names;
    Options m_options;
    NetworkHost &m_host;
    wire::Welcoming m_welcome;
    Suspects m_suspects;
    Pacer m_pacer;
    std::vector<std::unique_ptr<Worker>> m_workers;
    // By user, the newest; one that is on its way out is among all.
    QHash<UserId, RemoteSession *> m_sessions;
    QSet<RemoteSession *> m_all;
    // Session hosts that died before they could work, one after the other.
    int m_failedStarts = 0;
    Clock::Moment m_nextStart = {};
    Clock::TimerId m_collectionTimer = 0;
    Clock::TimerId m_idleTimer = 0;
};

} // namespace spectrum::core
