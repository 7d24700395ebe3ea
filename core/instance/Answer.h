// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// A question that somebody waits for, and futures that are answered already.
#pragma once

#include <spectrum/Result.h>

#include <QFuture>
#include <QPromise>

namespace spectrum::core
{

// Whoever drops an Answer unanswered leaves its future canceled; so every path says finish().
template <typename T>
class Answer
{
public:
    Answer() { m_promise.start(); }

    [[nodiscard]] QFuture<Result<T>> future() const { return m_promise.future(); }
    void finish(Result<T> result)
    {
        m_promise.addResult(std::move(result));
        m_promise.finish();
    }

private:
    QPromise<Result<T>> m_promise;
};

template <typename T>
[[nodiscard]] QFuture<Result<T>> answered(Result<T> result)
{
    Answer<T> answer;
    answer.finish(std::move(result));
    return answer.future();
}

} // namespace spectrum::core
