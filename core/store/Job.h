// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// One piece of work for the store's thread, and the future that answers it.
#pragma once

#include "store/Database.h"

#include <QFuture>
#include <QPromise>

#include <functional>
#include <memory>

namespace spectrum::store
{

enum class Access : quint8 {
    Read,
    Write,
    Alone, // outside of a transaction, once; it may replace the database
};

// run() and fail() are called in the store's thread, finish() in the thread that submitted it.
class Job
{
public:
    explicit Job(Access access) noexcept : m_access(access) {}
    virtual ~Job() = default;

    [[nodiscard]] Access access() const noexcept { return m_access; }
    // Keeps the outcome, which replaces an earlier one. True if it went well.
    virtual bool run(Database &database) = 0;
    // Instead of run(), for Access::Alone.
    virtual void runAlone(std::unique_ptr<Database> &database) { run(*database); }
    virtual void fail(const Error &error) = 0;
    virtual void finish() = 0;

private:
    Access m_access;
};

// A job whose outcome is of one type.
template <typename T>
class AnsweredJob : public Job
{
public:
    explicit AnsweredJob(Access access) : Job(access) { m_promise.start(); }

    [[nodiscard]] QFuture<Result<T>> future() const { return m_promise.future(); }
    void fail(const Error &error) override { m_outcome = error; }
    void finish() override
    {
        m_promise.addResult(std::move(m_outcome));
        m_promise.finish();
    }

protected:
    Result<T> m_outcome = Error{};

private:
    QPromise<Result<T>> m_promise;
};

// The work may be run twice (the first time undone), so it only reads what it holds.
template <typename T>
class TypedJob final : public AnsweredJob<T>
{
public:
    using Work = std::function<Result<T>(Database &)>;

    TypedJob(Access access, Work work) : AnsweredJob<T>(access), m_work(std::move(work)) {}

    bool run(Database &database) override
    {
        this->m_outcome = m_work(database);
        return this->m_outcome.isOk();
    }

private:
    Work m_work;
};

template <typename T>
class AloneJob final : public AnsweredJob<T>
{
public:
    using Work = std::function<Result<T>(std::unique_ptr<Database> &)>;

    explicit AloneJob(Work work) : AnsweredJob<T>(Access::Alone), m_work(std::move(work)) {}

    bool run(Database &) override { return this->m_outcome.isOk(); }
    void runAlone(std::unique_ptr<Database> &database) override { this->m_outcome = m_work(database); }

private:
    Work m_work;
};

} // namespace spectrum::store
