// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "store/Transaction.h"

#include <QLoggingCategory>

#include <algorithm>

namespace spectrum::store
{

void Transaction::carryOut(Jobs jobs)
{
    const auto together = carryOutTogether(jobs);
    if (together)
        return;
    if (jobs.size() == 1) {
        jobs.front()->fail(together.error());
        return;
    }
    // One of them may be what could not be kept.
    for (const auto &job : jobs) {
        if (const auto alone = carryOutTogether({&job, 1}); !alone)
            job->fail(alone.error());
    }
}

Result<void> Transaction::carryOutTogether(Jobs jobs)
{
    const bool writes =
        std::any_of(jobs.begin(), jobs.end(), [](const auto &job) { return job->access() == Access::Write; });
    if (writes)
        m_database.logMark().raise();
    if (const auto begun = run(writes ? "BEGIN IMMEDIATE" : "BEGIN"); !begun)
        return begun;
    if (writes) {
        if (const auto lowered = m_database.logMark().lower(); !lowered)
            return rollBack(lowered.error());
    }
    for (const auto &job : jobs) {
        if (job->access() == Access::Read)
            job->run(m_database);
        else if (const auto guarded = carryOutGuarded(*job); !guarded)
            return rollBack(guarded.error());
        // A full disk or a failing one may have undone all that came before.
        if (!m_database.isInTransaction())
            return Error{.kind = ErrorKind::StorageFailed,
                         .userText = QStringLiteral("This could not be kept: the disk is full or failing.")};
    }
    if (const auto committed = run("COMMIT"); !committed)
        return rollBack(committed.error());
    if (m_database.takeScrubRequest())
        scrub();
    return {};
}

Result<void> Transaction::carryOutGuarded(Job &job)
{
    if (const auto opened = run("SAVEPOINT job"); !opened)
        return opened;
    if (!job.run(m_database) && m_database.isInTransaction()) {
        if (const auto undone = run("ROLLBACK TO job"); !undone)
            return undone;
    }
    return m_database.isInTransaction() ? run("RELEASE job") : Result<void>();
}

Result<void> Transaction::run(std::string_view sql)
{
    auto statement = m_database.prepare(sql);
    if (!statement)
        return statement.error();
    return statement->run();
}

Error Transaction::rollBack(const Error &reason)
{
    // The engine may have done it already.
    if (m_database.isInTransaction()) {
        if (const auto undone = run("ROLLBACK"); !undone)
            qCritical("The store could not undo a change: %s", qUtf8Printable(undone.error().detail));
    }
    return reason;
}

void Transaction::scrub()
{
    if (const auto done = m_database.emptyLog(); !done) {
        qWarning("What was removed is still in the store's log: %s", qUtf8Printable(done.error().detail));
        m_database.requestScrub();
    }
}

} // namespace spectrum::store
