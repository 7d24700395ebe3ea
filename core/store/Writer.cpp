// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "store/Writer.h"

#include "store/Transaction.h"

#include <QCoreApplication>
#include <QThread>

#include <pthread.h>

#include <algorithm>
#include <csignal>
#include <iterator>

namespace spectrum::store
{

Writer::Writer(std::unique_ptr<Database> database, QObject *parent)
    : QObject(parent), m_database(std::move(database)), m_thread([this] { work(); })
{
}

Writer::~Writer()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isStopping = true;
    }
    m_changed.notify_one();
    m_thread.join();
    while (!m_done.empty())
        finishDone();
}

void Writer::settle()
{
    for (size_t given = 0; m_unanswered > 0 && given < maximumWaiting;) {
        {
            std::unique_lock lock(m_mutex);
            m_answerable.wait(lock, [this] { return !m_done.empty(); });
        }
        const size_t before = m_answered;
        finishDone();
        given += m_answered - before;
    }
}

void Writer::enqueue(std::unique_ptr<Job> job)
{
    Q_ASSERT(thread() == QThread::currentThread());
    {
        const std::lock_guard lock(m_mutex);
        if (m_waiting.size() < maximumWaiting) {
            m_waiting.push_back(std::move(job));
            ++m_unanswered;
            m_changed.notify_one();
            return;
        }
    }
    job->fail({.kind = ErrorKind::Overloaded,
               .userText = QStringLiteral("The store is too busy at the moment. Please try again later."),
               .retryAfter = std::chrono::seconds(10)});
    job->finish();
}

Writer::Batch Writer::takeBatch()
{
    Batch batch;
    const auto isAlone = [](const auto &job) { return job->access() == Access::Alone; };
    const auto limit = m_waiting.begin() + qsizetype(std::min(m_waiting.size(), maximumBatch));
    const auto end =
        isAlone(m_waiting.front()) ? m_waiting.begin() + 1 : std::find_if(m_waiting.begin(), limit, isAlone);
    batch.reserve(size_t(end - m_waiting.begin()));
    std::move(m_waiting.begin(), end, std::back_inserter(batch));
    m_waiting.erase(m_waiting.begin(), end);
    return batch;
}

void Writer::work()
{
    // Signals are the main thread's.
    sigset_t all;
    ::sigfillset(&all);
    ::pthread_sigmask(SIG_BLOCK, &all, nullptr);
    ::pthread_setname_np(::pthread_self(), "store");

    std::unique_lock lock(m_mutex);
    for (;;) {
        m_changed.wait(lock, [this] { return !m_waiting.empty() || m_isStopping; });
        if (m_waiting.empty())
            return;
        Batch batch = takeBatch();
        lock.unlock();
        if (batch.front()->access() == Access::Alone)
            batch.front()->runAlone(m_database);
        else
            Transaction(*m_database).carryOut(batch);
        lock.lock();
        const bool isNews = m_done.empty();
        std::move(batch.begin(), batch.end(), std::back_inserter(m_done));
        m_answerable.notify_one();
        if (isNews)
            QCoreApplication::postEvent(this, new QEvent(QEvent::User));
    }
}

void Writer::customEvent(QEvent *event)
{
    Q_UNUSED(event)
    finishDone();
}

void Writer::finishDone()
{
    Batch answers;
    {
        const std::lock_guard lock(m_mutex);
        const size_t size = std::min(m_done.size(), maximumAnswers);
        const auto end = m_done.begin() + qsizetype(size);
        answers.assign(std::make_move_iterator(m_done.begin()), std::make_move_iterator(end));
        m_done.erase(m_done.begin(), end);
        if (!m_done.empty())
            QCoreApplication::postEvent(this, new QEvent(QEvent::User));
    }
    m_unanswered -= answers.size();
    m_answered += answers.size();
    for (const auto &answer : answers)
        answer->finish();
}

} // namespace spectrum::store
