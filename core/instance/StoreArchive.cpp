// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "instance/StoreArchive.h"

#include "instance/Answer.h"
#include "store/Store.h"

#include <spectrum/Log.h>

SPECTRUM_LOG_CATEGORY(logArchive, "spectrum.archive")

namespace spectrum::core
{

StoreArchive::StoreArchive(store::Store &store, InstanceId instance, Clock &clock)
    : m_store(store), m_instance(std::move(instance)), m_clock(clock)
{
}

StoreArchive::~StoreArchive()
{
    m_clock.cancel(m_timer);
}

void StoreArchive::setLimits(const Limits &limits)
{
    m_limits = limits;
    if (m_timer != 0) {
        clean();
        return;
    }
    whenAnswered(m_store.archive().lastNumber(m_instance), this, [this](const Result<qint64> &last) {
        if (last)
            skipTo(*last);
    });
    scheduleCleaning();
    clean();
}

qint64 StoreArchive::append(const UserId &user, const QString &partner, const QByteArray &content)
{
    const qint64 number = nextNumber(m_clock.utc());
    whenAnswered(m_store.archive().put({m_instance, user}, {number, partner, content}), this,
                 [this](const Result<void> &result) {
                     if (!result)
                         noteFailure(result.error());
                 });
    if (++m_added >= cleaningCount)
        clean();
    return number;
}

QFuture<Result<ArchivePage>> StoreArchive::find(const UserId &user, const ArchiveQuery &query)
{
    return m_store.archive().find({m_instance, user}, query);
}

// One line for many: a full disk would fill what is left of it with its log.
void StoreArchive::noteFailure(const Error &error)
{
    if (m_failures++ % 1000 == 0)
        qCWarning(logArchive).noquote()
            << m_instance.toString() << "what was said could not be kept:" << logSafe(error.userText)
            << "so often so far:" << m_failures;
}

void StoreArchive::scheduleCleaning()
{
    m_timer = m_clock.schedule(cleaningInterval, this, [this] {
        scheduleCleaning();
        clean();
    });
}

void StoreArchive::clean()
{
    m_added = 0;
    if (!std::exchange(m_isCleaning, true))
        cleanAfter({});
}

void StoreArchive::cleanAfter(const UserId &user)
{
    const qint64 age = std::chrono::milliseconds(m_limits.age).count();
    const store::ArchiveStore::Bounds bounds{.firstNumber = (m_clock.utc().toMSecsSinceEpoch() - age) * 1000,
                                             .entriesPerUser = m_limits.entriesPerUser};
    whenAnswered(m_store.archive().clean({m_instance, user}, bounds), this,
                 [this](const Result<UserId> &last) {
                     m_isCleaning = last && !last->isEmpty();
                     if (m_isCleaning)
                         cleanAfter(*last);
                 });
}

} // namespace spectrum::core
