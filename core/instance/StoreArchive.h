// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Keeps what was said with the users of one instance in the host's store, for so long as its operator wants.
#pragma once

#include "instance/OwnArchive.h"

#include <spectrum/Clock.h>

#include <QObject>

namespace spectrum::store
{
class Store;
}

namespace spectrum::core
{

class StoreArchive final : public QObject, public OwnArchive
{
    Q_OBJECT

public:
    static constexpr std::chrono::minutes cleaningInterval{60};
    // More than so many new entries do not wait for the next interval.
    static constexpr int cleaningCount = 20'000;

    StoreArchive(store::Store &store, InstanceId instance, Clock &clock);
    ~StoreArchive() override;

    // Takes up its work with the first call.
    void setLimits(const Limits &limits) override;
    qint64 append(const UserId &user, const QString &partner, const QByteArray &content) override;
    QFuture<Result<ArchivePage>> find(const UserId &user, const ArchiveQuery &query) override;

private:
    void clean();
    void cleanAfter(const UserId &user);
    void scheduleCleaning();
    void noteFailure(const Error &error);

    store::Store &m_store;
    InstanceId m_instance;
    Clock &m_clock;
    Limits m_limits;
    Clock::TimerId m_timer = 0;
    quint64 m_failures = 0;
    int m_added = 0;
    bool m_isCleaning = false;
};

} // namespace spectrum::core
