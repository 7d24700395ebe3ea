// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// The store's thread: does jobs in batches, one durable transaction each, and answers in the caller's thread.
#pragma once

#include "store/Job.h"

#include <QObject>

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

namespace spectrum::store
{

// submit() and the futures belong to the thread in which the Writer was made. A future finishes after the
// commit of its job is on the disk; the answers of a batch arrive with one posted event. A job that fails
// undoes only itself. Jobs are done in the order of submission, so a find sees every put that was submitted
// before it.
class Writer : public QObject
{
    Q_OBJECT

public:
    static constexpr size_t maximumWaiting = 16384;
    static constexpr size_t maximumBatch = 256;
    // So many answers are given in one turn of the event loop; what they lead to must not hold up the rest.
    static constexpr size_t maximumAnswers = 64;

    explicit Writer(std::unique_ptr<Database> database, QObject *parent = nullptr);
    // Does what was submitted, then finishes its futures.
    ~Writer() override;

    // Blocks until everything that was submitted is done and answered, and what the answers submitted too,
    // but gives no more than maximumWaiting answers. For the end of the process, while those who wait for
    // answers still exist.
    void settle();

    // Overloaded when too many jobs wait.
    template <typename T>
    QFuture<Result<T>> submit(Access access, std::function<Result<T>(Database &)> work)
    {
        auto job = std::make_unique<TypedJob<T>>(access, std::move(work));
        auto future = job->future();
        enqueue(std::move(job));
        return future;
    }

    // Outside of a transaction, with nothing else going on. Work that replaces the database leaves one there.
    template <typename T>
    QFuture<Result<T>> submitAlone(typename AloneJob<T>::Work work)
    {
        auto job = std::make_unique<AloneJob<T>>(std::move(work));
        auto future = job->future();
        enqueue(std::move(job));
        return future;
    }

protected:
    void customEvent(QEvent *event) override;

private:
    using Batch = std::vector<std::unique_ptr<Job>>;

    void enqueue(std::unique_ptr<Job> job);
    void work();
    [[nodiscard]] Batch takeBatch();
    void finishDone();

    std::unique_ptr<Database> m_database; // the thread's
    std::mutex m_mutex;                   // guards everything below
    std::condition_variable m_changed;
    std::deque<std::unique_ptr<Job>> m_waiting;
    std::deque<std::unique_ptr<Job>> m_done;
    std::condition_variable m_answerable; // something came into m_done
    bool m_isStopping = false;
    size_t m_unanswered = 0; // the owner's thread's, as the next
    size_t m_answered = 0;
    std::thread m_thread;
};

} // namespace spectrum::store
