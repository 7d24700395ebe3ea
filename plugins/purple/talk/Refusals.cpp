// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Refusals.h"

#include "Turn.h"

#include <algorithm>

namespace spectrum::purple
{

Refusals::~Refusals()
{
    while (!m_questions.empty()) {
        const std::unique_ptr<Question> question = std::move(m_questions.back());
        m_questions.pop_back();
        purple_request_close(question->type(), question->handle());
    }
}

Refusals &Refusals::ofNobody()
{
    static auto *refusals = new Refusals;
    return *refusals;
}

void *Refusals::refuse(std::unique_ptr<Question> question)
{
    void *handle = question->handle();
    m_questions.push_back(std::move(question));
    if (m_questions.size() == 1)
        QMetaObject::invokeMethod(
            &m_context,
            [this, number = Turn::current()] {
                const Turn turn(number);
                cancelAll();
            },
            Qt::QueuedConnection);
    return handle;
}

bool Refusals::forget(void *handle)
{
    const auto isIt = [handle](const std::unique_ptr<Question> &question) {
        return question && question->handle() == handle;
    };
    return std::erase_if(m_questions, isIt) > 0;
}

void Refusals::cancelAll()
{
    // One that is asked again by its callback waits for the next turn: nothing runs in a circle.
    for (size_t count = m_questions.size(); count > 0 && !m_questions.empty(); --count) {
        const std::unique_ptr<Question> question = std::move(m_questions.front());
        m_questions.erase(m_questions.begin());
        question->cancel();
        purple_request_close(question->type(), question->handle());
    }
    if (!m_questions.empty())
        QMetaObject::invokeMethod(
            &m_context, [this] { cancelAll(); }, Qt::QueuedConnection);
}

} // namespace spectrum::purple
