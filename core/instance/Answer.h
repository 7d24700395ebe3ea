// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// A question that somebody waits for, futures that are answered already, and what to do with an answer.
#pragma once

#include <spectrum/Result.h>

#include <QFuture>
#include <QFutureInterface>
#include <QObject>
#include <QPointer>

namespace spectrum::core
{

// Unlike a QPromise, one that is dropped unanswered runs nobody's continuation: that happens only at the end
// of the process, when the one who asked may be gone already.
template <typename T>
class Answer
{
public:
    Answer() { m_state.reportStarted(); }
    Answer(Answer &&) noexcept = default;
    Answer &operator=(Answer &&) noexcept = default;

    [[nodiscard]] QFuture<Result<T>> future() { return m_state.future(); }
    void finish(const Result<T> &result)
    {
        m_state.reportResult(result);
        m_state.reportFinished();
    }

private:
    QFutureInterface<Result<T>> m_state;
};

template <typename T>
[[nodiscard]] QFuture<Result<T>> answered(const Result<T> &result)
{
    Answer<T> answer;
    answer.finish(result);
    return answer.future();
}

// Calls function with the answer, at once if it is there, unless context is gone by then. For futures that
// finish in this thread; QFuture::then() with a context would assert that the context still lives.
template <typename T, typename Function>
void whenAnswered(QFuture<Result<T>> future, QObject *context, Function function)
{
    future.then(
        [guard = QPointer<QObject>(context), function = std::move(function)](const Result<T> &result) {
            if (guard)
                function(result);
        });
}

} // namespace spectrum::core
