// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Keeps small values of users for the protocols of server mode, bounded in size and number.
#pragma once

#include "../IqDispatcher.h"

#include <QPromise>

#include <deque>

namespace spectrum::xmpp
{

// Jobs of one user are done one after the other, so each finds what the one before it left.
class PersonalStore
{
public:
    // In characters, as the host's store counts.
    static constexpr qsizetype maximumValue = 65'536;
    static constexpr qsizetype maximumSize = 512 * 1024;
    static constexpr qsizetype maximumCount = 1'000;
    static constexpr size_t maximumWaiting = 64;

    using Values = QMap<QString, QString>;
    struct Step {
        // By key. An empty value is removed.
        Values changes = {};
        IqOutcome outcome = IqResult{};
    };
    using Work = std::function<Step(const Values &values)>;
    using Done = std::function<void()>;

    explicit PersonalStore(Service &service) : m_service(service) {}

    // Works with what is there. An outcome that is an error changes nothing; otherwise the changes are kept
    // and done is called before the answer is given.
    QFuture<IqOutcome> enqueue(const UserId &user, Work work, Done done = {});

private:
    struct Job {
        Work work;
        Done done;
        QPromise<IqOutcome> promise = {};
    };
    void begin(const UserId &user);
    void carryOut(const UserId &user, const Values &values);
    void save(const UserId &user, const Step &step);
    void finish(const UserId &user, const IqOutcome &outcome);

    Service &m_service;
    // Only of users for whom something is done right now.
    std::unordered_map<UserId, std::deque<Job>> m_queues;
};

} // namespace spectrum::xmpp
